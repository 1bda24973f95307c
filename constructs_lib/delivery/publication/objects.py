"""Summarize which objects differ between two trees of YAML files."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from ..files import Changes, changes_between

# A first publication has too many to read; a review has its own page.
_SHOWN: Final = 25


def object_changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Changes:
    """Return added, changed and removed objects, each as `<folder>: <kind> <name>`.

    An object that moves to another file of its folder has not changed.
    """
    differ = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    return changes_between(_objects(old, differ), _objects(new, differ))


def counted(changes: Changes) -> str:
    """Return the number of objects that differ, as text."""
    counts = (
        (len(changes.added), "added"),
        (len(changes.changed), "changed"),
        (len(changes.removed), "removed"),
    )
    return ", ".join(f"{n} {what}" for n, what in counts if n) or "no object differs"


def listed(changes: Changes) -> str:
    """Return a paragraph for each folder, with a line for each object that differs."""
    folders: dict[str, list[str]] = {}
    for mark, names in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        for name in names:
            folder, _, what = name.partition(": ")
            folders.setdefault(folder, []).append(f"  {mark} {what}")
    return "\n\n".join("\n".join(_paragraph(*item)) for item in sorted(folders.items()))


def _paragraph(folder: str, lines: list[str]) -> Iterator[str]:
    yield folder
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield f"  … and {len(lines) - _SHOWN} more"


def _objects(files: Mapping[str, bytes], paths: set[str]) -> dict[str, str]:
    """Return objects as text, grouped by name."""
    found: dict[str, list[Any]] = {}
    for path in sorted(paths & files.keys()):
        file = PurePosixPath(path)
        for document in _documents(files[path]):
            found.setdefault(f"{file.parent}: {_name(document, file)}", []).append(document)
    return {name: repr(documents) for name, documents in found.items()}


def _documents(data: bytes) -> list[Any]:
    try:
        return list(yaml.load_all(data, yaml.CSafeLoader))
    except yaml.YAMLError:
        return [data.decode(errors="replace")]


def _name(document: Any, file: PurePosixPath) -> str:
    """Return an object's kind and name, or the file's name if it is not an object."""
    match document:
        case {"kind": kind, "metadata": {"name": name, "namespace": namespace}}:
            return f"{kind} {namespace}/{name}"
        case {"kind": kind, "metadata": {"name": name}}:
            return f"{kind} {name}"
    return file.name
