"""Check that dist/ is up to date and that the tests pass."""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..delivery import Changes, ForeignFileError, changes_between, texts_of
from ..platform import synthesize
from .dist import output_folder
from .pages import ArgumentsError
from .terminal import marked, working
from .whole_synthesis import listed

HELP: Final = "check that dist/ is up to date and that the tests pass; write nothing"
EXAMPLES: Final = (
    ("", "what a pull request must pass"),
    ("--no-tests", "check dist/ only, such as before a commit"),
)
EXITS: Final = {
    0: "dist/ is up to date and the tests pass",
    1: "dist/ is outdated, or a test fails",
}
_TESTS: Final = Path("tests")
_NO_TESTS_FOUND: Final = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the tests."""
    parser.add_argument(
        "--tests",
        type=Path,
        help="the folder of the tests, snapshots among them, that pytest runs "
        f"(default: {_TESTS}, where it is)",
    )
    parser.add_argument("--no-tests", action="store_true", help="check dist/ only")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Return 0 where dist/ is up to date and the tests pass, else 1; both are always asked."""
    fresh = _is_fresh(platform)
    return 0 if _pass(options) and fresh else 1


def _is_fresh(platform: Platform) -> bool:
    root = output_folder()
    try:
        there = texts_of(root)
    except ForeignFileError as error:
        raise ValueError(f"{root} is outdated: {error}; move it away") from None
    with working("synthesizing"):
        changes = changes_between(there, synthesize(platform).files)
    if not changes:
        print(f"{root} is up to date", flush=True)
        return True
    print(f"{root} is outdated: {_counted(changes)}")
    print(marked(listed(changes)))
    print(f"run `{command('synth')}`, review the diff and commit it", flush=True)
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
    tests = options.tests or _TESTS
    if not tests.is_dir():
        if options.tests:
            raise ArgumentsError(f"--tests must be a folder, and {tests} is none")
        print(f"no tests: {tests} is no folder")
        return True
    if find_spec("pytest") is None:
        raise ValueError(
            f"{tests} has tests, but pytest is not installed; "
            f"pip install 'kubeflow-gitops[testing]', or leave them out by --no-tests"
        )
    asked = [sys.executable, "-m", "pytest", str(tests)]
    done = subprocess.run(asked, check=False)  # noqa: S603 - no shell takes part
    return done.returncode in (0, _NO_TESTS_FOUND)
