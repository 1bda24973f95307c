import pytest
from cdk8s import Chart

from constructs_lib.config import Ambient
from constructs_lib.kube import objects_of
from constructs_lib.mesh import AccessPolicy, DefaultDeny

principal = Ambient().principal


def policy(chart, callers):
    AccessPolicy(
        chart,
        "Policy",
        name="app",
        selector={"app": "app"},
        callers=callers,
        labels={"a": "b"},
    )


def test_manifests(chart, yaml_snapshot):
    policy(chart, [principal("kubeflow", "ingress"), principal("knative", "activator")])

    assert objects_of(chart) == yaml_snapshot


def test_may_open_some_ports_only(chart, find):
    AccessPolicy(
        chart,
        "Policy",
        name="app",
        selector={"app": "app"},
        callers=["*"],
        ports=[3306, 33060],
    )
    [rule] = find("AuthorizationPolicy", "app")["spec"]["rules"]

    assert rule == {
        "from": [{"source": {"principals": ["*"]}}],
        "to": [{"operation": {"ports": ["3306", "33060"]}}],
    }


def test_fails_where_there_is_no_caller(chart):
    with pytest.raises(
        ValueError, match="policy 'app' admits nobody; name at least one caller"
    ):
        policy(chart, [])


def network_policy(chart):
    [found] = [
        obj["spec"]
        for obj in objects_of(chart)
        if obj["kind"] == "NetworkPolicy" and obj["metadata"]["name"] == "app-from-mesh"
    ]
    return found


@pytest.mark.parametrize("first", ["the default deny", "the policy"])
def test_lets_its_callers_namespaces_through_a_network_that_is_shut(chart, first):
    callers = [principal("team", "a"), principal("team", "b"), principal("edge", "c")]
    if first == "the policy":
        policy(chart, callers)
    DefaultDeny(chart, "Closed")
    if first == "the default deny":
        policy(chart, callers)

    homes = [
        {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}
        for name in ("edge", "team")
    ]
    assert network_policy(chart) == {
        "podSelector": {"matchLabels": {"app": "app"}},
        "policyTypes": ["Ingress"],
        "ingress": [{"from": homes, "ports": [{"port": 15008, "protocol": "TCP"}]}],
    }


@pytest.mark.parametrize("caller", ["*", "*/sa/default", "cluster.local/ns/te*"])
def test_lets_every_namespace_through_where_callers_may_be_in_any(chart, caller):
    DefaultDeny(chart, "Closed")
    policy(chart, [principal("team", "a"), caller])

    assert network_policy(chart)["ingress"][0]["from"] == [{"namespaceSelector": {}}]


def test_writes_no_networkpolicy_where_none_shuts_the_namespace(app, chart):
    DefaultDeny(Chart(app, "another", namespace="another"), "Closed")
    policy(chart, ["*"])

    assert {obj["kind"] for obj in objects_of(chart)} == {"AuthorizationPolicy"}


def test_writes_no_networkpolicy_where_something_else_does(chart):
    DefaultDeny(chart, "Closed", network="elsewhere")
    policy(chart, ["*"])

    names = [o["metadata"]["name"] for o in objects_of(chart) if o["kind"] == "NetworkPolicy"]
    assert names == ["allow-ambient-kubelet-probes"]
