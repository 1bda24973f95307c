"""The model decides as Kubernetes documents it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from constructs_lib.reach.network import Pod, lets_out, lets_through

# Many more are asked of servers: tests/cluster/reach.
FEW = settings(max_examples=20)

HERE = Pod("kubeflow", {"app": "web"})
NEIGHBOUR = Pod("kubeflow", {"app": "other"})
PROFILE = Pod("team", namespace_labels={"part-of": "profile"})


def policy(*ingress, pods=None):
    spec = {"podSelector": pods or {}, "policyTypes": ["Ingress"], "ingress": list(ingress)}
    return {"metadata": {"namespace": "kubeflow", "name": "sample"}, "spec": spec}


def test_a_pod_that_no_policy_selects_takes_everything():
    other = policy(pods={"matchLabels": {"app": "other"}})

    assert lets_through([other], PROFILE, HERE, 80)


def test_a_selected_pod_takes_nothing_that_no_rule_allows():
    assert not lets_through([policy()], NEIGHBOUR, HERE, 80)


def test_a_rule_without_sources_and_ports_allows_everything():
    assert lets_through([policy({})], PROFILE, HERE, 80)


def test_one_policy_that_allows_is_enough():
    assert lets_through([policy(), policy({})], PROFILE, HERE, 80)


def test_ports_are_the_pods_own():
    rule = {"ports": [{"port": 8080, "protocol": "TCP"}]}

    assert lets_through([policy(rule)], PROFILE, HERE, 8080)
    assert not lets_through([policy(rule)], PROFILE, HERE, 80)


def test_a_peer_without_a_namespace_is_of_the_policys_own():
    rule: dict[str, Any] = {"from": [{"podSelector": {}}]}

    assert lets_through([policy(rule)], NEIGHBOUR, HERE, 80)
    assert not lets_through([policy(rule)], PROFILE, HERE, 80)


def test_a_peer_matches_by_namespace_and_pod_together():
    peer = {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "edge"}},
        "podSelector": {"matchLabels": {"gateway": "main"}},
    }
    rule = {"from": [peer]}

    assert lets_through([policy(rule)], Pod("edge", {"gateway": "main"}), HERE, 80)
    assert not lets_through([policy(rule)], Pod("edge", {"gateway": "other"}), HERE, 80)
    assert not lets_through([policy(rule)], Pod("team", {"gateway": "main"}), HERE, 80)


@pytest.mark.parametrize(
    ("operator", "values", "passes"),
    [
        ("In", ["profile"], True),
        ("NotIn", ["profile"], False),
        ("Exists", [], True),
        ("DoesNotExist", [], False),
    ],
)
def test_every_operator_is_known(operator, values, passes):
    expression = {"key": "part-of", "operator": operator, "values": values}
    rule = {"from": [{"namespaceSelector": {"matchExpressions": [expression]}}]}

    assert lets_through([policy(rule)], PROFILE, HERE, 80) is passes


def leaving(*egress, pods=None):
    spec = {"podSelector": pods or {}, "policyTypes": ["Egress"], "egress": list(egress)}
    return {"metadata": {"namespace": "kubeflow", "name": "sample"}, "spec": spec}


def test_a_pod_whose_egress_no_policy_selects_connects_anywhere():
    assert lets_out([policy()], HERE, PROFILE, 80)


def test_a_policy_of_egress_closes_nothing_that_comes_in():
    assert lets_through([leaving()], PROFILE, HERE, 80)


def test_a_pod_of_guarded_egress_connects_to_nothing_that_no_rule_allows():
    assert not lets_out([leaving()], HERE, NEIGHBOUR, 80)


def test_a_pod_of_guarded_egress_connects_to_the_peers_of_a_rule():
    rule = {"to": [{"podSelector": {"matchLabels": {"app": "other"}}}]}

    assert lets_out([leaving(rule)], HERE, NEIGHBOUR, 80)
    assert not lets_out([leaving(rule)], HERE, PROFILE, 80)


def test_an_address_is_in_the_blocks_of_its_family():
    rule = {"to": [{"ipBlock": {"cidr": "0.0.0.0/0"}}]}

    assert lets_out([leaving(rule)], HERE, Pod("", address="203.0.113.1"), 80)
    assert not lets_out([leaving(rule)], HERE, Pod("", address="2001:db8::1"), 80)


def test_a_port_is_of_one_protocol():
    rule = {"ports": [{"port": 53, "protocol": "UDP"}]}

    assert lets_out([leaving(rule)], HERE, PROFILE, 53, "UDP")
    assert not lets_out([leaving(rule)], HERE, PROFILE, 53, "TCP")


WORDS = st.sampled_from(["a", "b", "c"])
LABELS = st.dictionaries(WORDS, WORDS, max_size=3)
SELECTORS = st.builds(
    lambda labels, expressions: {"matchLabels": labels, "matchExpressions": expressions},
    st.dictionaries(WORDS, WORDS, max_size=1),
    st.lists(
        st.builds(
            lambda key, operator, values: (
                {"key": key, "operator": operator}
                | ({"values": values} if operator in ("In", "NotIn") else {})
            ),
            WORDS,
            st.sampled_from(["In", "NotIn", "Exists", "DoesNotExist"]),
            st.lists(WORDS, min_size=1, max_size=2),
        ),
        max_size=1,
    ),
)
PEERS = st.builds(lambda pods: {"podSelector": pods}, SELECTORS) | st.builds(
    lambda pods, namespaces: {"podSelector": pods, "namespaceSelector": namespaces},
    SELECTORS,
    SELECTORS,
)
RULES = st.builds(
    lambda peers, ports: {"from": peers, "ports": [{"port": port} for port in ports]},
    st.lists(PEERS, max_size=2),
    st.lists(st.integers(1, 3), max_size=2),
)
POLICIES = st.builds(
    lambda selected, rules: policy(*rules, pods=selected),
    SELECTORS,
    st.lists(RULES, max_size=2),
)
PODS = st.builds(Pod, st.sampled_from(["kubeflow", "team"]), LABELS, LABELS)
TARGETS = st.builds(Pod, st.just("kubeflow"), LABELS)
CONNECTIONS = (st.lists(POLICIES, max_size=3), PODS, TARGETS, st.integers(1, 3))


@FEW
@given(*CONNECTIONS)
def test_the_order_of_any_policies_changes_nothing(policies, source, to, port):
    there, back = (
        lets_through(order, source, to, port) for order in (policies, policies[::-1])
    )

    assert there is back


@FEW
@given(*CONNECTIONS)
def test_a_policy_that_allows_nothing_never_lets_anything_in(policies, source, to, port):
    before = lets_through(policies, source, to, port)
    after = lets_through([*policies, policy()], source, to, port)

    assert after <= before


@FEW
@given(POLICIES, *CONNECTIONS)
def test_beside_one_that_selects_the_pod_another_policy_only_opens(
    another, policies, source, to, port
):
    closed = [policy(), *policies]

    assert lets_through(closed, source, to, port) <= lets_through(
        [*closed, another], source, to, port
    )


@FEW
@given(*CONNECTIONS)
def test_a_policy_that_allows_everything_lets_everything_in(policies, source, to, port):
    assert lets_through([*policies, policy({})], source, to, port)


@FEW
@given(*CONNECTIONS)
def test_a_pod_takes_what_its_policies_allow_one_by_one_or_all_together(
    policies, source, to, port
):
    closed = policy()
    alone = [lets_through([closed, each], source, to, port) for each in policies]

    assert lets_through([closed, *policies], source, to, port) is any(alone)


@FEW
@given(WORDS, st.lists(WORDS, min_size=1, max_size=3), LABELS)
def test_of_a_label_either_in_or_not_in_holds(key, values, labels):
    def selected(operator):
        pods = {"matchExpressions": [{"key": key, "operator": operator, "values": values}]}
        return not lets_through([policy(pods=pods)], HERE, Pod("kubeflow", labels), 1)

    assert selected("In") is not selected("NotIn")
