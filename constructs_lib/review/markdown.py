"""Format a review as Markdown for a pull request's comment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from .._program import command
from .alike import Folded, Remaining, fold
from .review import Review
from .rules import Finding
from .sentences import code, count
from .summary import ALIKE, as_many_have, fates, levels, of_many

# GitHub's limit of a comment in characters; bytes are counted, which are never fewer.
LONGEST: Final = 65_536
_NOTE: Final = 400
_FIELDS: Final = 8
_END: Final = "\n\n</details>\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Item:
    """An item of a list, and how many objects are omitted without it."""

    text: str
    objects: int


def as_markdown(review: Review, *, against: str, longest: int = LONGEST) -> str:
    """Return a review for a pull request; the same changes give the same bytes.

    against: what the tree was compared with, in the user's words. longest: in bytes; beyond
    it the least severe objects are omitted, and the last line counts them.
    """
    room = longest - _NOTE
    text = _head(review, against)
    text += _doors(review, room - _size(text))
    left_out = 0
    folded = fold(review)
    blocks = [
        *([_alike(folded)] if folded.shared or folded.groups else []),
        *(_component(*found) for found in folded.components.items()),
    ]
    for summary, items in blocks:
        block, missing = _block(summary, items, room - _size(text))
        text += block
        left_out += missing
    if left_out:
        text += f"\n{count(left_out, 'object')} omitted: the comment is full. "
        text += f"`{command('diff', '…', make='AGAINST=…')}` shows everything.\n"
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


def _doors(review: Review, room: int) -> str:
    """Return who reaches what after the change, as far as it fits."""
    text = ""
    for environment, found in review.doors.items():
        text += f"\nWho reaches what in {code(environment)} changes:\n\n"
        for title, sentences in found.sentences().items():
            for each in sentences:
                line = f"- **{title}** {escape(each)}\n"
                text += line if _size(text) + _size(line) < room else ""
    return text


def _alike(folded: Folded) -> tuple[str, list[_Item]]:
    """Return the block of changes that many objects share."""
    items = []
    for shared in folded.shared:
        lines = [
            f"- in {of_many(_codes(shared.titles), _codes(shared.places))}",
            *(f"  - {field}" for field in shared.fields),
        ]
        items.append(_Item(text="\n".join(lines), objects=0))
    for group in folded.groups:
        lines = [
            f"- {group.action}: {of_many(_codes(group.titles), _codes(group.places))}",
            *_found(group.findings),
        ]
        items.append(_Item(text="\n".join(lines), objects=len(group.titles)))
    return f"<b>{ALIKE}</b>", items


def _codes(texts: Iterable[str]) -> list[str]:
    return [code(text) for text in texts]


def _component(name: str, objects: Sequence[Remaining]) -> tuple[str, list[_Item]]:
    """Return a component's block."""
    severity = max(each.obj.severity for each in objects).word
    summary = f"<b>{escape(name)}</b>: {severity}, {count(len(objects), 'object')}"
    return summary, [_Item(text="\n".join(_of_object(each)), objects=1) for each in objects]


def _block(summary: str, items: Sequence[_Item], room: int) -> tuple[str, int]:
    """Return a block, and how many objects did not fit."""
    block = f"\n<details><summary>{summary}</summary>\n"
    shown = 0
    for item in items:
        if _size(block) + _size(item.text) + _size(_END) > room:
            break
        block += f"\n{item.text}"
        shown += 1
    left_out = items[shown:]
    missing = sum(item.objects for item in left_out)
    if shown and (fields := sum(not item.objects for item in left_out)):
        block += f"\n- … and {count(fields, 'field')} more"
    return (f"{block}{_END}" if shown else ""), missing


def _found(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        yield f"  - **{finding.severity.word}** {finding.rule}: {finding.sentence}"


def _of_object(each: Remaining) -> Iterator[str]:
    obj = each.obj
    places = ", ".join(map(code, obj.places))
    yield f"- {code(obj.title)}, {obj.action} in {places}"
    yield from _found(obj.findings)
    for field in obj.fields[:_FIELDS]:
        yield f"  - {field}"
    if len(obj.fields) > _FIELDS:
        yield f"  - … and {len(obj.fields) - _FIELDS} more fields"
    if each.shared:
        yield f"  - {as_many_have(each)}"
