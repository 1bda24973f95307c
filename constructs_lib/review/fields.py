"""Compare the fields of two versions of an object."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any, Final

from ..kube import Object
from .sentences import code, code_pair, count

# Fields that identify the items of a list, if all items have them.
_NAMES: Final = ("name", "mountPath", "containerPort", "port", "key", "topologyKey")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_NOWHERE: Final = object()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs, and how: `before` → `after`, or a few words.

    values: identifies the same change of another object, since the text is shortened.
    """

    path: str
    text: str
    values: str = field(default="", compare=False, repr=False)

    def __str__(self) -> str:
        return f"{code(self.path)}: {self.text}"


def field_changes(before: Object, after: Object) -> tuple[FieldChange, ...]:
    """Return the fields that differ, sorted by name.

    Contents of a Secret are never shown, only that they change.
    """
    hidden = ("data", "stringData") if after["kind"] == "Secret" else ()
    return tuple(
        FieldChange(
            path, "changed" if path.startswith(hidden) else _told(old, new), _digest(old, new)
        )
        for path, old, new in _differences("", before, after)
    )


def _digest(*values: Any) -> str:
    text = (
        "" if value is _NOWHERE else json.dumps(value, sort_keys=True, default=str)
        for value in values
    )
    return sha256("\n".join(text).encode()).hexdigest()


def _differences(path: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(path, old, new)
    elif isinstance(old, list) and isinstance(new, list) and (name := _name(old, new)):
        items = ({f"[{item[name]}]": item for item in side} for side in (old, new))
        yield from _of_mappings(path, *items)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from _differences(f"{path}[{index}]", *pair)
    else:
        yield path, old, new


def _of_mappings(
    path: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    for key in sorted({*old, *new}, key=str):
        inner = f"{path}{_step(str(key))}".lstrip(".")
        yield from _differences(inner, old.get(key, _NOWHERE), new.get(key, _NOWHERE))


def _step(key: str) -> str:
    if key.startswith("["):
        return key
    return f".{key}" if _PLAIN_KEY.fullmatch(key) else f"[{key}]"


def _name(old: list[Any], new: list[Any]) -> str | None:
    """Return the field that identifies the items of both lists."""
    for name in _NAMES:
        if all(_are_told_apart(items, name) for items in (old, new)):
            return name
    return None


def _are_told_apart(items: list[Any], name: str) -> bool:
    named = [item for item in items if isinstance(item, dict) and name in item]
    return len(items) == len(named) == len({str(item[name]) for item in named})


def _told(old: Any, new: Any) -> str:
    if isinstance(old, str) and isinstance(new, str) and "\n" in old + new:
        return _told_lines(old.splitlines(), new.splitlines())
    return code_pair(*(None if value is _NOWHERE else value for value in (old, new)))


def _told_lines(old: list[str], new: list[str]) -> str:
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    if not changes:
        return "only line endings change"
    gone = sum(end - start for _, start, end, _, _ in changes)
    come = sum(end - start for _, _, _, start, end in changes)
    _, start, end, new_start, new_end = changes[0]
    first = code_pair(" ".join(old[start:end]), " ".join(new[new_start:new_end]))
    return f"{count(gone, 'line')} removed, {come} added; first: {first}"
