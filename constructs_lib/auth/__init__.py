"""The login: Dex or another provider authenticates users, oauth2-proxy keeps the session."""

from .._exports import check_exports
from .dex_auth import DexAuth
from .login_servers import LoginServers
from .oauth2_proxy import OAuth2Proxy

__all__ = ["DexAuth", "LoginServers", "OAuth2Proxy"]

check_exports(globals())
