"""Each rule finds what it is for, at the level that docs/ci.md states."""

import re
from pathlib import Path

import pytest

from constructs_lib.review import RULES, Severity
from constructs_lib.review.rules import findings
from tests.review.examples import EXAMPLES, HARMLESS

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
