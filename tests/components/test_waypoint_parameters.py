import json

from constructs_lib import Autoscaling, Hardening, Pods, Resources, Waypoints
from constructs_lib.components.waypoint_parameters import waypoint_parameters

ROW = Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="256Mi")


def laid_over(waypoints, budgets="replicated"):
    hardening = Hardening(disruption_budgets=budgets)
    found = waypoint_parameters(waypoints, hardening)
    return {key: json.loads(text)["spec"] for key, text in found.items()}


def test_istios_own_waypoint_needs_none():
    assert laid_over(Waypoints()) == {}


def test_its_proxy_gets_its_resources():
    pod = laid_over(Waypoints(resources=ROW))["deployment"]["template"]["spec"]

    assert pod["containers"] == [
        {
            "name": "istio-proxy",
            "resources": {
                "requests": {"cpu": "50m", "memory": "64Mi"},
                "limits": {"cpu": "500m", "memory": "256Mi"},
            },
        }
    ]


def test_its_pods_run_where_they_are_to():
    pods = Pods(node_selector={"pool": "ml"}, pull_secrets=("mirror",))

    assert laid_over(Waypoints(pods=pods))["deployment"]["template"]["spec"] == {
        "imagePullSecrets": [{"name": "mirror"}],
        "nodeSelector": {"pool": "ml"},
    }


def test_several_pods_have_a_budget_of_disruptions():
    assert laid_over(Waypoints(replicas=2)) == {
        "deployment": {"replicas": 2},
        "podDisruptionBudget": {"maxUnavailable": 1},
    }


def test_one_pod_has_none():
    assert laid_over(Waypoints(replicas=1)) == {"deployment": {"replicas": 1}}


def test_they_have_none_where_none_is_wanted():
    assert laid_over(Waypoints(replicas=2), "none") == {"deployment": {"replicas": 2}}


def test_an_autoscaler_alone_says_how_many_there_are():
    found = laid_over(Waypoints(replicas=Autoscaling(minimum=2, maximum=5, cpu=70)))
    [metric] = found["horizontalPodAutoscaler"].pop("metrics")

    assert "deployment" not in found
    assert found["horizontalPodAutoscaler"] == {"minReplicas": 2, "maxReplicas": 5}
    assert metric["resource"]["target"] == {"type": "Utilization", "averageUtilization": 70}
