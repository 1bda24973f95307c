"""Promote an environment to the revision of the one before it."""

import argparse
from typing import Final

from ..config import Platform
from ..delivery import counted, listed, promote
from .terminal import marked, working

HELP: Final = "promote an environment to the revision of the one before it"
EXAMPLES: Final = (
    ("staging <repository> --dry-run", "what would be promoted"),
    ("staging <repository>", "move it"),
)
EXITS: Final = {0: "promoted, or nothing to promote", 1: "an error; no branch has moved"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the environment and the repository."""
    parser.add_argument("environment", help="the environment to promote")
    parser.add_argument("repository", help="the repository's URL or folder, as git accepts it")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="BRANCH",
        help="the branch to promote from (default: the one that the previous environment "
        "follows)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="show what would be promoted, and change nothing",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Update the environment's branch, and report the changes."""
    with working("promoting"):
        done = promote(
            platform,
            options.environment,
            repository=options.repository,
            source=options.source,
            dry_run=options.dry_run,
        )
    if not done:
        print(f"{done.branch}: nothing to promote from {done.source}")
        return 0
    steps = f"{done.old[:12]} → {done.new[:12]}" if done.old else f"new at {done.new[:12]}"
    would = "would move: " if options.dry_run else ""
    print(f"{would}{done.branch}: {steps}, {counted(done.changes)}")
    if done.changes:
        print(marked(listed(done.changes)))
    if done.others:
        print(f"and {done.others} files that {options.environment} does not read")
    return 0
