"""What is made once in a run of the tests, by whichever of its processes asks first."""

import fcntl
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Made = TypeVar("Made")


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


def _run(folders: pytest.TempPathFactory) -> Path:
    """Return the folder of the run: each process of pytest-xdist has one of its own in it."""
    own = folders.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
