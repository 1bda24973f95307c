from typing import Any

import pytest

from constructs_lib import (
    Ambient,
    BundledMinIO,
    BundledSeaweedFS,
    Config,
    ParentGateway,
    PipelinesSettings,
    Sidecars,
)
from constructs_lib.components.network_policies import NetworkPolicies, guards_minio
from constructs_lib.config.components import (
    ADMISSION_WEBHOOK,
    CENTRAL_DASHBOARD,
    ELSEWHERE,
    INSTALLABLE,
    KUBEFLOW_NAMESPACE,
    shown_by_upstream,
)
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_9_1, V1_10_2, V26_03

INGRESS = {
    "podSelector": {"matchLabels": {"app": "istio-ingressgateway", "istio": "ingressgateway"}}
}
NEIGHBOURS: dict[str, Any] = {"podSelector": {}}


def namespaces(key: str, value: str) -> dict[str, Any]:
    expression = {"key": key, "operator": "In", "values": [value]}
    return {"namespaceSelector": {"matchExpressions": [expression]}}


PROFILES = namespaces("app.kubernetes.io/part-of", "kubeflow-profile")


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> NetworkPolicies:
        return NetworkPolicies(chart, "Policies", **{"mesh": Sidecars(), **settings})

    return _make


@pytest.fixture
def rule(find):
    """Return the one rule of a policy."""

    def _rule(name: str) -> dict[str, Any]:
        [found] = find("NetworkPolicy", name)["spec"]["ingress"]
        return dict(found)

    return _rule


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_callers_of_the_pipelines_page_reach_what_serves_it(make, find):
    make(page_pods="guard")
    [pods] = find("NetworkPolicy", "ml-pipeline-ui")["spec"]["podSelector"]["matchExpressions"]

    assert pods["values"] == ["guard"]


def test_manifests_in_the_ambient_mesh(make, manifests, yaml_snapshot):
    make(mesh=Ambient())

    assert manifests() == yaml_snapshot


def test_the_namespace_talks_to_itself(make, find):
    make()

    assert find("NetworkPolicy", "default-allow-same-namespace")["spec"] == {
        "podSelector": {},
        "policyTypes": ["Ingress"],
        "ingress": [{"from": [NEIGHBOURS]}],
    }


def test_every_component_is_guarded_by_default(make, chart):
    make()
    names = {obj["metadata"]["name"] for obj in objects_of(chart)}

    guarded = (each for each in ELSEWHERE if each.name in V1_9_1.guarded)
    here = (e for e in (*INSTALLABLE, *guarded) if e.namespace == KUBEFLOW_NAMESPACE)
    rules = {rule.name for each in here for rule in each.reached_by}

    assert names == {"default-allow-same-namespace", *rules}


def test_each_release_guards_the_pods_of_its_own_guests(make, chart):
    make(components=shown_by_upstream(V1_10_2))
    names = {obj["metadata"]["name"] for obj in objects_of(chart)}

    assert names & {"model-registry", "model-registry-ui", "seldon"} == {
        "model-registry",
        "model-registry-ui",
    }


def test_without_minio_its_pods_are_not_guarded(make, chart):
    make(minio=False)

    assert "minio" not in {obj["metadata"]["name"] for obj in objects_of(chart)}


@pytest.mark.parametrize(
    ("release", "store", "guarded"),
    [
        (V1_10_2, BundledMinIO(), True),
        (V26_03, BundledMinIO(), True),
        (V26_03, BundledSeaweedFS(content="new"), False),
    ],
    ids=["1.10.2", "26.03 with MinIO", "26.03 without"],
)
def test_a_release_without_minio_guards_one_that_is_kept(release, store, guarded):
    pipelines = PipelinesSettings(object_store=store)

    assert guards_minio(Config(release=release, pipelines=pipelines)) is guarded


def test_only_installed_components_are_guarded(make, chart):
    make(components=[CENTRAL_DASHBOARD, ADMISSION_WEBHOOK])
    names = [obj["metadata"]["name"] for obj in objects_of(chart)]

    assert names == ["default-allow-same-namespace", "centraldashboard", "poddefaults"]


def test_the_gateway_comes_from_istios_namespace(make, rule):
    make()
    istio = namespaces("kubernetes.io/metadata.name", "istio-system")

    assert rule("centraldashboard")["from"] == [istio, NEIGHBOURS]


def test_the_gateway_may_be_in_another_namespace(make, rule):
    make(mesh=Sidecars(ingress_namespace="edge"))

    assert (
        namespaces("kubernetes.io/metadata.name", "edge") in rule("centraldashboard")["from"]
    )


def test_the_gateway_is_a_neighbour_in_the_ambient_mesh(make, rule):
    make(mesh=Ambient())

    assert rule("centraldashboard")["from"] == [INGRESS, NEIGHBOURS]


def test_mesh_peers_come_in_by_ztunnels_port(make, rule):
    make(mesh=Ambient())
    ports = [port["port"] for port in rule("tensorboards-web-app")["ports"]]

    assert ports == [5000, 15008]


def test_the_api_server_comes_in_only_by_the_webhooks_port(make, rule):
    make(mesh=Ambient())

    assert rule("poddefaults") == {"ports": [{"port": 4443, "protocol": "TCP"}]}


def test_profiles_come_in_where_they_work(make, rule):
    make()

    assert PROFILES in rule("ml-pipeline")["from"]


def test_the_platforms_gateway_and_profiles_reach_the_ingress_gateway(make, rule):
    make(mesh=Ambient(), parent=ParentGateway(name="edge", namespace="gateways"))
    proxy = {
        **namespaces("kubernetes.io/metadata.name", "gateways"),
        "podSelector": {"matchLabels": {"gateway.networking.k8s.io/gateway-name": "edge"}},
    }

    assert rule("istio-ingressgateway") == {
        "from": [proxy, PROFILES],
        "ports": [{"port": 8080, "protocol": "TCP"}],
    }


def test_no_ingress_gateway_is_guarded_where_there_is_none(make, chart):
    make()
    names = [obj["metadata"]["name"] for obj in objects_of(chart)]

    assert "istio-ingressgateway" not in names
