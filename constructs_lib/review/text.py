"""A review as text for a terminal."""

from collections.abc import Iterator
from typing import Final

from .review import Review, Reviewed
from .summary import fates, levels

_FIELDS: Final = 8


def as_text(review: Review, *, against: str) -> str:
    """Return a review for people at a terminal, the same for the same changes to the byte.

    against: what the tree was compared with, in the user's words.
    """
    return "\n".join(_lines(review, against)) + "\n"


def _lines(review: Review, against: str) -> Iterator[str]:
    if review.severity is None:
        yield f"dist/ against {against}: no object changes"
        return
    yield f"dist/ against {against}: {review.severity.word}; {fates(review)}"
    for severity, number, rules in levels(review):
        yield f"  {severity.word:8}{number:4}  {', '.join(rules)}"
    for component, objects in review.components().items():
        yield ""
        yield component
        for obj in objects:
            yield from _of_object(obj)


def _of_object(obj: Reviewed) -> Iterator[str]:
    yield f"  {obj.title}, {obj.fate} in {', '.join(obj.places)}"
    for finding in obj.findings:
        yield f"    {finding.severity.word:8} {finding.rule}: {finding.sentence}"
    for field in obj.fields[:_FIELDS]:
        yield f"      {field}"
    if len(obj.fields) > _FIELDS:
        yield f"      … and {len(obj.fields) - _FIELDS} more fields"
