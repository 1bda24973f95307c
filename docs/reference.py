"""Write reference.md: every decision, its type, its default and upstream's answer.

All of it is read from constructs_lib/config: fields and types from the classes, what they mean
from their docstrings, upstream's answers by comparing `Config()` with `UPSTREAM`.
"""

import collections.abc
import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from constructs_lib import config
from constructs_lib.config import UPSTREAM, Config

_PAGE: Final = Path(__file__).with_name("reference.md")
_INTRODUCTION: Final = """\
# Reference

Every decision there is, made from `constructs_lib/config` by `make docs`. `Platform` is all of
`dist/`, `Config` one environment. Where upstream answers otherwise, a column says how; why is
told in [configuration.md](configuration.md) and on the pages that it leads to.
"""
_FIRST: Final = ("Platform", "Environment", "GitRepository", "Config")
# Made by the library for itself.
_INTERNAL: Final = {"Runtime", "NeededSecret", "Since"}
_LONGEST: Final = 60

Values = dict[tuple[str, str], str]


def page() -> str:
    """Return the reference as Markdown."""
    classes = {
        name: value
        for name, value in vars(config).items()
        if inspect.isclass(value) and dataclasses.is_dataclass(value) and name not in _INTERNAL
    }
    upstream = dict(_answers(Config(), UPSTREAM))
    names = [*_FIRST, *sorted(classes.keys() - set(_FIRST))]
    return "\n".join([_INTRODUCTION, *(_section(classes[name], upstream) for name in names)])


def _answers(ours: Any, theirs: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what upstream answers where it does otherwise, by class and field."""
    for field in dataclasses.fields(ours):
        our, their = getattr(ours, field.name), getattr(theirs, field.name)
        if our == their:
            continue
        if type(our) is type(their) and dataclasses.is_dataclass(our):
            yield from _answers(our, their)
        else:
            yield (type(ours).__name__, field.name), _value(their)


def _section(cls: type, upstream: Values) -> str:
    fields = [field for field in dataclasses.fields(cls) if field.init]
    prose, meanings = described(cls)
    hints = typing.get_type_hints(cls)
    differs = any((cls.__name__, field.name) in upstream for field in fields)
    rows = [["field", "type", "default", "upstream", "meaning"], ["---"] * 5]
    for field in fields:
        answer = upstream.get((cls.__name__, field.name), "")
        meaning = meanings.get(field.name, "")
        kind = _type(hints[field.name])
        rows.append([f"`{field.name}`", kind, _default(field), answer, meaning])
    if not differs:
        rows = [[*row[:3], row[4]] for row in rows]
    table = [_row(row) for row in rows] if fields else []
    return "\n".join([f"## {cls.__name__}", *(f"\n{part}" for part in prose), "", *table, ""])


def described(cls: type) -> tuple[list[str], Mapping[str, str]]:
    """Return what a class's docstring says of it, in paragraphs, and of each of its fields.

    A field is described by `name: text`, several by `name, name: text`, where a sentence may
    begin; the text goes on to the next of them, or to the errors or the source.
    """
    text = " ".join((inspect.getdoc(cls) or "").split())
    names = "|".join(field.name for field in dataclasses.fields(cls))
    marks = rf"(?:(?<=[.;)] )|(?<=^))(?=(?:(?:{names}), )*(?:{names}): |Raises |Source: )"
    parts = [part.strip() for part in re.split(marks, text)] if names else [text]
    meanings: dict[str, str] = {}
    prose = []
    for part in parts:
        named = re.match(rf"((?:(?:{names}), )*(?:{names})): (.*)", part) if names else None
        if named:
            for name in named[1].split(", "):
                meanings[name] = named[2].rstrip(".;")
        else:
            prose.append(part)
    return prose, meanings


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is not dataclasses.MISSING:
        return _value(field.default)
    if field.default_factory is not dataclasses.MISSING:
        return _value(field.default_factory())
    return "needed"


def _value(value: Any) -> str:
    """Return a value as one would write it, or what it is where that is long."""
    if value is None:
        return "none"
    if dataclasses.is_dataclass(value):
        name = value.__class__.__name__
        return f"`{name}()`" if repr(value) == _repr_of_default(value) else f"`{name}(…)`"
    if isinstance(value, Mapping | tuple) and len(repr(value)) > _LONGEST:
        return f"{len(value)} of them"
    return f"`{dict(value)}`" if isinstance(value, Mapping) else f"`{value!r}`"


def _repr_of_default(value: Any) -> str | None:
    try:
        return repr(value.__class__())
    except TypeError:  # it has fields without a default
        return None


def _type(hint: Any) -> str:
    """Return a type in words, with links to those that have a section of their own."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if not arguments:
        return _plain_type(hint)
    if origin is typing.Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin is collections.abc.Callable:
        return "function"
    inner = [_type(argument) for argument in arguments if argument is not Ellipsis]
    if origin in (typing.Union, types.UnionType):
        return " or ".join(inner)
    if origin is tuple:
        return f"tuple of {inner[0]}"
    if origin is frozenset:
        return f"set of {inner[0]}"
    return f"mapping of {inner[0]} to {inner[1]}"


def _plain_type(hint: Any) -> str:
    name = hint.__name__
    if dataclasses.is_dataclass(hint) and name not in _INTERNAL:
        return f"[{name}](#{name.lower()})"
    return "none" if hint is type(None) else f"`{name}`"


if __name__ == "__main__":
    _PAGE.write_bytes(page().encode())
