"""Format a review as text for a terminal."""

from collections.abc import Iterable, Iterator
from typing import Final

from .alike import Remaining, fold
from .review import Review
from .rules import Finding
from .summary import ALIKE, as_many_have, fates, levels, of_many

_FIELDS: Final = 8


def as_text(review: Review, *, against: str) -> str:
    """Return a review for a terminal; the same changes give the same bytes.

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
    yield from _doors(review)
    folded = fold(review)
    if folded.shared or folded.groups:
        yield ""
        yield ALIKE
        for shared in folded.shared:
            yield from (f"  {field}" for field in shared.fields)
            yield f"      in {of_many(shared.titles, shared.places)}"
        for group in folded.groups:
            yield f"  {group.action}: {of_many(group.titles, group.places)}"
            yield from _found(group.findings)
    for component, objects in folded.components.items():
        yield ""
        yield component
        for each in objects:
            yield from _of_object(each)


def _doors(review: Review) -> Iterator[str]:
    for environment, found in review.doors.items():
        yield ""
        yield f"who reaches what in {environment}"
        for title, sentences in found.sentences().items():
            yield from (f"  {title} {each}" for each in sentences)


def _found(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"    {finding.severity.word:8} {finding.rule}: {finding.sentence}"


def _of_object(each: Remaining) -> Iterator[str]:
    obj = each.obj
    yield f"  {obj.title}, {obj.action} in {', '.join(obj.places)}"
    yield from _found(obj.findings)
    for field in obj.fields[:_FIELDS]:
        yield f"      {field}"
    if len(obj.fields) > _FIELDS:
        yield f"      … and {len(obj.fields) - _FIELDS} more fields"
    if each.shared:
        yield f"      {as_many_have(each)}"
