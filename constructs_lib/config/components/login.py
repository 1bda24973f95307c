"""The login's servers."""

from typing import Final

from .component import Component, MetricsPort

DEX: Final = Component(
    name="dex",
    group="Login",
    upstream=True,
    images=("dex",),
    published_secrets=("dex-oidc-client", "dex-passwords"),
    namespace="auth",
    metrics=(
        MetricsPort(
            name="dex",
            pods={"app": "dex"},
            number=5558,
            port_name="telemetry",
            by_mesh_alone=True,
        ),
    ),
)

OAUTH2_PROXY: Final = Component(
    name="oauth2-proxy",
    group="Login",
    upstream=True,
    images=("oauth2-proxy",),
    published_secrets=("oauth2-proxy",),
    namespace="oauth2-proxy",
    metrics=(
        MetricsPort(
            name="oauth2-proxy",
            pods={"app.kubernetes.io/name": "oauth2-proxy"},
            number=44180,
            by_mesh_alone=True,
        ),
    ),
)
