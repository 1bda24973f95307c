"""What is made once in a run of the tests, by whichever of its processes asks first.

And what later runs are handed too, as long as it is made of the same: `make clean` forgets it.
"""

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, TypeVar

import pytest

Made = TypeVar("Made")

KEPT: Final = Path(__file__).parents[1] / "build" / "kept"
# Three times what one run makes.
MOST: Final = 100


def once(name: str, make: Callable[[], Made], folders: pytest.TempPathFactory) -> Made:
    """Return what a function makes, from the process that was first to make it.

    name: that of the file which hands it on. make: what makes it; all that it returns can be
    pickled. folders: where this run keeps its files.
    """
    file = _run(folders) / f"{name}.pickle"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            made = make()
            file.write_bytes(pickle.dumps(made))
            return made
    loaded: Made = pickle.loads(file.read_bytes())
    return loaded


def kept(name: str, make: Callable[[], Made], folder: Path = KEPT) -> Made:
    """Return what a function makes, from an earlier run where there was one.

    name: a digest of all that it is made of, and of what makes it. make: as above.
    folder: where it is kept; what was not asked for the longest goes first.
    """
    file = folder / f"{name}.pickle"
    folder.mkdir(parents=True, exist_ok=True)
    # Another process of the run may be making it.
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if file.exists():
            file.touch()
            loaded: Made = pickle.loads(file.read_bytes())
            return loaded
        made = make()
        with NamedTemporaryFile(dir=folder, delete=False) as unfinished:
            unfinished.write(pickle.dumps(made))
        Path(unfinished.name).rename(file)
    others = sorted(folder.glob("*.pickle"), key=lambda other: other.stat().st_mtime_ns)
    for other in others[:-MOST]:
        other.unlink(missing_ok=True)
        other.with_suffix(".lock").unlink(missing_ok=True)
    return made


def _run(folders: pytest.TempPathFactory) -> Path:
    """Return the folder of the run: each process of pytest-xdist has one of its own in it."""
    own = folders.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
