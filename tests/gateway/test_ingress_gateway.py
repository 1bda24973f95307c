import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import Ambient, Pods, Toleration
from constructs_lib.gateway import IngressGateway, TokenIssuer
from constructs_lib.workloads import Endpoint

NAME = "istio-ingressgateway"
TOKENS = (
    TokenIssuer(
        name="dex-jwt",
        issuer="http://dex.auth.svc.cluster.local:5556/dex",
        claims={"kubeflow-userid": "email", "kubeflow-groups": "groups"},
    ),
)


@pytest.fixture
def pod(chart, find):
    def _pod(mesh=Ambient(), **fields):
        IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=mesh, **fields)
        return find("Deployment", NAME)["spec"]["template"]

    return _pod


def test_manifests(chart, yaml_snapshot):
    IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient())

    assert chart.to_json() == yaml_snapshot


def test_the_proxy_is_of_istios_version(pod):
    [container] = pod(Ambient(istio="1.26.3"))["spec"]["containers"]

    assert container["image"] == "docker.io/istio/proxyv2:1.26.3"


def test_the_proxy_comes_from_the_mirror(pod):
    [container] = pod(images=Images(registry="mirror.example.com"))["spec"]["containers"]

    assert container["image"] == "mirror.example.com/istio/proxyv2:1.25.1"


def test_the_proxy_stays_out_of_the_ambient_mesh(pod):
    assert pod()["metadata"]["labels"]["istio.io/dataplane-mode"] == "none"


def test_the_proxy_runs_where_other_pods_do(pod):
    spec = pod(
        pods=Pods(
            node_selector={"zone": "a"},
            tolerations=(Toleration(key="spot"),),
            pull_secrets=("mirror",),
        )
    )["spec"]

    assert (spec["nodeSelector"], spec["tolerations"], spec["imagePullSecrets"]) == (
        {"zone": "a"},
        [{"key": "spot", "operator": "Exists", "effect": "NoSchedule"}],
        [{"name": "mirror"}],
    )


def test_its_service_finds_its_pods(pod, find):
    labels = pod()["metadata"]["labels"]
    selector = find("Service", NAME)["spec"]["selector"]

    assert selector.items() <= labels.items()


def test_its_endpoint_is_a_port_of_its_service(chart, find):
    ingress = IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient())
    ports = find("Service", NAME)["spec"]["ports"]

    assert ingress.endpoint == Endpoint(service=NAME, namespace="kubeflow", port=80)
    assert ingress.endpoint.port in {port["port"] for port in ports}


def test_fails_in_a_namespace_whose_ingress_the_apps_do_not_admit(chart):
    message = "is in namespace 'kubeflow', but the apps admit one in 'edge'"
    with pytest.raises(ValueError, match=message):
        IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient(ingress_namespace="edge"))


@pytest.mark.parametrize(("replicas", "budgets"), [(None, 0), (1, 0), (2, 1)])
def test_replicas_are_evicted_one_at_a_time(chart, replicas, budgets):
    IngressGateway(
        chart, "Ingress", tokens=TOKENS, mesh=Ambient(), pods=Pods(replicas=replicas)
    )
    kinds = [obj["kind"] for obj in chart.to_json()]

    assert kinds.count("PodDisruptionBudget") == budgets
