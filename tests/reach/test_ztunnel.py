"""The model of ztunnel decides as ztunnel's documentation says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.reach.ztunnel import Connection, admits, policies_of

# Many more are asked of servers: tests/cluster/reach.
FEW = settings(max_examples=20)

GATEWAY = "cluster.local/ns/kubeflow/sa/gateway"
FROM_GATEWAY = {"principals": [{"exact": GATEWAY}]}
ON_4443 = {"destinationPorts": [4443]}


def policy(*matches, action="ALLOW"):
    return {"action": action, "groups": [{"rules": [{"matches": list(matches)}]}]}


def test_without_policies_everything_passes():
    assert admits([], Connection(80))


def test_with_an_allow_only_what_it_names_passes():
    assert admits([policy(FROM_GATEWAY)], Connection(80, GATEWAY))
    assert not admits([policy(FROM_GATEWAY)], Connection(80, f"{GATEWAY}-other"))


def test_plain_text_has_no_principal():
    assert not admits([policy(FROM_GATEWAY)], Connection(80))


def test_a_policy_without_groups_lets_nobody_in():
    assert not admits([{"action": "ALLOW", "groups": []}], Connection(80, GATEWAY))


def test_a_group_without_rules_lets_everybody_in():
    assert admits([{"action": "ALLOW", "groups": [{"rules": []}]}], Connection(80))


def test_a_deny_comes_before_any_allow():
    assert not admits(
        [policy(FROM_GATEWAY), policy(FROM_GATEWAY, action="DENY")], Connection(80, GATEWAY)
    )


def test_a_match_that_says_nothing_is_passed_over():
    assert admits([policy({}, action="DENY")], Connection(80))


def test_a_port_without_a_caller_lets_plain_text_in():
    assert admits([policy(ON_4443)], Connection(4443))
    assert not admits([policy(ON_4443)], Connection(8080))


def test_all_fields_of_a_match_must_match():
    assert not admits([policy(FROM_GATEWAY | ON_4443)], Connection(80, GATEWAY))


def test_all_rules_of_a_group_must_match():
    both = {"groups": [{"rules": [{"matches": [FROM_GATEWAY]}, {"matches": [ON_4443]}]}]}

    assert admits([both], Connection(4443, GATEWAY))
    assert not admits([both], Connection(80, GATEWAY))


@pytest.mark.parametrize(
    ("wanted", "matches"),
    [
        ({"presence": {}}, True),
        ({"prefix": "cluster.local/ns/kubeflow/"}, True),
        ({"suffix": "/sa/other"}, False),
    ],
)
def test_principals_match_by_presence_prefix_and_suffix(wanted, matches):
    assert admits([policy({"principals": [wanted]})], Connection(80, GATEWAY)) is matches


def test_a_field_that_the_model_does_not_know_is_an_error():
    with pytest.raises(ValueError, match="does not know ztunnel's serverNames"):
        admits([policy({"serverNames": ["x"]})], Connection(80))


def test_a_workload_is_under_its_own_its_namespaces_and_the_meshs_policies():
    dump = {
        "policies": [
            {"name": "own", "namespace": "kubeflow", "scope": "WORKLOAD_SELECTOR"},
            {"name": "others", "namespace": "kubeflow", "scope": "WORKLOAD_SELECTOR"},
            {"name": "here", "namespace": "kubeflow", "scope": "NAMESPACE"},
            {"name": "elsewhere", "namespace": "team", "scope": "NAMESPACE"},
            {"name": "mesh", "namespace": "istio-system", "scope": "GLOBAL"},
        ]
    }
    workload = {"namespace": "kubeflow", "authorizationPolicies": ["kubeflow/own"]}

    assert [policy["name"] for policy in policies_of(dump, workload)] == [
        "own",
        "here",
        "mesh",
    ]


CALLERS = [None, GATEWAY, f"{GATEWAY}-other", "cluster.local/ns/team/sa/default"]
TEXTS = st.builds(
    lambda how, text: {how: text},
    st.sampled_from(["exact", "prefix", "suffix"]),
    st.sampled_from([*CALLERS[1:], "cluster.local/ns/team/", "default"]),
)
MATCHES = st.dictionaries(
    st.sampled_from(["principals", "notPrincipals"]),
    st.lists(TEXTS, min_size=1, max_size=2),
    max_size=2,
).flatmap(
    lambda callers: st.lists(st.sampled_from([80, 4443]), max_size=2).map(
        lambda ports: {**callers, "destinationPorts": ports}
    )
)
POLICIES = st.builds(
    lambda matches, action: policy(*matches, action=action),
    st.lists(MATCHES, max_size=2),
    st.sampled_from(["ALLOW", "DENY"]),
)
CONNECTIONS = st.builds(Connection, st.sampled_from([80, 4443]), st.sampled_from(CALLERS))
SOME = st.lists(POLICIES, max_size=3)
EVERYTHING: dict[str, Any] = {"groups": [{"rules": []}]}


@FEW
@given(SOME, CONNECTIONS)
def test_the_order_of_any_policies_changes_nothing(policies, connection):
    assert admits(policies, connection) is admits(policies[::-1], connection)


@FEW
@given(SOME, POLICIES, CONNECTIONS)
def test_another_deny_never_lets_anybody_in(policies, another, connection):
    denying = [*policies, another | {"action": "DENY"}]

    assert admits(denying, connection) <= admits(policies, connection)


@FEW
@given(SOME, POLICIES, CONNECTIONS)
def test_beside_an_allow_another_only_opens(policies, another, connection):
    closed = [*policies, {"action": "ALLOW", "groups": []}]
    opened = [*closed, another | {"action": "ALLOW"}]

    assert admits(closed, connection) <= admits(opened, connection)


@FEW
@given(SOME, CONNECTIONS)
def test_a_deny_of_everything_refuses_whatever_is_allowed(policies, connection):
    assert not admits([*policies, EVERYTHING | {"action": "DENY"}], connection)


@FEW
@given(SOME, CONNECTIONS)
def test_without_a_deny_an_allow_of_everything_admits(policies, connection):
    allowing = [each for each in policies if each["action"] == "ALLOW"]

    assert admits([*allowing, EVERYTHING | {"action": "ALLOW"}], connection)
