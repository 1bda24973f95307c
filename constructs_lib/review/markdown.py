"""A review as Markdown for a pull request's comment."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from .review import Review, Reviewed
from .sentences import code, count
from .summary import fates, levels

# What GitHub takes as a comment, in characters; bytes are counted, which are no fewer.
LONGEST: Final = 65_536
_NOTE: Final = 400
_FIELDS: Final = 8
_END: Final = "\n\n</details>\n"


def as_markdown(review: Review, *, against: str, longest: int = LONGEST) -> str:
    """Return a review for a pull request, the same for the same changes to the byte.

    against: what the tree was compared with, in the user's words. longest: in bytes; where
    it is not enough the least grave objects are left out, and the last line says how many.
    """
    text = _head(review, against)
    room = longest - _NOTE
    left_out = 0
    for component, objects in review.components().items():
        block, missing = _component(component, objects, room - _size(text))
        text += block
        left_out += missing
    if left_out:
        text += f"\n{count(left_out, 'object')} left out: a comment holds no more. "
        text += "`make diff AGAINST=…` shows everything.\n"
    return text


def _size(text: str) -> int:
    return len(text.encode())


def _head(review: Review, against: str) -> str:
    title = f"### `dist/` against {code(against)}: "
    if review.severity is None:
        return f"{title}no object changes\n"
    rows = "".join(
        f"| {severity.word} | {objects} | {', '.join(rules)} |\n"
        for severity, objects, rules in levels(review)
    )
    return (
        f"{title}{review.severity.word}\n\n{fates(review).capitalize()}.\n\n"
        f"| level | objects | rules |\n|---|---|---|\n{rows}"
    )


def _component(name: str, objects: Sequence[Reviewed], room: int) -> tuple[str, int]:
    """Return a component's block, and how many of its objects found no room in it."""
    severity = max(obj.severity for obj in objects).word
    summary = f"<b>{escape(name)}</b>: {severity}, {count(len(objects), 'object')}"
    block = f"\n<details><summary>{summary}</summary>\n"
    shown = 0
    for obj in objects:
        item = "\n".join(_of_object(obj))
        if _size(block) + _size(item) + _size(_END) > room:
            break
        block += f"\n{item}"
        shown += 1
    return (f"{block}{_END}" if shown else ""), len(objects) - shown


def _of_object(obj: Reviewed) -> Iterator[str]:
    places = ", ".join(map(code, obj.places))
    yield f"- {code(obj.title)}, {obj.fate} in {places}"
    for finding in obj.findings:
        yield f"  - **{finding.severity.word}** {finding.rule}: {finding.sentence}"
    for field in obj.fields[:_FIELDS]:
        yield f"  - {field}"
    if len(obj.fields) > _FIELDS:
        yield f"  - … and {len(obj.fields) - _FIELDS} more fields"
