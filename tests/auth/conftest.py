"""The gateway that the login's routes bind to, and charts of the login's own namespaces."""

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from collections.abc import Callable

import pytest

from constructs_lib import Ambient, Hardening, OidcProvider, ProviderEndpoints, Resources
from constructs_lib.config import Place, WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import Object

from cdk8s import App, Chart

HARDENED = WorkloadDefaults(
    mesh=Ambient(),
    hardening=Hardening(),
    resources=Resources(cpu="50m", memory="64Mi", cpu_limit="1", memory_limit="128Mi"),
)


@pytest.fixture
def gateway(app: App) -> KubeflowGateway:
    return KubeflowGateway(
        Chart(app, "entry", namespace="kubeflow"), "Gateway", mesh=Ambient()
    )


@pytest.fixture
def provider() -> OidcProvider:
    """Return what Dex says of itself by default."""
    issuer = "http://dex.auth.svc.cluster.local:5556/dex"
    return OidcProvider(
        name="Dex",
        issuer=issuer,
        client_id="kubeflow-oidc-authservice",
        client_secret=Place("auth", "dex-oidc-client", "OIDC_CLIENT_SECRET"),
        endpoints=ProviderEndpoints(
            login="/dex/auth",
            token=f"{issuer}/token",
            keys=f"{issuer}/keys",
            announced=True,
        ),
    )


@pytest.fixture
def container(find: Callable[[str, str], Object]) -> Callable[[str], Object]:
    """Return the one container of a Deployment."""

    def _container(name: str) -> Object:
        [found] = find("Deployment", name)["spec"]["template"]["spec"]["containers"]
        return dict(found)

    return _container
