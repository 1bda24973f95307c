"""Whatever an AuthorizationPolicy lets in anew is told, and what it does not is not.

Requests are judged here as Istio documents policies: a rule matches by one of its callers, one
of its operations and all of its conditions; `*` stands for anything, at either end for a part.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from constructs_lib.review import Severity
from constructs_lib.review.rules import findings
from constructs_lib.review.rules.authorization import beyond
from tests.review.examples import authorization, change

TEXTS = st.sampled_from(["ab", "abc", "bc", "a*", "ab*", "*c", "*bc", "*"])
VALUES = st.lists(TEXTS, min_size=1, max_size=2)
CALLERS = st.dictionaries(
    st.sampled_from(["principals", "namespaces", "notPrincipals"]), VALUES, max_size=2
)
OPERATIONS = st.dictionaries(
    st.sampled_from(["paths", "methods", "notPaths"]), VALUES, max_size=2
)
CONDITIONS = st.builds(
    lambda key, fields: {"key": key, **fields},
    st.sampled_from(["one", "two"]),
    st.dictionaries(st.sampled_from(["values", "notValues"]), VALUES, min_size=1),
)
RULES = st.builds(
    lambda callers, operations, conditions: {
        **({"from": [{"source": each} for each in callers]} if callers else {}),
        **({"to": [{"operation": each} for each in operations]} if operations else {}),
        **({"when": conditions} if conditions else {}),
    },
    st.lists(CALLERS, max_size=2),
    st.lists(OPERATIONS, max_size=2),
    st.lists(CONDITIONS, max_size=2),
)
POLICIES = st.lists(RULES, min_size=1, max_size=3)
WORDS = st.sampled_from(["ab", "abc", "bc", "xc", "x"])
NAMES = ("principals", "namespaces", "paths", "methods", "one", "two")
REQUESTS = st.fixed_dictionaries(dict.fromkeys(NAMES, WORDS))


def fits(pattern, text):
    if pattern.startswith("*"):
        return text.endswith(pattern[1:])
    if pattern.endswith("*"):
        return text.startswith(pattern[:-1])
    return text == pattern


def field_of(name):
    if name.startswith("not"):
        return name[3:4].lower() + name[4:], False
    return name, True


def holds(clause, request):
    return all(
        any(fits(pattern, request[field]) for pattern in patterns) is wanted
        for name, patterns in clause.items()
        for field, wanted in [field_of(name)]
    )


def meets(condition, request):
    text = request[condition["key"]]
    return all(
        any(fits(pattern, text) for pattern in condition[name]) is wanted
        for name, wanted in (("values", True), ("notValues", False))
        if name in condition
    )


def matches(rules, request):
    return any(
        all(
            any(holds(each[inner], request) for each in rule[part])
            for part, inner in (("from", "source"), ("to", "operation"))
            if part in rule
        )
        and all(meets(condition, request) for condition in rule.get("when", ()))
        for rule in rules
    )


def levels(old, new, action):
    made = change(authorization(*old, action=action), authorization(*new, action=action))
    found = [each for each in findings(made) if each.rule == "policy"]
    return {each.severity for each in found}


@given(POLICIES, POLICIES, REQUESTS)
def test_whatever_an_allow_lets_in_anew_is_told(old, new, request):
    opens = matches(new, request) and not matches(old, request)

    assert opens <= (max(levels(old, new, "ALLOW"), default=0) >= Severity.WARNING)


@given(POLICIES, POLICIES, REQUESTS)
def test_whatever_a_deny_no_longer_keeps_out_is_told(old, new, request):
    opens = matches(old, request) and not matches(new, request)

    assert opens <= (max(levels(old, new, "DENY"), default=0) >= Severity.WARNING)


@given(POLICIES, RULES)
def test_a_policy_that_loses_a_rule_opens_nothing(rules, another):
    assert levels([*rules, another], rules, "ALLOW") <= {Severity.NOTICE}


@given(st.lists(RULES, min_size=2, max_size=3))
def test_the_order_of_rules_is_no_change(rules):
    assert levels(rules, rules[::-1], "ALLOW") == set()


COVERED = [
    ({"principals": ["a*"]}, {"principals": ["ab"]}),
    ({"principals": ["*b"]}, {"principals": ["ab"]}),
    ({"principals": ["*"]}, {"principals": ["ab"]}),
    ({"principals": ["a", "b"]}, {"principals": ["b"]}),
    ({"principals": ["a", "b"]}, {"principals": ["b", "a"]}),
    ({"principals": ["ab*"]}, {"principals": ["abc*"]}),
    ({"notPrincipals": ["a"]}, {"notPrincipals": ["a", "b"]}),
    ({"principals": ["a"]}, {"principals": ["a"], "namespaces": ["b"]}),
]


@pytest.mark.parametrize(("wide", "narrow"), COVERED)
def test_what_another_rule_lets_in_already_is_not_beyond_it(wide, narrow):
    rules = [[{"from": [{"source": side}]}] for side in (wide, narrow)]

    assert beyond(rules[1], rules[0]) == []


@pytest.mark.parametrize(
    ("wide", "narrow"), [pair for pair in COVERED if sorted(*pair[0].values()) != ["a", "b"]]
)
def test_what_it_does_not_let_in_is(wide, narrow):
    rules = [[{"from": [{"source": side}]}] for side in (wide, narrow)]

    assert beyond(rules[0], rules[1]) != []


@pytest.mark.parametrize(
    ("condition", "other", "covers"),
    [
        ({"key": "k", "values": ["a", "b"]}, {"key": "k", "values": ["a"]}, True),
        ({"key": "k", "values": ["a"]}, {"key": "k", "values": ["a", "b"]}, False),
        ({"key": "k", "values": ["a"]}, {"key": "l", "values": ["a"]}, False),
        ({"key": "k", "notValues": ["a"]}, {"key": "k", "notValues": ["a", "b"]}, True),
        ({"key": "k", "notValues": ["a", "b"]}, {"key": "k", "notValues": ["a"]}, False),
    ],
)
def test_a_condition_covers_a_narrower_one_of_its_key(condition, other, covers):
    assert (beyond([{"when": [other]}], [{"when": [condition]}]) == []) is covers


def test_a_rule_with_one_condition_more_is_narrower():
    one, two = {"key": "a", "values": ["1"]}, {"key": "b", "values": ["2"]}

    assert beyond([{"when": [one, two]}], [{"when": [one]}]) == []
    assert beyond([{"when": [one]}], [{"when": [one, two]}]) == ["a 1"]


def test_each_caller_and_each_operation_is_told_by_itself():
    rule = {
        "from": [{"source": {"principals": ["a", "b"], "notNamespaces": ["c", "d"]}}],
        "to": [{"operation": {"ports": ["80"]}}],
    }

    assert beyond([rule], []) == [
        "principals a, notNamespaces c d, ports 80",
        "principals b, notNamespaces c d, ports 80",
    ]


def test_a_condition_without_values_is_told_as_another():
    assert beyond([{"when": [{"key": "a", "notValues": ["b"]}]}], []) == ["a other"]


def test_a_rule_for_everybody_is_told_so():
    assert beyond([{}], []) == ["everyone"]


def test_an_audit_changes_nothing():
    assert levels([{"from": [{"source": {"principals": ["a"]}}]}], [{}], "AUDIT") == set()
