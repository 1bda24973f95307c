"""The login: Dex or another provider knows who somebody is, oauth2-proxy remembers it."""

from .dex_auth import DexAuth
from .login_servers import LoginServers
from .oauth2_proxy import OAuth2Proxy

__all__ = ["DexAuth", "LoginServers", "OAuth2Proxy"]
