"""What `python main.py` does: synthesize without a word more, or the command that is named."""

import argparse
import gc
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from typing import Final

from jsii.errors import JSIIError

from ..arguments import ArgumentError
from ..config import Platform
from . import check_tenants, diff, graph, images, plan_migration, promote, publish, synth

# A command is a module: HELP in a line, add_arguments(parser), and run(platform, options).
_COMMANDS: Final = {
    "synth": synth,
    "diff": diff,
    "graph": graph,
    "images": images,
    "check-tenants": check_tenants,
    "plan-migration": plan_migration,
    "promote": promote,
    "publish": publish,
}


# What ends a command without being a mistake of ours: one sentence is all there is to say.
_TOLD: Final = (ValueError, OSError, JSIIError, RuntimeError)


def run(platform: Callable[[], Platform], arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, `synth` if none; return the exit code.

    platform: a function, so that a wrong decision in it is told as one sentence.
    Whatever goes wrong is told in one line; `--traceback` shows where.
    """
    for stream in (sys.stdout, sys.stderr):
        # Windows would take another encoding and other ends of lines.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    options = _parser().parse_args(arguments)
    # What is imported stays: looking for garbage in it takes a tenth of the time.
    gc.freeze()
    try:
        code: int = options.run(_described(platform), options)
    except Exception as error:  # noqa: BLE001 - a user's program may raise anything
        if options.traceback:
            traceback.print_exception(error)
        else:
            print(f"error: {_told(error)}", file=sys.stderr)
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    # With every command, and before it.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument(
        "--traceback", action="store_true", help="show all there is to know of an error"
    )
    parser = argparse.ArgumentParser(description="Kubeflow for GitOps.", parents=[common])
    parser.set_defaults(run=synth.run, traceback=False)
    subparsers = parser.add_subparsers(metavar="command")
    for name, module in _COMMANDS.items():
        subparser = subparsers.add_parser(
            name, help=module.HELP, description=module.HELP, parents=[common]
        )
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


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
