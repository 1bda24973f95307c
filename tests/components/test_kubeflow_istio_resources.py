import pytest

from constructs_lib.components.kubeflow_istio_resources import KubeflowIstioResources


@pytest.fixture
def resources(chart):
    return KubeflowIstioResources(chart, "Resources")


def test_manifests(resources, manifests, yaml_snapshot):
    assert manifests() == yaml_snapshot


def test_brings_the_gateway_that_every_app_is_behind(resources):
    assert resources.gateway.reference == "kubeflow/kubeflow-gateway"


def test_viewers_change_nothing_of_istios(resources, find):
    [rule] = find("ClusterRole", "kubeflow-istio-view")["rules"]

    assert rule["verbs"] == ["get", "list", "watch"]


def test_editors_may_not_do_anything_whatever(resources, find):
    [rule] = find("ClusterRole", "kubeflow-istio-edit")["rules"]

    assert "*" not in rule["verbs"]


def test_where_routes_are_guarded_editors_only_read(chart, find):
    KubeflowIstioResources(chart, "Resources", tenant_routes="guarded")

    [rule] = find("ClusterRole", "kubeflow-istio-edit")["rules"]
    assert rule["verbs"] == ["get", "list", "watch"]


def test_viewers_may_read_who_is_admitted(chart, find):
    KubeflowIstioResources(chart, "Resources", shown_policies=True)

    rule = find("ClusterRole", "kubeflow-istio-view")["rules"][1]
    assert rule["resources"] == ["authorizationpolicies"]
    assert rule["verbs"] == ["get", "list", "watch"]
