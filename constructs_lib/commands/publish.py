"""Commit dist/ to the repository that Argo CD reads."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from ..config import Platform
from ..delivery import (
    Author,
    ForeignFileError,
    HandEditError,
    Publication,
    SourceRevision,
    counted,
    listed,
    publish,
    texts_of,
)

HELP: Final = "commit dist/ to the repository that Argo CD reads, and push it"
_DIST: Final = Path("dist")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to, and how."""
    parser.add_argument("repository", help="its URL or folder, as git takes it")
    parser.add_argument("--branch", help="by default the one that Argo CD follows")
    parser.add_argument(
        "--pull-request",
        action="store_true",
        help="push a branch of its own, to be merged into the other",
    )
    parser.add_argument(
        "--overwrite-hand-edits",
        action="store_true",
        help="undo what somebody changed there in files of ours",
    )
    parser.add_argument(
        "--source", help="the revision that dist/ was made from, by default the commit with it"
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Publish dist/ as it lies, and say what changed."""
    try:
        files = texts_of(_DIST)
    except ForeignFileError as error:
        raise ValueError(f"{_DIST} is published whole, but {error}; move it away") from None
    source = SourceRevision(options.source) if options.source else SourceRevision.of(_DIST)
    branch = options.branch or platform.repository.revision
    try:
        done = publish(
            files,
            repository=options.repository,
            source=source,
            branch=branch,
            pull_request=options.pull_request,
            overwrite_hand_edits=options.overwrite_hand_edits,
            author=_author(),
        )
    except HandEditError as error:
        print(error.diff, file=sys.stderr)
        raise
    _report(done, branch)
    return 0


def _author() -> Author:
    """Return whom the environment names, as git itself reads it."""
    default = Author()
    return Author(
        name=os.environ.get("GIT_AUTHOR_NAME") or default.name,
        email=os.environ.get("GIT_AUTHOR_EMAIL") or default.email,
    )


def _report(done: Publication, branch: str) -> None:
    if not done.commit:
        print(f"{branch}: nothing changed")
        return
    print(f"{done.branch}: {done.commit[:12]}, {counted(done.changes)}")
    if done.changes:
        print(listed(done.changes))
    if done.branch != branch:
        print(f"open a pull request from {done.branch} into {branch}")
