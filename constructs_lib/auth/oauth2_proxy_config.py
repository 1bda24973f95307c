"""oauth2-proxy's configuration file (oauth2-proxy.github.io, 7.6.x, configuration)."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from ..config import Login, OidcProvider, Session
from ..config.durations import go_duration
from ..config.provider import EMAIL

Setting = str | int | bool | tuple[str, ...]

# The default of cookie_csrf_expire.
_USUAL_LOGIN: Final = timedelta(minutes=15)
# One item per line, as upstream writes these two; other lists are on one line.
_LONG: Final = ("skip_auth_routes", "api_routes")
# The default of oidc_groups_claim.
_USUAL_GROUPS: Final = "groups"


def oauth2_proxy_config(
    login: Login, provider: OidcProvider, metrics: int | None = None
) -> str:
    """Return oauth2_proxy.cfg; secrets are in variables.

    metrics: the port of metrics; None serves none.
    """
    settings: dict[str, Setting] = {
        "provider": "oidc",
        "oidc_issuer_url": provider.issuer,
        "scope": " ".join(login.asked_scopes),
        "email_domains": ("*",),
        # It only authorizes requests; the gateway forwards them.
        "upstreams": ("static://200",),
        "skip_auth_routes": login.open_routes,
        "api_routes": login.api_routes,
        **_endpoints(provider),
        "skip_provider_button": not login.sign_in_page,
        "provider_display_name": provider.name,
        "custom_sign_in_logo": "/custom-theme/kubeflow-logo.svg",
        "banner": "-",
        "footer": "-",
        **_prompt(login),
        # Istio reads the user from this token.
        "set_authorization_header": True,
        "set_xauthrequest": True,
        **_session(login),
        "code_challenge_method": "S256",
        "redirect_url": login.redirect,
        # Only Dex accepts a path; oauth2-proxy derives an address from the requested host.
        "relative_redirect_url": login.redirect.startswith("/") and login.uses_dex,
        **_claims(login, provider),
    }
    if login.only_groups:
        settings["allowed_groups"] = login.only_groups
    if metrics is not None:
        settings["metrics_address"] = f"0.0.0.0:{metrics}"
    return "\n".join(_line(name, value) for name, value in settings.items())


def _endpoints(provider: OidcProvider) -> Mapping[str, Setting]:
    """Return the provider's endpoints; empty if discovery provides them."""
    if provider.endpoints is None:
        return {}
    return {
        # Discovery would redirect browsers to an address inside the cluster.
        "skip_oidc_discovery": True,
        "login_url": provider.endpoints.login,
        "redeem_url": provider.endpoints.token,
        "oidc_jwks_url": provider.endpoints.keys,
    }


def _prompt(login: Login) -> Mapping[str, Setting]:
    """Return when the provider prompts for the password again.

    `none` lets Dex remember its user (dexidp/dex pull request 3086). For other providers it
    means that they must not prompt at all (OpenID Connect Core 3.1.2.1).
    """
    return {"prompt": "none"} if login.uses_dex else {"approval_prompt": "auto"}


def _claims(login: Login, provider: OidcProvider) -> Mapping[str, Setting]:
    """Return the claims of user and groups, if they are not oauth2-proxy's defaults."""
    settings: dict[str, Setting] = {}
    if provider.user_claim != EMAIL:
        settings["oidc_email_claim"] = provider.user_claim
    elif login.unverified_emails == "accepted" and not login.uses_dex:
        settings["insecure_oidc_allow_unverified_email"] = True
    if provider.groups_claim not in (None, _USUAL_GROUPS):
        settings["oidc_groups_claim"] = provider.groups_claim
    return settings


def _session(login: Login) -> Mapping[str, Setting]:
    session: Session = login.session
    settings: dict[str, Setting] = {
        "cookie_name": session.cookie,
        "cookie_expire": go_duration(login.session_lifetime),
        "cookie_refresh": 0 if session.refresh is None else go_duration(session.refresh),
    }
    if session.logins == "several":
        settings["cookie_csrf_per_request"] = True
    if session.login_within != _USUAL_LOGIN:
        settings["cookie_csrf_expire"] = go_duration(session.login_within)
    if session.same_site != "unset":
        settings["cookie_samesite"] = session.same_site
    if session.domain is not None:
        settings["cookie_domains"] = (session.domain,)
    if session.redis is not None:
        settings["session_store_type"] = "redis"
        settings["redis_connection_url"] = session.redis.url
    return settings


def _line(name: str, value: Setting) -> str:
    """Return a setting as TOML, in which strings and booleans are written as in JSON."""
    if not isinstance(value, tuple):
        return f"{name} = {json.dumps(value)}"
    texts = [json.dumps(text) for text in value]
    if name in _LONG:
        return "\n".join([f"{name} = [", *(f"  {text}," for text in texts), "]"])
    return f"{name} = [ {', '.join(texts)} ]"
