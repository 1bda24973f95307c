"""Entry points of `kubeflow-gitops` and `python main.py`."""

import argparse
import gc
import inspect
import io
import os
import runpy
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from jsii.errors import JSIIError

from .._program import command
from ..arguments import ArgumentError
from ..config import Platform
from . import terminal
from .pages import INTERRUPTED, WRONG_ARGUMENTS, ArgumentsError, parser_of

# Each has a module with run(platform, options).
OF_A_PLATFORM: Final = (
    "synth",
    "diff",
    "check",
    "publish",
    "promote",
    "switch",
    "graph",
    "explain",
    "images",
    "sbom",
    "check-tenants",
    "upgrade-plan",
    "plan-migration",
    "recovery-plan",
    "recover",
    "rehearse",
)
ALL: Final = ("init", *OF_A_PLATFORM, "completion")

# Errors of use, not bugs: one sentence without a traceback.
_TOLD: Final = (ValueError, OSError, JSIIError, RuntimeError)


def run(platform: Callable[[], Platform], arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, `synth` if none; return the exit code.

    platform: a function, so that an invalid config is reported in one sentence.
    arguments: None means those of the command line.
    Errors are reported in one line; `--traceback` shows the traceback.
    """
    _speak_utf8()
    asked = sys.argv[1:] if arguments is None else arguments
    modules = modules_of(_named(asked or ["synth"], OF_A_PLATFORM))
    options = parser_of(modules, default="synth", app=False).parse_args(asked)
    # The program that runs is a module, unlike one that is named by --app.
    options.whole_process, options.app = arguments is None, None
    return _ended(lambda: options.command.run(_described(platform), options), options)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command of `kubeflow-gitops` for the platform of main.py; return the exit code.

    arguments: None means those of the command line.
    """
    _speak_utf8()
    asked = sys.argv[1:] if arguments is None else arguments
    modules = modules_of(_named(asked, ALL))
    parser = parser_of(modules, default=None, app=True)
    options = parser.parse_args(asked)
    options.whole_process = arguments is None
    if options.command is None:
        parser.print_help()
        return WRONG_ARGUMENTS
    if options.command is modules.get("init"):
        return _ended(lambda: options.command.run(options), options)
    if options.command is modules.get("completion"):
        return _ended(lambda: options.command.run(parser, options), options)

    def of_the_platform() -> Any:
        return options.command.run(_described(_platform_of(Path(options.app))), options)

    return _ended(of_the_platform, options)


def modules_of(names: Iterable[str] = ALL) -> dict[str, ModuleType]:
    """Return the modules of commands, by their names."""
    return {name: import_module(f".{name.replace('-', '_')}", __name__) for name in names}


def _named(asked: Sequence[str], names: Sequence[str]) -> Sequence[str]:
    """Return the command that arguments begin with, or all of them.

    Importing all takes a tenth of the time of a synthesis. Completion needs all.
    """
    first = asked[0] if asked else ""
    return [first] if first in names and first != "completion" else names


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        # Windows has another default encoding and other line endings.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")


def _ended(act: Callable[[], Any], options: argparse.Namespace) -> int:
    """Run a command; return its exit code, or that of the error reported."""
    # Imported modules stay: collecting garbage among them takes a tenth of the time.
    gc.freeze()
    try:
        code = int(act())
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, closed the pipe; Python would flush once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - a user's program may raise anything
        if options.traceback:
            traceback.print_exception(error)
        else:
            print(terminal.error(_told(error)), file=sys.stderr)
        return WRONG_ARGUMENTS if isinstance(error, ArgumentsError) else 1
    return code


def _platform_of(app: Path) -> Any:
    """Return a program's function `platform`; the program runs as if imported."""
    if app.is_dir():
        raise ValueError(
            f"{app} is a folder; name a program by --app, such as {app / 'main.py'}"
        )
    if not app.is_file():
        raise ValueError(
            f"{app} does not exist; change to its folder, name another program by --app, or "
            f"create one by `{command('init')}`"
        )
    # It may import modules from its own folder.
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
    try:
        inspect.signature(platform).bind()
    except TypeError as error:
        raise ArgumentError(
            f"{platform.__name__}() must work without arguments: {error}"
        ) from None
    made = platform()
    if not isinstance(made, Platform):
        raise ArgumentError(
            f"{platform.__name__}() must return a Platform, got {type(made).__name__}"
        )
    return made


def _told(error: Exception) -> str:
    """Return an error in one line; an unexpected one with its type and location."""
    # jsii's errors go on with a trace of their JavaScript.
    message, _, _ = str(error).partition("\n")
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror.lower()}"
    if isinstance(error, _TOLD):
        return message
    if isinstance(error, SyntaxError):
        return f"SyntaxError: {error.msg} ({error.filename}, line {error.lineno})"
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{type(error).__name__}: {message} ({place.filename}, line {place.lineno}); "
        "--traceback shows the whole traceback"
    )
