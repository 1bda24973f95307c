"""Recognize that `synth` would write what it wrote the last time.

A synthesis reads no clock, no variable, no network, and no files but the library's own and
images.lock, so that it depends on the platform's values and on code alone. A record of both is
kept in a folder beside dist/; where nothing differs from it, dist/ included, no synthesis is
needed.
"""

import contextlib
import io
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.machinery import PathFinder
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Any, Final

from .._program import STARTED
from ..config import OwnComponent, Platform
from ..image_lock import FILE as LOCK

FOLDER: Final = Path(".kubeflow-gitops-cache")
_RECORD: Final = FOLDER / "synth.json"
_LIBRARY: Final = Path(__file__).parents[1]
# Modules whose classes and functions make the same of the same values. A user's own may read
# anything, such as a file or the time.
_PURE: Final = {
    *("constructs_lib", "cdk8s", "cdk8s_plus_27"),
    *("builtins", "collections", "datetime", "decimal", "enum", "fractions", "functools"),
    *("ipaddress", "pathlib", "types", "uuid", "zoneinfo"),
}
# Python read the program before it imported the library, and the file may have changed in
# between: nothing is recorded of code that is younger than this, in nanoseconds.
_SETTLED: Final = 10 * 10**9


class _OwnCode(Exception):  # noqa: N818 - an answer, not an error
    """The platform holds code of its user's."""


def last_synthesis(
    platform: Platform, root: Path, program: str | None = None
) -> "LastSynthesis | None":
    """Return the record beside a synthesis of `platform` into the folder `root`.

    program: the file that defines the platform, where it is not imported as a module.
    Called before the synthesis, which imports more and adds what it derives to the platform.
    Returns None where only a synthesis shows what the platform is.
    """
    values = _plain(platform)
    return None if values is None else LastSynthesis(values, root, program)


class LastSynthesis:
    """The record of the last synthesis. values: those of the platform; see last_synthesis."""

    def __init__(self, values: bytes, root: Path, program: str | None) -> None:
        self._root = root
        self._program = {str(Path(program).resolve())} if program else set()
        facts = (
            (sys.version, tuple(sys.flags)),
            Path(LOCK).read_bytes() if Path(LOCK).is_file() else None,
            # A program that imports other code may have changed the library's.
            sorted(self._code()),
        )
        self._facts = values + repr(facts).encode()

    def summary(self) -> tuple[str, ...] | None:
        """Return its summary, if this synthesis would write the same; None otherwise."""
        # Whatever is wrong with the record or with dist/, a whole synthesis is the answer.
        with contextlib.suppress(Exception):
            record = json.loads(_RECORD.read_text("utf-8"))
            if record["root"] == str(self._root.resolve()):
                states = _states(record["code"])
                key = self._key(states, record["packages"], _files_of(self._root))
                return tuple(record["summary"]) if key == record["key"] else None
        return None

    def keep(self, files: Mapping[str, str], summary: Iterable[str]) -> None:
        """Record that this synthesis made these files, unless that cannot be relied on."""
        record = {
            "root": str(self._root.resolve()),
            "code": sorted(self._code()),
            "packages": sorted({name for name in sys.modules if "." not in name}),
            "summary": list(summary),
        }
        # Without a record, the next synthesis is a whole one; dist/ is written already.
        with contextlib.suppress(Exception):
            states = list(_states(record["code"]))
            youngest = max(max(each.st_mtime_ns, each.st_ctime_ns) for _, each in states)
            if youngest < STARTED - _SETTLED:
                record["key"] = self._key(states, record["packages"], files)
                _write(record)

    def _code(self) -> set[str]:
        """Return the files of all imported modules, and the program's."""
        return self._program.union(*map(_file_of, [*sys.modules.values()]))

    def _key(
        self,
        states: Iterable[tuple[str, os.stat_result]],
        packages: Iterable[str],
        files: Mapping[str, str],
    ) -> str:
        """Return a digest of all that a synthesis reads, and of what it wrote.

        packages: what has to be found where it was, such as one that only a synthesis imports.
        """
        digest = blake2b(self._facts, digest_size=20)
        for package in packages:
            found = PathFinder.find_spec(package)
            digest.update(repr((package, found and found.origin)).encode())
        for path, state in states:
            # Python itself compares size and time to know whether its bytecode is up to date.
            times = (state.st_mtime_ns, state.st_ctime_ns)
            digest.update(repr((path, state.st_ino, state.st_size, times)).encode())
        for file in sorted(files.items()):
            digest.update(repr(file).encode())
        return digest.hexdigest()


def _file_of(module: object) -> set[str]:
    """Return a module's file, without importing one that waits until it is used."""
    try:
        file = object.__getattribute__(module, "__dict__").get("__file__")
    except AttributeError:
        return set()
    return {file} if isinstance(file, str) else set()


class _Plain(pickle.Pickler):
    """Write values so that equal ones have equal bytes in every process."""

    def persistent_id(self, value: Any) -> Any:
        """Return what is written for a value; None for the value itself."""
        if isinstance(value, OwnComponent):
            raise _OwnCode
        if isinstance(value, type | FunctionType):
            if value.__module__.partition(".")[0] not in _PURE:
                raise _OwnCode
        elif isinstance(value, MappingProxyType):
            return "mapping", dict(value)
        elif isinstance(value, frozenset):
            return "set", sorted(value, key=repr)
        return None


def _plain(platform: Platform) -> bytes | None:
    stream = io.BytesIO()
    try:
        _Plain(stream).dump(platform)
    except Exception:  # noqa: BLE001 - such as of a function within another, or of a user's class
        return None
    return stream.getvalue()


def _states(code: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Yield these files, and all of the library's, with what the file system knows of them."""
    for path in code:
        yield path, Path(path).stat()
    for folder, folders, names in os.walk(_LIBRARY, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            yield f"{folder}/{name}", Path(folder, name).stat()


def _files_of(root: Path) -> dict[str, str]:
    """Return the files below a folder by path; what `synth` never writes, a link, as empty.

    Unlike `delivery.texts_of`, whose package imports all constructs.
    """
    return {
        path.relative_to(root).as_posix(): (
            path.read_bytes().decode() if path.is_file() and not path.is_symlink() else ""
        )
        for path in root.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _write(record: Mapping[str, Any]) -> None:
    FOLDER.mkdir(exist_ok=True)
    # As pytest and mypy keep their caches out of Git.
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    with tempfile.NamedTemporaryFile("w", dir=FOLDER, encoding="utf-8", delete=False) as file:
        json.dump(record, file)
    try:
        Path(file.name).replace(_RECORD)
    finally:
        Path(file.name).unlink(missing_ok=True)
