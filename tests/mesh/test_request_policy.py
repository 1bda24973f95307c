import pytest

from constructs_lib import Endpoint
from constructs_lib.mesh import Admitted, RequestPolicy

SERVICE = Endpoint(service="app", namespace="kubeflow", port=80)


def test_manifests_for_pods(chart, yaml_snapshot):
    RequestPolicy(
        chart,
        "Policy",
        name="app",
        to={"app": "app"},
        admitted=[
            Admitted(callers=("cluster.local/ns/kubeflow/sa/caller",), ports=(8080,)),
            Admitted(having=("authorization",), lacking=("x-user",)),
            Admitted(),
        ],
        labels={"part-of": "sample"},
    )

    assert chart.to_json() == yaml_snapshot


def test_a_service_is_aimed_at_and_not_selected(chart, find):
    RequestPolicy(chart, "Policy", name="app", to=SERVICE, admitted=[Admitted()])
    spec = find("AuthorizationPolicy", "app")["spec"]

    assert spec["targetRefs"] == [{"group": "", "kind": "Service", "name": "app"}]
    assert "selector" not in spec


def test_upstreams_policies_leave_the_action_to_istio(chart, find):
    RequestPolicy(
        chart, "Policy", name="app", to=SERVICE, admitted=[Admitted()], writes_action=False
    )

    assert "action" not in find("AuthorizationPolicy", "app")["spec"]


def test_fails_where_nobody_is_admitted(chart):
    with pytest.raises(ValueError, match="policy 'app' lets nobody in; admit at least one"):
        RequestPolicy(chart, "Policy", name="app", to=SERVICE, admitted=[])
