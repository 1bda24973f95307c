"""How the user called the program, for what names the command to run next."""

import os
import sys
import time
from pathlib import Path
from typing import Final

# When the library was imported: soon after the program began, in nanoseconds.
STARTED: Final = time.time_ns()

# The checkout's Makefile sets it: its targets are called like the commands.
_MAKE: Final = "KUBEFLOW_GITOPS_MAKE"
_SCRIPT: Final = "kubeflow-gitops"
_PACKAGE: Final = __name__.partition(".")[0]
# Options of Python's own whose value is the next argument.
_WITH_VALUE: Final = ("-W", "-X", "--check-hash-based-pycs")


def called() -> str:
    """Return what the user types before a command: `kubeflow-gitops`, or a program of his."""
    arguments = iter(sys.orig_argv[1:])
    for argument in arguments:
        if argument == "-m":
            module = next(arguments, "")
            return f"python -m {module}" if module == _PACKAGE else _SCRIPT
        if argument in _WITH_VALUE:
            next(arguments, None)
        elif not argument.startswith("-"):
            name = Path(argument).name
            return f"python {name}" if name.endswith(".py") else _SCRIPT
    return _SCRIPT


def command(name: str, arguments: str = "", *, make: str = "") -> str:
    """Return a command as the user types it.

    arguments: what follows its name. make: what follows the target's name instead, where make
    called the program.
    """
    if os.environ.get(_MAKE):
        return f"make {name} {make}".rstrip()
    return f"{called()} {name} {arguments}".rstrip()
