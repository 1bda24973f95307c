"""The model of ztunnel decides as ztunnel's documentation says."""

import pytest

from .ztunnel import Connection, admits, policies_of

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
    with pytest.raises(ValueError, match="does not know ztunnel's sourceIps"):
        admits([policy({"sourceIps": ["x"]})], Connection(80))


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
