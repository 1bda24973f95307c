"""What a review comes to, in figures."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from .alike import Remaining
from .review import Review
from .sentences import count
from .severity import Severity

# What a report calls the part that tells once what many objects have alike.
ALIKE: Final = "the same in many objects"


def as_many_have(each: Remaining) -> str:
    """Say that an object has fields that are told elsewhere."""
    return f"and {count(each.shared, 'field')} as many objects have"


def of_many(titles: Sequence[str], places: Sequence[str]) -> str:
    """Return how many objects there are, where, and each of them."""
    return f"{count(len(titles), 'object')} of {', '.join(places)}: {', '.join(titles)}"


def fates(review: Review) -> str:
    """Return how many objects came, changed and went: `objects: 2 added, 1 deleted`."""
    counted = Counter(obj.action for obj in review.objects)
    parts = [
        f"{counted[action]} {action}"
        for action in ("added", "changed", "deleted")
        if counted[action]
    ]
    return f"objects: {', '.join(parts)}"


def levels(review: Review) -> list[tuple[Severity, int, list[str]]]:
    """Return for each level, the gravest first, how many objects have it, by which rules."""
    rows = []
    for severity in sorted(Severity, reverse=True):
        objects = [obj for obj in review.objects if obj.severity is severity]
        rules = {
            finding.rule
            for obj in objects
            for finding in obj.findings
            if finding.severity is severity
        }
        if objects:
            rows.append((severity, len(objects), sorted(rules)))
    return rows
