"""Summarize a review in figures."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from .alike import Remaining
from .review import Review
from .sentences import count
from .severity import Severity

# The heading of changes that many objects share.
ALIKE: Final = "the same in many objects"


def as_many_have(each: Remaining) -> str:
    """Return how many changed fields of an object are reported under `ALIKE`."""
    return f"and {count(each.shared, 'field')} shared with many objects"


def of_many(titles: Sequence[str], places: Sequence[str]) -> str:
    """Return the number of objects, their places and their names."""
    return f"{count(len(titles), 'object')} of {', '.join(places)}: {', '.join(titles)}"


def fates(review: Review) -> str:
    """Return how many objects have each action: `objects: 2 added, 1 deleted`."""
    counted = Counter(obj.action for obj in review.objects)
    parts = [
        f"{counted[action]} {action}"
        for action in ("added", "changed", "deleted")
        if counted[action]
    ]
    return f"objects: {', '.join(parts)}"


def levels(review: Review) -> list[tuple[Severity, int, list[str]]]:
    """Return each level, most severe first, its number of objects and its rules."""
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
