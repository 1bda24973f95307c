import pytest

from constructs_lib.mesh.reachability import unreachable


def workload(name, kind="Deployment", namespace="team"):
    template = {"metadata": {"labels": {"app": name, "tier": "web"}}}
    metadata = {"name": name, "namespace": namespace}
    return {"kind": kind, "metadata": metadata, "spec": {"template": template}}


def policy(namespace="team", **spec):
    metadata = {"name": "policy", "namespace": namespace}
    return {"kind": "AuthorizationPolicy", "metadata": metadata, "spec": spec}


def selecting(**labels):
    return {"selector": {"matchLabels": labels}}


ANYONE = {"rules": [{}]}
CLOSED = policy()


def left_out(*objects):
    return unreachable(objects, namespace="team")


def test_a_workload_that_a_policy_selects_may_be_called():
    assert left_out(CLOSED, workload("web"), policy(**selecting(app="web"), **ANYONE)) == []


@pytest.mark.parametrize("kind", ["DaemonSet", "Deployment", "StatefulSet"])
def test_a_workload_that_no_policy_selects_may_not(kind):
    other = policy(**selecting(app="other"), **ANYONE)

    assert left_out(CLOSED, workload("web", kind), other) == ["web"]


def test_who_runs_to_an_end_serves_nobody():
    assert left_out(CLOSED, workload("once", "Job")) == []


def test_a_workload_that_only_a_deny_selects_may_not():
    deny = policy(action="DENY", **selecting(app="web"), **ANYONE)

    assert left_out(CLOSED, workload("web"), deny) == ["web"]


def test_a_policy_that_admits_nobody_opens_nothing():
    assert left_out(CLOSED, workload("web"), policy(**selecting(app="web"))) == ["web"]


def test_a_policy_of_the_whole_namespace_opens_every_workload():
    assert left_out(CLOSED, workload("web"), policy(**ANYONE)) == []


def test_a_policy_of_a_waypoint_opens_no_pod():
    at_waypoint = policy(targetRefs=[{"kind": "Service", "name": "web"}], **ANYONE)

    assert left_out(CLOSED, workload("web"), at_waypoint) == ["web"]


def test_a_waypoints_default_deny_closes_no_pod():
    at_waypoint = policy(targetRefs=[{"kind": "Gateway", "name": "waypoint"}])

    assert left_out(workload("web"), at_waypoint) == []


def test_in_a_namespace_that_is_not_closed_every_workload_may_be_called():
    assert left_out(workload("web"), policy(**selecting(app="other"), **ANYONE)) == []


def test_another_namespace_has_rules_of_its_own():
    elsewhere = (
        workload("other", namespace="elsewhere"),
        policy("elsewhere", **selecting(app="web"), **ANYONE),
    )

    assert left_out(CLOSED, workload("web"), *elsewhere) == ["web"]
