"""Make the other one of two environments live."""

import argparse
import ast
import errno
import io
import os
import shutil
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..config.blue_green import BlueGreen
from ..delivery.blue_green import FRONT
from .pages import ArgumentsError

HELP: Final = "make the other one of two environments behind one host live"
EXAMPLES: Final = (
    ("green", "what is not moved, and what to change"),
    ("green --yes", "change it in main.py"),
)
EXITS: Final = {0: "printed, and with --yes changed", 1: "an error; nothing is changed"}

_STAYS: Final = (
    "sessions: everyone logs in again, unless both have the same cookie secret",
    "what runs: notebooks, TensorBoards, runs and models continue, unreachable at {host}",
    "schedules: recurring runs keep starting there until someone stops them",
    "volumes: files of notebooks, and data in profiles",
    "databases and artifacts: runs, experiments and their results",
    "what is not in Git: registered profiles, contributors, users' Secrets and PodDefaults",
    "open connections: kernels, terminals and logs stay at {live} until they close",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the environment and the program."""
    parser.add_argument("environment", help="the environment to make live")
    parser.add_argument(
        "--yes", action="store_true", help="change `live` in the program, after the list"
    )
    parser.add_argument(
        "--program",
        metavar="FILE",
        type=Path,
        default=Path("main.py"),
        help="the file that sets which one is live (default: %(default)s)",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print what is not moved, and with --yes change which one is live."""
    front, wanted = platform.blue_green, options.environment
    if front is None:
        raise ValueError(
            "this platform has no two environments behind one host; set "
            "Platform(blue_green=BlueGreen(…))"
        )
    if wanted not in front.environments:
        raise ArgumentsError(
            f"environment {wanted!r} is neither {' nor '.join(front.environments)}"
        )
    if wanted == front.live:
        print(f"{wanted} is live already")
        return 0
    host = next(each.config.host for each in platform.environments if each.name == wanted)
    print(f"what stays in {front.live}, and is not moved to {wanted}:")
    for each in _STAYS:
        print(f"- {each.format(host=host, live=front.live)}")
    if not options.yes:
        print(
            f"then {command('switch')} {wanted} --yes changes `live` in {options.program}; "
            f"it goes live when {FRONT} is published and applied"
        )
        return 0
    _write(options.program, front, wanted)
    print(
        f"{options.program}: live is {wanted!r}; synthesize, publish, and apply {FRONT} in "
        "front"
    )
    return 0


def _write(program: Path, front: BlueGreen, wanted: str) -> None:
    """Replace the one value of `live` in a program, and no other byte."""
    raw = program.read_bytes()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    found = [
        each for each in _values(ast.parse(raw, str(program))) if each.value == front.live
    ]
    if len(found) != 1:
        raise ValueError(
            f"{program} has {len(found)} values BlueGreen(live={front.live!r}), and one is "
            f"needed to change it; write live={wanted!r} yourself"
        )
    at = found[0]
    # Lines as Python counts them, each with its own end; `splitlines` knows more ends.
    lines = list(io.StringIO(raw.decode(encoding), newline=""))
    # Python counts the bytes of a line in UTF-8.
    line = lines[at.lineno - 1].encode()
    start, end = at.col_offset, at.end_col_offset
    lines[at.lineno - 1] = (line[:start] + f'"{wanted}"'.encode() + line[end:]).decode()
    _replace(program, "".join(lines).encode(encoding))


def _replace(program: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    target = program.resolve()
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(program))
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        new = Path(folder, target.name)
        new.write_bytes(data)
        shutil.copymode(target, new)
        new.replace(target)


def _values(program: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts that BlueGreen gets by the name `live`, each on one line."""
    for call in ast.walk(program):
        if not isinstance(call, ast.Call) or _name(call.func) != BlueGreen.__name__:
            continue
        for given in call.keywords:
            value = given.value
            if (
                given.arg == "live"
                and isinstance(value, ast.Constant)
                and value.lineno == value.end_lineno
            ):
                yield value


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""
