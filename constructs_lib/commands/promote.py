"""Let an environment run what the one before it runs."""

import argparse
from typing import Final

from ..config import Platform
from ..delivery import counted, listed, promote
from .terminal import marked, working

HELP: Final = "let an environment run what the one before it runs"
EXAMPLES: Final = (
    ("staging <repository> --dry-run", "what would move"),
    ("staging <repository>", "move it"),
)
EXITS: Final = {0: "moved, or nothing to move", 1: "an error; no branch has moved"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take which environment, and where."""
    parser.add_argument("environment", help="the one whose branch moves")
    parser.add_argument("repository", help="its URL or folder, as git takes it")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="BRANCH",
        help="by default the one that the environment before follows",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would move, and move nothing"
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Move the environment's branch, and say what moves with it."""
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
