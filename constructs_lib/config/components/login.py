"""The login, which every environment has."""

from typing import Final

from .component import Component

DEX: Final = Component(
    name="dex",
    group="Login",
    upstream="common/dex/overlays/oauth2-proxy",
    images=("dex",),
    published_secrets=("dex-oidc-client", "dex-passwords"),
    namespace="auth",
)

OAUTH2_PROXY: Final = Component(
    name="oauth2-proxy",
    group="Login",
    upstream="common/oauth2-proxy/overlays/m2m-dex-only",
    images=("oauth2-proxy",),
    published_secrets=("oauth2-proxy",),
    namespace="oauth2-proxy",
)
