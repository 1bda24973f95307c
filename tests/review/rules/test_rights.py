"""The access that an object still grants where it stays in the cluster."""

import pytest

from constructs_lib.review.rules.rights import right_of
from tests.review.examples import authorization, binding, caller, change, make, role


@pytest.mark.parametrize("kind", ["RoleBinding", "ClusterRoleBinding"])
def test_a_binding_grants_its_role_to_its_subjects(kind):
    assert right_of(change(binding("view", "a", kind=kind), None)) == (
        "`view` remains granted to `User a`"
    )


def test_a_binding_without_subjects_grants_nothing():
    assert right_of(change(binding("view"), None)) is None


def test_a_role_grants_nothing_by_itself():
    assert right_of(change(role(("get", "pods")), None)) is None


@pytest.mark.parametrize("action", [{}, {"action": "ALLOW"}], ids=["by default", "named"])
def test_a_policy_allows_its_callers(action):
    policy = authorization(caller("a"), **action)

    assert right_of(change(policy, None)) == "it still allows `principals a`"


@pytest.mark.parametrize("action", ["DENY", "AUDIT", "CUSTOM"])
def test_a_policy_that_allows_nobody_grants_nothing(action):
    assert right_of(change(authorization(caller("a"), action=action), None)) is None


def test_other_objects_grant_nothing():
    assert right_of(change(make("ConfigMap"), None)) is None
