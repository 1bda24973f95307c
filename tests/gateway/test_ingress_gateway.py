import json

import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import (
    Ambient,
    Autoscaling,
    Hardening,
    Ingress,
    Pods,
    Resources,
    Toleration,
)
from constructs_lib.gateway import IngressGateway, TokenIssuer
from constructs_lib.kube import objects_of
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

    assert objects_of(chart) == yaml_snapshot


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


SCALED = Ingress(replicas=Autoscaling(minimum=2, maximum=5, cpu=70))


@pytest.mark.parametrize(
    ("ingress", "pods", "budgets"),
    [
        (Ingress(), Pods(), 0),
        (Ingress(), Pods(replicas=1), 0),
        (Ingress(), Pods(replicas=2), 1),
        (Ingress(replicas=2), Pods(), 1),
        (Ingress(replicas=1), Pods(replicas=2), 0),
        (SCALED, Pods(), 1),
        (Ingress(replicas=Autoscaling(minimum=1, maximum=5)), Pods(), 0),
    ],
)
def test_replicas_are_evicted_one_at_a_time(chart, ingress, pods, budgets):
    IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=ingress, pods=pods)
    kinds = [obj["kind"] for obj in objects_of(chart)]

    assert kinds.count("PodDisruptionBudget") == budgets


def test_no_budget_is_written_where_none_is_wanted(chart):
    hardening = Hardening(disruption_budgets="none")
    IngressGateway(
        chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=SCALED, hardening=hardening
    )

    assert "PodDisruptionBudget" not in {obj["kind"] for obj in objects_of(chart)}


def test_the_load_decides_between_two_numbers(chart, find):
    IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=SCALED)
    spec = find("HorizontalPodAutoscaler", NAME)["spec"]

    assert (spec["minReplicas"], spec["maxReplicas"]) == (2, 5)


def test_the_autoscaler_is_about_the_deployment(chart, find):
    IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=SCALED)
    target = find("HorizontalPodAutoscaler", NAME)["spec"]["scaleTargetRef"]

    assert target == {"apiVersion": "apps/v1", "kind": "Deployment", "name": NAME}


def test_argo_cd_and_the_autoscaler_do_not_both_say_how_many(chart, find):
    pods = Pods(replicas=3)
    IngressGateway(chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=SCALED, pods=pods)

    assert "replicas" not in find("Deployment", NAME)["spec"]


def test_the_proxy_has_the_resources_it_is_given(pod):
    resources = Resources(cpu="1", memory="1Gi", cpu_limit="4", memory_limit="2Gi")
    [container] = pod(ingress=Ingress(resources=resources))["spec"]["containers"]

    assert container["resources"]["requests"] == {"cpu": "1", "memory": "1Gi"}


def test_whoever_has_no_token_is_put_to_the_provider(chart, find):
    IngressGateway(
        chart, "Ingress", tokens=TOKENS, mesh=Ambient(), ingress=Ingress(provider="login")
    )

    spec = find("AuthorizationPolicy", f"{NAME}-oauth2-proxy")["spec"]

    assert spec["provider"] == {"name": "login"}


def test_the_proxy_is_of_the_meshs_trust_domain(pod):
    found = told(pod(Ambient(trust_domain="corp.example")))

    assert (found["TRUST_DOMAIN"], found["ISTIO_META_MESH_ID"]) == ("corp.example",) * 2


def told(template):
    """Return the variables of the proxy that have a value."""
    [container] = template["spec"]["containers"]
    return {each["name"]: each["value"] for each in container["env"] if "value" in each}


def settings(template):
    return json.loads(template["metadata"]["annotations"]["proxy.istio.io/config"])


def test_the_proxy_asks_its_own_revision_of_istiod(pod):
    template = pod(Ambient(istiod_namespace="mesh", revision="canary"))

    address = "istiod-canary.mesh.svc:15012"
    assert told(template)["CA_ADDR"] == settings(template)["discoveryAddress"] == address
    assert template["metadata"]["labels"]["istio.io/rev"] == "canary"


def test_the_proxy_finds_the_usual_istiod_by_itself(pod):
    template = pod()

    assert "discoveryAddress" not in settings(template)
    assert "istio.io/rev" not in template["metadata"]["labels"]


def test_the_proxy_says_which_cluster_and_network_it_is_of(pod):
    template = pod(Ambient(cluster_id="edge", network="north"))

    assert told(template)["ISTIO_META_CLUSTER_ID"] == "edge"
    assert told(template)["ISTIO_META_NETWORK"] == "north"
    assert template["metadata"]["labels"]["topology.istio.io/network"] == "north"


def test_the_proxy_is_of_the_clusters_domain(pod):
    [container] = pod(cluster_domain="k8s.example.org")["spec"]["containers"]

    assert "$(POD_NAMESPACE).svc.k8s.example.org" in container["args"]
