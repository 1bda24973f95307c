"""From 26.03 on NetworkPolicies close the namespaces of the login."""

from dataclasses import replace

import pytest
from cdk8s import Chart

from constructs_lib import Ambient, Dex, DexAuth, Login, OAuth2Proxy, Sidecars, StaticClient
from constructs_lib.catalog import Images
from constructs_lib.config import WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import objects_of
from constructs_lib.reach.network import Pod, lets_through
from constructs_lib.releases import V1_11_0, V26_03

ADDRESS = "https://ml.example.com"
MESHES = {
    "ambient": Ambient(istiod_namespace="istio-control"),
    "sidecars": Sidecars(ingress_namespace="istio-edge"),
}
GATEWAYS = {"ambient": "kubeflow", "sidecars": "istio-edge"}
ISTIODS = {"ambient": "istio-control", "sidecars": "istio-system"}
DEX = Pod("auth", {"app": "dex"})
PROXY = Pod("oauth2-proxy", {"app.kubernetes.io/name": "oauth2-proxy"})
HBONE = 15008
EITHER_MESH = pytest.mark.parametrize("mesh", MESHES)


@pytest.fixture
def policies(app, provider):
    """Return the NetworkPolicies of both servers."""

    def _policies(mesh, login=Login(), release=V26_03):
        defaults = WorkloadDefaults(mesh=MESHES[mesh], images=Images(release=release))
        gateway = KubeflowGateway(
            Chart(app, "at", namespace="kubeflow"), "At", mesh=MESHES[mesh]
        )
        auth = Chart(app, "auth", namespace="auth")
        DexAuth(auth, "Dex", gateway=gateway, address=ADDRESS, login=login, defaults=defaults)
        proxy = Chart(app, "proxy", namespace="oauth2-proxy")
        OAuth2Proxy(
            proxy, "Proxy", gateway=gateway, provider=provider, https=True, defaults=defaults
        )
        made = [*objects_of(auth), *objects_of(proxy)]
        return [obj for obj in made if obj["kind"] == "NetworkPolicy"]

    return _policies


def entry(mesh):
    labels = {"app": "istio-ingressgateway", "istio": "ingressgateway"}
    return Pod(GATEWAYS[mesh], labels)


@EITHER_MESH
@pytest.mark.parametrize("port", [HBONE, 5556, 4180])
def test_the_gateway_connects_to_both(policies, mesh, port):
    made = policies(mesh)

    assert lets_through(made, entry(mesh), DEX, port)
    assert lets_through(made, entry(mesh), PROXY, port)


@EITHER_MESH
def test_istiod_fetches_keys_from_dex(policies, mesh):
    istiod = Pod(ISTIODS[mesh], {"app": "istiod"})

    assert lets_through(policies(mesh), istiod, DEX, 5556)


@EITHER_MESH
def test_oauth2_proxy_fetches_tokens_from_dex(policies, mesh):
    assert lets_through(policies(mesh), PROXY, DEX, HBONE)


@EITHER_MESH
@pytest.mark.parametrize("server", [DEX, PROXY], ids=["dex", "oauth2-proxy"])
@pytest.mark.parametrize("port", [HBONE, 5556, 4180])
def test_nobody_else_does(policies, mesh, server, port):
    made = policies(mesh)

    assert not lets_through(made, Pod("team", entry(mesh).labels), server, port)
    assert not lets_through(made, Pod(GATEWAYS[mesh], {"app": "other"}), server, port)


def test_a_client_of_dex_may_be_anywhere(policies):
    client = StaticClient(id="cli", name="CLI", redirects=("http://localhost:8000",))
    login = Login(dex=replace(Dex(), clients=(client,)))

    assert lets_through(policies("ambient", login), Pod("team"), DEX, HBONE)


@pytest.mark.parametrize(("mesh", "enters"), [("ambient", True), ("sidecars", False)])
def test_probes_of_captured_pods_come_from_an_address_of_their_own(policies, mesh, enters):
    node = Pod("", address="169.254.7.127")

    assert lets_through(policies(mesh), node, DEX, 5556) is enters


@EITHER_MESH
def test_an_older_release_closes_neither(policies, mesh):
    assert policies(mesh, release=V1_11_0) == []
