import pytest

from constructs_lib import AccessPolicy, Endpoint
from constructs_lib.kube import objects_of
from constructs_lib.mesh import Admitted

SERVICE = Endpoint(service="app", namespace="kubeflow", port=80)


def test_manifests_for_pods(chart, yaml_snapshot):
    AccessPolicy(
        chart,
        "Policy",
        name="app",
        selector={"app": "app"},
        admitted=[
            Admitted(callers=("cluster.local/ns/kubeflow/sa/caller",), ports=(8080,)),
            Admitted(having=("authorization",), lacking=("x-user",)),
            Admitted(),
        ],
        labels={"part-of": "sample"},
    )

    assert objects_of(chart) == yaml_snapshot


def test_a_service_is_aimed_at_and_not_selected(chart, find):
    AccessPolicy(chart, "Policy", name="app", to=SERVICE, admitted=[Admitted()])
    spec = find("AuthorizationPolicy", "app")["spec"]

    assert spec["targetRefs"] == [{"group": "", "kind": "Service", "name": "app"}]
    assert "selector" not in spec


def test_upstreams_policies_leave_the_action_to_istio(chart, find):
    AccessPolicy(
        chart, "Policy", name="app", to=SERVICE, admitted=[Admitted()], writes_action=False
    )

    assert "action" not in find("AuthorizationPolicy", "app")["spec"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"admitted": []}, "policy 'app' admits nobody; name at least one caller"),
        (
            {"callers": ["*"], "admitted": [Admitted()]},
            "callers or ports besides admitted",
        ),
        ({"selector": {"app": "app"}, "callers": ["*"]}, "give one of the two"),
        ({"to": None, "callers": ["*"]}, "give one of the two"),
    ],
)
def test_fails_for_a_policy_that_says_nothing_or_two_things(chart, given, message):
    with pytest.raises(ValueError, match=message):
        AccessPolicy(chart, "Policy", **{"name": "app", "to": SERVICE, **given})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"callers": ("somebody",)}, "caller must be a mesh identity"),
        ({"ports": (0,)}, "port must be"),
    ],
)
def test_fails_for_requests_that_cannot_be(given, message):
    with pytest.raises(ValueError, match=message):
        Admitted(**given)
