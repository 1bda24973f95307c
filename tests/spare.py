"""What a run of the tests need not do again and again."""

import gc
import os
import sys
import typing
from functools import cache


def spare() -> None:
    """Let this process look for garbage less often, and repeat nothing that was read."""
    # All of it fits into memory: looking for it took a quarter of the time.
    gc.set_threshold(100_000, 50, 100)
    # cdk8s reads the types of a call's arguments whenever it checks them.
    read = typing.get_type_hints
    known = cache(read)
    typing.get_type_hints = lambda of, *where, **more: (read if where or more else known)(
        of, *where, **more
    )
    # Containers set this; programs that tests start would compile the library each.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
