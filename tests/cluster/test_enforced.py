"""Enforced policies are described by name and in the order of enforcement."""

from typing import Any

import pytest

from .enforced import at_pods, by_filters, by_ztunnel


def rbac(action, *names, rules="rules"):
    policies: dict[str, Any] = {
        f"ns[{place}]-policy[{name}]-rule[0]": {} for place, name in names
    }
    return {
        "name": "envoy.filters.http.rbac",
        "typed_config": {
            rules: {"policies": policies} | ({"action": action} if action else {})
        },
    }


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (rbac(None, ("team", "b"), ("team", "a")), "ALLOW by team/a, team/b"),
        (rbac("DENY", ("team", "a")), "DENY by team/a"),
        (rbac("DENY", ("team", "a"), rules="shadow_rules"), "CUSTOM by team/a"),
    ],
)
def test_policies_are_named(told, said):
    assert by_filters([told]) == [said]


def test_rules_of_one_policy_are_said_once():
    policies: dict[str, Any] = {f"ns[team]-policy[a]-rule[{rule}]": {} for rule in range(2)}
    told = {"name": "rbac", "typed_config": {"rules": {"policies": policies}}}

    assert by_filters([told]) == ["ALLOW by team/a"]


def test_what_handles_http_is_looked_into():
    manager = {
        "name": "envoy.filters.network.http_connection_manager",
        "typed_config": {"http_filters": [rbac("DENY", ("team", "a"))]},
    }

    assert by_filters([manager]) == ["DENY by team/a"]


def test_a_filter_that_nobody_has_heard_of_is_not_passed_over():
    assert by_filters([{"name": "envoy.filters.http.lua", "typed_config": {}}]) == ["lua"]


def test_ztunnel_denies_before_it_allows():
    policies = [
        {"name": "a", "namespace": "team", "scope": "NAMESPACE"},
        {"name": "b", "namespace": "team", "scope": "NAMESPACE", "action": "DENY"},
    ]

    said = by_ztunnel({"policies": policies}, {"namespace": "team"})

    assert said == ["DENY by team/b", "ALLOW by team/a"]


def test_a_pod_that_came_later_is_not_described():
    policies = [{"name": "a", "namespace": "team", "scope": "NAMESPACE"}]
    workloads = [{"name": name, "namespace": "team"} for name in ("web-1", "later-1")]

    said = at_pods({"policies": policies, "workloads": workloads}, "team", {"web-1"})

    assert said == {"web-1": ["ALLOW by team/a"]}
