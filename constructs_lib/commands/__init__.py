"""What `kubeflow-gitops` and `python main.py` do: the command that is named."""

import argparse
import gc
import io
import os
import runpy
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from jsii.errors import JSIIError

from .._program import command
from ..arguments import ArgumentError
from ..config import Platform
from . import (
    check,
    check_tenants,
    completion,
    diff,
    graph,
    images,
    init,
    plan_migration,
    promote,
    publish,
    synth,
    terminal,
)
from .pages import INTERRUPTED, WRONG_ARGUMENTS, parser_of

# Each has run(platform, options).
OF_A_PLATFORM: Final[Mapping[str, ModuleType]] = {
    "synth": synth,
    "diff": diff,
    "check": check,
    "publish": publish,
    "promote": promote,
    "graph": graph,
    "images": images,
    "check-tenants": check_tenants,
    "plan-migration": plan_migration,
}
ALL: Final[Mapping[str, ModuleType]] = {
    "init": init,
    **OF_A_PLATFORM,
    "completion": completion,
}

# What ends a command without being a mistake of ours: one sentence is all there is to say.
_TOLD: Final = (ValueError, OSError, JSIIError, RuntimeError)


def run(platform: Callable[[], Platform], arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, `synth` if none; return the exit code.

    platform: a function, so that a wrong decision in it is told as one sentence.
    arguments: those of the command line where None.
    Whatever goes wrong is told in one line; `--traceback` shows where.
    """
    _speak_utf8()
    options = parser_of(OF_A_PLATFORM, default="synth", app=False).parse_args(arguments)
    return _ended(lambda: options.command.run(_described(platform), options), options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of `kubeflow-gitops` for the platform of main.py; return the exit code.

    arguments: those of the command line where None.
    """
    _speak_utf8()
    parser = parser_of(ALL, default=None, app=True)
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        return WRONG_ARGUMENTS
    if options.command is init:
        return _ended(lambda: init.run(options), options)
    if options.command is completion:
        return _ended(lambda: completion.run(parser, options), options)

    def of_the_platform() -> Any:
        return options.command.run(_described(_platform_of(Path(options.app))), options)

    return _ended(of_the_platform, options)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows would take another encoding and other ends of lines.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")


def _ended(act: Callable[[], Any], options: argparse.Namespace) -> int:
    """Return the exit code of what is done, or of the error that is told."""
    # What is imported stays: looking for garbage in it takes a tenth of the time.
    gc.freeze()
    try:
        code = int(act())
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has read enough. Python would flush once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - a user's program may raise anything
        if options.traceback:
            traceback.print_exception(error)
        else:
            print(terminal.error(_told(error)), file=sys.stderr)
        return 1
    return code


def _platform_of(app: Path) -> Any:
    """Return what a program calls `platform`; the rest of it is run as if imported."""
    if not app.is_file():
        raise ValueError(
            f"{app} is not there; go where it is, name another program by --app, or begin "
            f"with `{command('init')}`"
        )
    # Beside it may be modules that it imports.
    sys.path.insert(0, str(app.resolve().parent))
    names = runpy.run_path(str(app), run_name=app.stem)
    if not callable(names.get("platform")):
        raise ArgumentError(
            f"{app} has no function `platform`; define one that returns a Platform"
        )
    return names["platform"]


def _described(platform: Callable[[], Platform]) -> Platform:
    if not callable(platform):
        raise ArgumentError(
            f"run: platform must be a function that returns a Platform, "
            f"got {type(platform).__name__}; write run(platform), without calling it"
        )
    made = platform()
    if not isinstance(made, Platform):
        raise ArgumentError(
            f"{platform.__name__}() must return a Platform, got {type(made).__name__}"
        )
    return made


def _told(error: Exception) -> str:
    """Return an error in one line; one that nobody foresaw, with its kind and place."""
    # jsii's errors go on with a trace of their JavaScript.
    message, _, _ = str(error).partition("\n")
    if isinstance(error, _TOLD):
        return message
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__name__}: {message} ({place.filename}, line {place.lineno}); "
        f"--traceback shows how it came to that"
    )
