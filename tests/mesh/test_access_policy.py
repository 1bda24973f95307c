import pytest

from constructs_lib.config import principal
from constructs_lib.mesh import AccessPolicy


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

    assert chart.to_json() == yaml_snapshot


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
        ValueError, match="policy 'app' lets nobody in; name at least one call"
    ):
        policy(chart, [])
