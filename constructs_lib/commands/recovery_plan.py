"""Print the runbook of a recovery from a set."""

import argparse
import shlex
from pathlib import Path
from typing import Final

from .._program import command
from ..config import Platform
from ..recovery.kept_set import open_set
from ..recovery.runbook import runbook
from .environments import environment_of
from .pages import ArgumentsError

HELP: Final = "print how a lost cluster is recovered from a set of objects; change nothing"
EXAMPLES: Final = (
    ("--from sets > recovery.md", "from the newest complete set in the folder sets/"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the set and the environment."""
    parser.add_argument(
        "--from",
        dest="kept",
        type=Path,
        help="a set, or a folder of sets, of which the newest is used",
    )
    parser.add_argument("--environment", help="the environment (default: the first)")


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Print the steps as Markdown, without access to a cluster."""
    if options.kept is None:
        say = command("recovery-plan", "--from <set>", make="FROM=<set>")
        raise ArgumentsError(f"--from is missing; run `{say}` (docs/recovery.md)")
    environment = environment_of(platform, options.environment)
    recover = f"kubeflow-gitops recover --from {shlex.quote(str(options.kept))}"
    print(runbook(open_set(options.kept), platform, environment, recover=recover), end="")
    return 0
