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
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import Any, Final

from ..config import Platform
from ..image_lock import FILE as LOCK

FOLDER: Final = Path(".kubeflow-gitops")
_RECORD: Final = FOLDER / "synth.json"
_LIBRARY: Final = Path(__file__).parents[1]
# Packages whose classes and functions make the same of the same values. A user's own may read
# anything, such as a file or the time.
_PURE: Final = {"constructs_lib", "cdk8s", "cdk8s_plus_27", *sys.stdlib_module_names}
_LOADED: Final = time.time_ns()
# Python read the program before this module, and its file may have changed in between: nothing
# is recorded of code that is younger than this, in nanoseconds.
_SETTLED: Final = 10 * 10**9


class _OwnCode(Exception):  # noqa: N818 - an answer, not an error
    """The platform holds a class or a function of its user's."""


class LastSynthesis:
    """The record of the last synthesis, beside one of `platform` into the folder `root`.

    program: the file that defines the platform, where it is not imported as a module.
    Made before the synthesis, which adds to the platform what it derives from it.
    """

    def __init__(self, platform: Platform, root: Path, program: str | None = None) -> None:
        self._values = _plain(platform)
        self._root = root
        self._program = {str(Path(program).resolve())} if program else set()

    def summary(self) -> tuple[str, ...] | None:
        """Return its summary, if this synthesis would write the same; None otherwise."""
        if self._values is None:
            return None
        # Whatever is wrong with the record, or with dist/, a whole synthesis is the answer.
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(_RECORD.read_text("utf-8"))
            code = record["code"]
            if self._code() <= set(code):
                key = self._key(self._values, code, _files_of(self._root))
                return tuple(record["summary"]) if key == record["key"] else None
        return None

    def keep(self, files: Mapping[str, str], summary: Iterable[str]) -> None:
        """Record that this synthesis made these files, unless that cannot be relied on."""
        if self._values is None:
            return
        code = sorted(self._code())
        # Without a record, the next synthesis is a whole one.
        with contextlib.suppress(OSError):
            youngest = max(
                max(state.st_mtime_ns, state.st_ctime_ns) for _, state in _states(code)
            )
            if youngest < _LOADED - _SETTLED:
                key = self._key(self._values, code, files)
                _write({"key": key, "code": code, "summary": list(summary)})

    def _code(self) -> set[str]:
        """Return the files of all imported modules, and the program's."""
        files = (getattr(module, "__file__", None) for module in [*sys.modules.values()])
        return self._program | {file for file in files if file}

    def _key(self, values: bytes, code: Iterable[str], files: Mapping[str, str]) -> str:
        """Return a digest of all that a synthesis reads, and of what it wrote."""
        digest = blake2b(values, digest_size=20)
        lock = Path(LOCK).read_bytes() if Path(LOCK).exists() else None
        interpreter = (sys.version, tuple(sys.flags))
        for fact in (interpreter, str(self._root.resolve()), lock, sorted(files.items())):
            digest.update(repr(fact).encode())
        for path, state in _states(code):
            # Python itself compares size and time to know whether its bytecode is up to date.
            times = (state.st_mtime_ns, state.st_ctime_ns)
            digest.update(repr((path, state.st_ino, state.st_size, times)).encode())
        return digest.hexdigest()


class _Plain(pickle.Pickler):
    """Write values so that equal ones have equal bytes in every process."""

    def persistent_id(self, value: Any) -> Any:
        """Return what is written for a value; None for the value itself."""
        if isinstance(value, type | FunctionType):
            if value.__module__.partition(".")[0] not in _PURE:
                raise _OwnCode
        elif isinstance(value, MappingProxyType):
            return "mapping", dict(value)
        elif isinstance(value, frozenset):
            return "set", sorted(value, key=repr)
        return None


def _plain(platform: Platform) -> bytes | None:
    """Return a platform as bytes; None if only a synthesis shows what it is."""
    stream = io.BytesIO()
    try:
        _Plain(stream).dump(platform)
    # A function within another, and other values that cannot be pickled.
    except (_OwnCode, pickle.PicklingError, AttributeError, TypeError, RecursionError):
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
    """Return the files below a folder by path; a link, which is never written, as empty."""
    return {
        path.relative_to(root).as_posix(): "" if path.is_symlink() else path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _write(record: Mapping[str, Any]) -> None:
    FOLDER.mkdir(exist_ok=True)
    # As pytest and mypy keep their caches out of Git.
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    with tempfile.NamedTemporaryFile("w", dir=FOLDER, encoding="utf-8", delete=False) as file:
        json.dump(record, file)
    Path(file.name).replace(_RECORD)
