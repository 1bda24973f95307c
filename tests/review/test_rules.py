"""Each rule finds what it is for, at the level that docs/ci.md states."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.reach.network import Pod, lets_out, lets_through
from constructs_lib.review import RULES, Severity
from constructs_lib.review.rules import findings
from tests.review.examples import EXAMPLES, HARMLESS, change, network

CI = Path(__file__).parents[2] / "docs" / "ci.md"


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_change_is_classified_as_stated(example):
    found = [f for f in findings(example.change) if f.rule == example.rule]

    assert any(f.severity is example.level and example.says in f.sentence for f in found), (
        found
    )


@pytest.mark.parametrize(("rule", "change"), HARMLESS)
def test_a_rule_says_nothing_of_what_does_not_matter_to_it(rule, change):
    assert [f for f in findings(change) if f.rule == rule] == []


def test_every_level_of_every_rule_has_an_example():
    stated = {(rule.name, level) for rule in RULES for level in rule.levels}

    assert {(example.rule, example.level) for example in EXAMPLES} == stated


def test_no_change_goes_unsaid():
    assert all(findings(example.change) for example in EXAMPLES)


def test_the_gravest_finding_comes_first():
    for example in EXAMPLES:
        levels = [finding.severity for finding in findings(example.change)]
        assert levels == sorted(levels, reverse=True)


def test_the_documents_state_every_level_of_every_rule():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", CI.read_text(), re.MULTILINE)

    assert rows == [
        (rule.name, level.word, when) for rule in RULES for level, when in rule.levels.items()
    ]


def test_the_documents_state_the_exit_code_of_every_level():
    rows = re.findall(r"^\| (\w+) \| .+ \| (\d+) \|$", CI.read_text(), re.MULTILINE)

    assert {(word, int(code)) for word, code in rows} == {(s.word, s) for s in Severity}


APPS = st.sampled_from(["a", "b"])
PEERS = st.builds(lambda app: {"podSelector": {"matchLabels": {"app": app}}}, APPS)
PORTS = st.lists(st.sampled_from([{"port": 1}, {"port": 2}]), max_size=2, unique_by=str)


def rules(peers):
    """Return strategies of the rules of one direction, whose peers are in this field."""
    return st.lists(
        st.builds(
            lambda them, ports: {peers: them, "ports": ports},
            st.lists(PEERS, max_size=2),
            PORTS,
        ),
        max_size=2,
    )


POLICIES = st.builds(
    lambda types, ingress, egress, selected: network(
        ingress=ingress,
        egress=egress,
        podSelector={"matchLabels": {"app": selected}} if selected else {},
        policyTypes=types,
    ),
    st.sets(st.sampled_from(["Ingress", "Egress"])).map(sorted),
    rules("from"),
    rules("to"),
    st.none() | APPS,
)


@given(POLICIES, POLICIES, APPS, APPS, st.integers(1, 2))
def test_whatever_a_network_policy_lets_through_anew_is_told(old, new, source, target, port):
    ends = (Pod("kubeflow", {"app": source}), Pod("kubeflow", {"app": target}), port)
    opens = any(
        passes([new], *ends) and not passes([old], *ends)
        for passes in (lets_through, lets_out)
    )
    told = [f for f in findings(change(old, new)) if f.rule == "policy"]

    assert opens <= any(f.severity >= Severity.WARNING for f in told)
