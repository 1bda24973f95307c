"""What a run of the tests need not do again and again."""

import gc
import os
import sys
import typing
from functools import cache

import cdk8s_plus_27.k8s  # noqa: F401 - the module that checks
from jsii import _type_checking


def spare() -> None:
    """Let this process look for garbage less often, and not check what one test checks."""
    # All of it fits into memory: looking for it took a quarter of the time.
    gc.set_threshold(100_000, 50, 100)
    # jsii checks each argument of cdk8s' classes, which takes as long as the rest of a
    # synthesis: tests/test_spare.py lets it check every environment.
    _type_checking._resolved_check = accept
    for generated in ("cdk8s_plus_27._private", "cdk8s_plus_27.k8s._private"):
        sys.modules[generated].check_type = accept  # type: ignore[attr-defined]
    read = typing.get_type_hints
    known = cache(read)
    typing.get_type_hints = lambda of, *where, **more: (read if where or more else known)(
        of, *where, **more
    )
    # Containers set this; programs that tests start would compile the library each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def accept(*_: object, **__: object) -> None:
    """Take an argument as it is."""
