"""oauth2-proxy's configuration file (oauth2-proxy.github.io, 7.6.x, configuration)."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from ..config import Login, Session
from ..config.durations import go_duration
from .provider import OidcProvider

Setting = str | int | bool | tuple[str, ...]

# Where nothing says it: cookie_csrf_expire.
_USUAL_LOGIN: Final = timedelta(minutes=15)
# One a line, as upstream has these two; other lists stand in one.
_LONG: Final = ("skip_auth_routes", "api_routes")


def oauth2_proxy_config(login: Login, provider: OidcProvider) -> str:
    """Return oauth2_proxy.cfg; secrets and what Istio's users set are variables."""
    settings: dict[str, Setting] = {
        "provider": "oidc",
        "oidc_issuer_url": provider.issuer,
        "scope": " ".join(login.scopes),
        "email_domains": ("*",),
        # It only answers whether a request may pass; the gateway carries it on.
        "upstreams": ("static://200",),
        "skip_auth_routes": login.skip_routes,
        "api_routes": login.api_routes,
        # Discovery would lead browsers to an address inside the cluster.
        "skip_oidc_discovery": True,
        "login_url": provider.login,
        "redeem_url": provider.token,
        "oidc_jwks_url": provider.keys,
        "skip_provider_button": not login.sign_in_page,
        "provider_display_name": "Dex",
        "custom_sign_in_logo": "/custom-theme/kubeflow-logo.svg",
        "banner": "-",
        "footer": "-",
        # Otherwise Dex would ask for the password every time (dexidp/dex pull request 3086).
        "prompt": "none",
        # Istio reads who the user is from this token.
        "set_authorization_header": True,
        "set_xauthrequest": True,
        **_session(login.session),
        "code_challenge_method": "S256",
        "redirect_url": login.redirect,
        "relative_redirect_url": login.redirect.startswith("/"),
    }
    if login.only_groups:
        settings["allowed_groups"] = login.only_groups
    return "\n".join(_line(name, value) for name, value in settings.items())


def _session(session: Session) -> Mapping[str, Setting]:
    settings: dict[str, Setting] = {
        "cookie_name": session.cookie,
        "cookie_expire": go_duration(session.lifetime),
        "cookie_refresh": 0 if session.refresh is None else go_duration(session.refresh),
    }
    if session.logins == "several":
        settings["cookie_csrf_per_request"] = True
    if session.login_within != _USUAL_LOGIN:
        settings["cookie_csrf_expire"] = go_duration(session.login_within)
    if session.same_site != "unset":
        settings["cookie_samesite"] = session.same_site
    if session.redis is not None:
        settings["session_store_type"] = "redis"
        settings["redis_connection_url"] = session.redis.url
    return settings


def _line(name: str, value: Setting) -> str:
    """Return a setting as TOML, whose texts and truths are written as JSON's."""
    if not isinstance(value, tuple):
        return f"{name} = {json.dumps(value)}"
    texts = [json.dumps(text) for text in value]
    if name in _LONG:
        return "\n".join([f"{name} = [", *(f"  {text}," for text in texts), "]"])
    return f"{name} = [ {', '.join(texts)} ]"
