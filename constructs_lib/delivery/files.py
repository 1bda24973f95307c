"""Write a tree of files: objects as text, and the tree as a whole."""

import errno
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ..kube import Object
from .emitter import Emitter, OddValueError

_NOTE: Final = "# Synthesized from main.py; edit that, not this.\n"
# A mounted folder, and one in a folder that is not writable.
_NOT_RENAMED: Final = (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS)
_BESIDE: Final = ".kubeflow-gitops-"
_FIRST: Final = ("$patch", "apiVersion", "kind", "metadata", "name", "namespace")
_RANKS: Final = {key: rank for rank, key in enumerate(_FIRST)}

# Go's parsers read these as booleans, numbers and dates, Python's do not: quote them.
_NO_TEXT_IN_GO: Final = re.compile(
    r"[yYnN]|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?"
    r"|[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+"
    r"|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)"
)


class _Dumper(yaml.CSafeDumper):
    """Writes YAML that all readers parse alike: PyYAML, kustomize and kubectl.

    cdk8s's own writer drops nulls, which remove a field in a patch.
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
    """Return objects as YAML documents; the same objects give the same bytes."""
    documents = list(objects)
    try:
        return _NOTE + _SORTED.text(documents)
    except OddValueError:
        return _NOTE + _by_pyyaml(map(_ordered, documents))


def document(value: Any) -> str:
    """Return a value as a YAML document with its keys in their order."""
    try:
        return _AS_GIVEN.text([value])
    except OddValueError:
        return _by_pyyaml([value])


def _by_pyyaml(documents: Iterable[Any]) -> str:
    return str(
        yaml.dump_all(
            documents, Dumper=_Dumper, sort_keys=False, width=1_000_000, allow_unicode=True
        )
    )


def _keys(value: Mapping[str, Any]) -> list[str]:
    """Sort keys, with those that identify an object first."""
    return sorted(value, key=lambda key: (_RANKS.get(key, len(_RANKS)), key))


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in _keys(value)}
    if isinstance(value, list):
        return [_ordered(item) for item in value]
    return value


def _one_list(items: list[Any]) -> str:
    return _by_pyyaml([items])


_SORTED: Final = Emitter(_one_list, order=_keys)
_AS_GIVEN: Final = Emitter(_one_list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """The added, changed and removed files of a tree."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def replace_tree(root: Path, files: Mapping[str, str]) -> Changes:
    """Make `files` the whole content of a folder, or leave the folder unchanged.

    root: a link to a folder stays a link; its target is replaced.
    files: text by path below the folder. Everything is written beside the folder first, and
    then renamed into place: a reader sees the old tree or the new one. A mounted folder
    cannot be renamed; there each file is renamed in turn.
    Raises ValueError for a folder that contains files that were not synthesized.
    """
    root = root.resolve()
    old = _texts(root)
    try:
        _replace_folder(root, files)
    except OSError as error:
        if error.errno not in _NOT_RENAMED or not root.is_dir():
            raise
        _replace_files(root, old, files)
    return changes_between(old, files)


def _replace_folder(root: Path, files: Mapping[str, str]) -> None:
    root.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root.parent, prefix=f".{root.name}-") as beside:
        new, gone = Path(beside, "new"), Path(beside, "old")
        _write(new, files)
        if root.exists():
            root.rename(gone)
        try:
            new.rename(root)
        except OSError:
            if gone.exists():
                gone.rename(root)
            raise


def _replace_files(root: Path, old: Iterable[str], files: Mapping[str, str]) -> None:
    with tempfile.TemporaryDirectory(dir=root, prefix=_BESIDE) as beside:
        new = Path(beside)
        _write(new, files)
        for path in set(old) - set(files):
            (root / path).unlink()
            for folder in (root / path).parents:
                if folder == root or any(folder.iterdir()):
                    break
                folder.rmdir()
        for path in files:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).replace(root / path)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        # Bytes: on Windows, text would have different line endings and encoding.
        file.write_bytes(text.encode())


def changes_between(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Return which files differ between two trees."""
    return Changes(
        added=tuple(sorted(set(new) - set(old))),
        changed=tuple(sorted(path for path in old if path in new and old[path] != new[path])),
        removed=tuple(sorted(set(old) - set(new))),
    )


def _texts(root: Path) -> dict[str, str]:
    """Return the files of a folder, if all of them may be replaced."""
    try:
        return texts_of(root)
    except ForeignFileError as error:
        raise ValueError(
            f"{root} would be replaced whole, but {error}; move it away, or choose a folder "
            f"of its own by CDK8S_OUTDIR"
        ) from None


class ForeignFileError(ValueError):
    """A file that was not synthesized, in a folder of synthesized files."""


def texts_of(root: Path) -> dict[str, str]:
    """Return the files below a folder by path; none if the folder does not exist.

    Raises ForeignFileError for one that was not synthesized.
    """
    entries = sorted(root.rglob("*")) if root.is_dir() else [root] if root.exists() else []
    texts = {}
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():
            continue
        data = entry.read_bytes() if entry.is_file() and not entry.is_symlink() else b""
        if not data.startswith(_NOTE.encode()):
            path = entry.relative_to(root).as_posix() if root.is_dir() else root.name
            raise ForeignFileError(f"{path!r} in it was not synthesized here")
        texts[entry.relative_to(root).as_posix()] = data.decode()
    return texts
