from constructs_lib.mesh import ClosedWaypoints

NAME = "kubeflow-waypoints-default-deny"


def test_manifests(chart, yaml_snapshot):
    ClosedWaypoints(chart, "Waypoints")

    assert chart.to_json() == yaml_snapshot


def test_nobody_is_let_through(chart, find):
    ClosedWaypoints(chart, "Waypoints")
    spec = find("AuthorizationPolicy", NAME)["spec"]

    assert (spec["action"], "rules" in spec) == ("ALLOW", False)


def test_only_the_root_namespace_reaches_every_waypoint(chart, find):
    ClosedWaypoints(chart, "Waypoints")

    assert find("AuthorizationPolicy", NAME)["metadata"]["namespace"] == "istio-system"
