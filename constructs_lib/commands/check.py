"""Check what a pull request must pass: dist/ is fresh, and the tests hold."""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..delivery import Changes, changes_between, texts_of
from ..platform import synthesize
from .synth import listed, output_folder
from .terminal import marked, working

HELP: Final = "check that dist/ is what is synthesized, and that the tests hold; write nothing"
EXAMPLES: Final = (
    ("", "what a pull request must pass"),
    ("--no-tests", "dist/ alone, as before a commit"),
)
EXITS: Final = {0: "dist/ is fresh and the tests pass", 1: "something of it is not so"}
_NO_TESTS_FOUND: Final = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where the tests are, if any are wanted."""
    parser.add_argument(
        "--tests",
        type=Path,
        default=Path("tests"),
        help="the folder of the tests, snapshots among them, that pytest runs "
        "(default: %(default)s)",
    )
    parser.add_argument("--no-tests", action="store_true", help="look at dist/ alone")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Return 0 where dist/ is fresh and the tests pass, else 1; both are always asked."""
    fresh = _is_fresh(platform)
    return 0 if _pass(options) and fresh else 1


def _is_fresh(platform: Platform) -> bool:
    root = output_folder()
    with working("synthesizing"):
        changes = changes_between(texts_of(root), synthesize(platform).files)
    if not changes:
        print(f"{root} is fresh", flush=True)
        return True
    print(f"{root} is not what is synthesized: {_counted(changes)}")
    print(marked(listed(changes)))
    print(f"write it by `{command('synth')}`, read the difference and commit it", flush=True)
    return False


def _counted(changes: Changes) -> str:
    counts = (
        (len(changes.added), "missing"),
        (len(changes.changed), "changed"),
        (len(changes.removed), "too many"),
    )
    return ", ".join(f"{number} {what}" for number, what in counts if number)


def _pass(options: argparse.Namespace) -> bool:
    if options.no_tests:
        return True
    if not options.tests.is_dir():
        print(f"there are no tests: {options.tests} is no folder")
        return True
    if find_spec("pytest") is None:
        raise ValueError(
            f"{options.tests} has tests, but pytest is not installed; "
            f"pip install 'kubeflow-gitops[testing]', or leave them out by --no-tests"
        )
    tests = [sys.executable, "-m", "pytest", str(options.tests)]
    done = subprocess.run(tests, check=False)  # noqa: S603 - no shell takes part
    return done.returncode in (0, _NO_TESTS_FOUND)
