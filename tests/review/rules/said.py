"""What one rule says of a change, as its tests compare it."""

from constructs_lib.kube import Object
from constructs_lib.review.rules import findings
from tests.review.examples import change


def said(rule: str, before: Object | None, after: Object | None) -> list[tuple[str, str]]:
    """Return the level and the sentence of each finding of a rule."""
    found = findings(change(before, after))
    return [(each.severity.word, each.sentence) for each in found if each.rule == rule]
