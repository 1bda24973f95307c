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


def test_fails_where_there_is_no_caller(chart):
    with pytest.raises(
        ValueError, match="policy 'app' lets nobody in; name at least one call"
    ):
        policy(chart, [])
