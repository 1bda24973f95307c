import pytest

from constructs_lib.mesh import check_reachable


def deployment(name, kind="Deployment"):
    template = {"metadata": {"labels": {"app": name, "tier": "web"}}}
    return {"kind": kind, "metadata": {"name": name}, "spec": {"template": template}}


def policy(action="ALLOW", **selector):
    spec = {"action": action, "selector": {"matchLabels": selector}}
    return {"kind": "AuthorizationPolicy", "metadata": {"name": "policy"}, "spec": spec}


def test_a_workload_that_a_policy_selects_may_be_called():
    check_reachable([deployment("web"), policy(app="web")], called_by_nobody=())


def test_a_workload_that_nobody_calls_needs_no_policy():
    check_reachable([deployment("controller")], called_by_nobody=("controller",))


@pytest.mark.parametrize("kind", ["Deployment", "StatefulSet"])
def test_fails_for_a_workload_that_no_policy_selects(kind):
    with pytest.raises(ValueError, match="no policy lets anyone call 'web'"):
        check_reachable([deployment("web", kind), policy(app="other")], called_by_nobody=())


def test_fails_for_a_workload_that_only_a_deny_selects():
    with pytest.raises(ValueError, match="no policy lets anyone call 'web'"):
        check_reachable([deployment("web"), policy("DENY", app="web")], called_by_nobody=())


def test_a_default_deny_selects_nothing():
    nobody = {"kind": "AuthorizationPolicy", "metadata": {"name": "all"}, "spec": {}}
    with pytest.raises(ValueError, match="'web'"):
        check_reachable([deployment("web"), nobody], called_by_nobody=())
