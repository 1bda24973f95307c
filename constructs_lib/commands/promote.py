"""Promote environments to the revision of the one before them."""

import argparse
import sys
from typing import Final

from ..config import Platform
from ..delivery import (
    Promotion,
    TooEarlyError,
    UnhealthyError,
    counted,
    listed,
    promote,
    promote_rings,
)
from .environments import environment_of
from .pages import ArgumentsError
from .terminal import error, marked, working

TOO_EARLY: Final = 3
UNHEALTHY: Final = 4
HELP: Final = "promote an environment to the revision of the one before it"
EXAMPLES: Final = (
    ("staging <repository> --dry-run", "what would be promoted"),
    ("staging <repository>", "move it"),
    (
        "--rings <repository>",
        "move every environment that waits for another, where its gate allows",
    ),
)
EXITS: Final = {
    0: "promoted, or nothing to promote",
    1: "an error; no branch has moved, except with --rings those that the error names",
    TOO_EARLY: "the environment before has not run the commit for long enough; with --rings "
    "waiting is not a failure",
    UNHEALTHY: "the environment before was not healthy, or its Prometheus gave no answer",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the environment and the repository."""
    parser.add_argument("environment", nargs="?", help="the environment to promote")
    parser.add_argument("repository", help="the repository's URL or folder, as git accepts it")
    parser.add_argument(
        "--rings",
        action="store_true",
        help="promote every environment with `after`, up to the first one for which the "
        "environment before is not healthy",
    )
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
    """Update the branch of an environment, or of several, and report the changes."""
    if options.rings:
        return _rings(platform, options)
    if not options.environment:
        raise ArgumentsError("name the environment to promote, or give --rings")
    environment = environment_of(platform, options.environment)
    try:
        with working("promoting"):
            done = promote(
                platform,
                environment.name,
                repository=options.repository,
                source=options.source,
                dry_run=options.dry_run,
            )
    except (TooEarlyError, UnhealthyError) as refused:
        print(error(str(refused)), file=sys.stderr)
        return UNHEALTHY if isinstance(refused, UnhealthyError) else TOO_EARLY
    _report(done, environment.name, dry_run=options.dry_run)
    return 0


def _rings(platform: Platform, options: argparse.Namespace) -> int:
    if options.environment is not None or options.source is not None:
        raise ArgumentsError(
            "--rings promotes every environment that waits for another, from the one before "
            "it; leave out the environment and --from"
        )
    with working("promoting"):
        rings = promote_rings(platform, repository=options.repository, dry_run=options.dry_run)
    code = 0
    for ring in rings:
        if ring.promotion is not None:
            _report(ring.promotion, ring.environment, dry_run=options.dry_run)
        elif ring.unhealthy:
            print(error(f"{ring.environment}: {ring.refusal}"), file=sys.stderr)
            code = UNHEALTHY
        else:
            print(f"{ring.environment} waits: {ring.refusal}")
    return code


def _report(done: Promotion, environment: str, *, dry_run: bool) -> None:
    if not done:
        print(f"{done.branch}: nothing to promote from {done.source}")
        return
    steps = f"{done.old[:12]} → {done.new[:12]}" if done.old else f"new at {done.new[:12]}"
    would = "would move: " if dry_run else ""
    print(f"{would}{done.branch}: {steps}, {counted(done.changes)}")
    if done.changes:
        print(marked(listed(done.changes)))
    if done.others:
        print(f"and {done.others} files that {environment} does not read")
