"""What a review comes to, in figures."""

from collections import Counter

from .review import Review
from .severity import Severity


def fates(review: Review) -> str:
    """Return how many objects came, changed and went: `objects: 2 added, 1 deleted`."""
    counted = Counter(obj.fate for obj in review.objects)
    parts = [
        f"{counted[fate]} {fate}" for fate in ("added", "changed", "deleted") if counted[fate]
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
