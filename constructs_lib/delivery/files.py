"""Files of a tree: how objects become text, and how the tree is replaced whole."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ..kube import Object

_NOTE: Final = "# Synthesized from main.py; edit that, not this.\n"
_FIRST: Final = ("$patch", "apiVersion", "kind", "metadata", "name", "namespace")

# Go's readers take these for booleans, numbers and dates where Python's do not: quote them.
_NO_TEXT_IN_GO: Final = re.compile(
    r"[yYnN]|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
    r"|[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+"
    r"|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"
)


class _Dumper(yaml.CSafeDumper):
    """Writes what every YAML reader in the chain reads alike: PyYAML, kustomize, kubectl.

    cdk8s's own writer drops nulls, by which a patch removes a field.
    """

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the same list twice is written twice
        return True


def _text(dumper: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif _NO_TEXT_IN_GO.fullmatch(text.replace("_", "")):
        style = "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def rendered(objects: Iterable[Object]) -> str:
    """Return objects as YAML documents, the same for the same objects to the byte."""
    return _NOTE + yaml.dump_all(
        map(_ordered, objects),
        Dumper=_Dumper,
        sort_keys=False,
        width=1_000_000,
        allow_unicode=True,
    )


def _ordered(value: Any) -> Any:
    """Sort keys, with those that say what an object is in front."""
    if isinstance(value, dict):
        keys = sorted(
            value, key=lambda key: (_FIRST.index(key) if key in _FIRST else len(_FIRST), key)
        )
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """Which files of a tree are new, changed and gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def replace_tree(root: Path, files: Mapping[str, str]) -> Changes:
    """Make `files` the whole content of a folder, or leave the folder as it was.

    files: text by path below the folder. Everything is written beside the folder first, which
    is then renamed into place: a reader sees the old tree or the new one.
    Raises ValueError for a folder that holds anything but YAML: it is somebody else's.
    """
    root = root.absolute()
    old = _texts(root)
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as beside:
        new, gone = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        for path, text in files.items():
            file = new / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        if root.exists():
            root.rename(gone)
        try:
            new.rename(root)
        except OSError:
            if gone.exists():
                gone.rename(root)
            raise
    return changes_between(old, files)


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Return which files differ between two trees."""
    return Changes(
        added=tuple(sorted(set(new) - set(old))),
        changed=tuple(sorted(path for path in old if path in new and old[path] != new[path])),
        removed=tuple(sorted(set(old) - set(new))),
    )


def _texts(root: Path) -> dict[str, str]:
    texts = {}
    for file in (root, *root.rglob("*")):
        if not file.is_file():
            continue
        if file.suffix != ".yaml":
            raise ValueError(
                f"{root} would be replaced whole, but {file.name!r} in it was not "
                f"synthesized; choose a folder of its own, such as 'dist'"
            )
        texts[file.relative_to(root).as_posix()] = file.read_text(encoding="utf-8")
    return texts
