import pytest

from tests.review.examples import make, webhook
from tests.review.rules.said import said


@pytest.mark.parametrize(
    "field",
    ["rules", "namespaceSelector", "objectSelector", "matchConditions", "matchPolicy"],
)
def test_whatever_a_webhook_is_asked_about_is_told(field):
    assert said("webhook", webhook("a"), webhook("a", **{field: "other"})) == [
        ("warning", "`a` applies to different objects")
    ]


def test_webhooks_that_come_and_go_are_told_in_their_order():
    assert said("webhook", webhook("b", "a"), webhook("d", "c")) == [
        ("warning", "`a` is removed: the API server no longer calls it"),
        ("warning", "`b` is removed: the API server no longer calls it"),
        ("notice", "`c` is new, with failurePolicy `Fail`"),
        ("notice", "`d` is new, with failurePolicy `Fail`"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "meaning"),
    [("Fail", "Ignore", "admits"), ("Ignore", "Fail", "denies")],
)
def test_what_happens_without_an_answer_is_told(before, after, meaning):
    sides = (webhook("a", failurePolicy=policy) for policy in (before, after))

    assert said("webhook", *sides) == [
        ("warning", f"`a` `{before}` → `{after}`: {meaning} requests while it is unavailable")
    ]


def test_unsaid_a_webhook_fails():
    assert said("webhook", webhook("a"), webhook("a", failurePolicy="Fail")) == []


@pytest.mark.parametrize(
    "kind", ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]
)
def test_both_kinds_are_asked(kind):
    made = {**webhook("a"), "kind": kind}

    assert said("webhook", None, made)
    assert said("webhook", made, None) == []


def test_another_kind_has_no_webhooks():
    assert said("webhook", None, make("ConfigMap", webhooks=[{"name": "a"}])) == []
