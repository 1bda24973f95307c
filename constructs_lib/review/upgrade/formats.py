"""Format a plan for a terminal, and as Markdown for a pull request."""

import re
import textwrap
from collections.abc import Iterator

from .item import Item, Section
from .plan import UpgradePlan

_WIDTH = 94
# Commands stay on one line, to be copied.
_CODE = re.compile("`[^`]+`")
_KEPT = "\N{NO-BREAK SPACE}"
_INTRODUCTION = (
    "This plan has changed nothing. Whoever is responsible for the cluster runs the commands."
)


def as_text(plan: UpgradePlan) -> str:
    """Return a plan for a terminal; the same step gives the same bytes."""
    lines = [
        f"{plan.environment}: Kubeflow {plan.old} to {plan.new}",
        *textwrap.wrap(_INTRODUCTION, _WIDTH),
    ]
    for number, section in enumerate(plan.sections, 1):
        lines += ["", f"{number}. {section.title}"]
        if not section.items:
            lines.append(f"   {section.otherwise}")
        for mark, item in _marked(section):
            lines += _text(mark, item)
    return "\n".join(lines) + "\n"


def _text(mark: str, item: Item) -> Iterator[str]:
    name = f"{item.name}: " if item.name else ""
    start = f"   {mark} "
    wrapped = textwrap.wrap(
        _CODE.sub(lambda code: code[0].replace(" ", _KEPT), f"{name}{item.what}"),
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from (line.replace(_KEPT, " ") for line in wrapped)
    for command in item.commands:
        yield f"{' ' * len(start)}$ {command}"
    if item.link:
        yield f"{' ' * len(start)}{item.link}"


def as_markdown(plan: UpgradePlan) -> str:
    """Return a plan as Markdown; the same step gives the same bytes."""
    parts = [
        f"# {plan.environment}: Kubeflow {plan.old} to {plan.new}",
        _INTRODUCTION,
    ]
    for number, section in enumerate(plan.sections, 1):
        parts.append(f"## {number}. {section.title}")
        if not section.items:
            parts.append(section.otherwise)
        parts.extend(_markdown(mark, item) for mark, item in _marked(section))
    return "\n\n".join(parts) + "\n"


def _markdown(mark: str, item: Item) -> str:
    name = f"**{item.name}.** " if item.name else ""
    link = f" ([thread]({item.link}))" if item.link else ""
    lines = [f"{mark} {name}{item.what}{link}"]
    if item.commands:
        indent = " " * (len(mark) + 1)
        lines += ["", *(f"{indent}{line}" for line in ("```", *item.commands, "```"))]
    return "\n".join(lines)


def _marked(section: Section) -> Iterator[tuple[str, Item]]:
    for number, item in enumerate(section.items, 1):
        yield (f"{number}." if section.numbered else "-"), item
