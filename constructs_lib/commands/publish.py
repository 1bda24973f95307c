"""Commit dist/ to the repository that Argo CD reads."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from ..config import GitRepository, Platform
from ..config.checks import check_known
from ..delivery import (
    Author,
    ForeignFileError,
    HandEditError,
    Publication,
    SourceRevision,
    counted,
    goes_to,
    listed,
    publish,
    texts_of,
)
from .terminal import marked, working

HELP: Final = "commit dist/ to the repository that Argo CD reads, and push it"
EXAMPLES: Final = (
    ("https://git.example.com/platform/k8s-app-configs.git", "commit and push"),
    ("<repository> --pull-request", "push a branch to review"),
    ("<repository> --overwrite-hand-edits", "undo what somebody changed in files of ours"),
)
EXITS: Final = {
    0: "published, or nothing differs",
    1: "an error; the repository is as it was",
}
_DIST: Final = Path("dist")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to, and how."""
    parser.add_argument("repository", help="its URL or folder, as git takes it")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--environment", help="publish what goes to this environment's own repository"
    )
    which.add_argument(
        "--profiles", action="store_true", help="publish what goes to the profiles' repository"
    )
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
    """Publish dist/ as it lies, or what of it goes to a repository; say what changed."""
    place = _place(platform, options)
    try:
        files = texts_of(_DIST)
    except ForeignFileError as error:
        raise ValueError(f"{_DIST} is published whole, but {error}; move it away") from None
    chosen = {path: text for path, text in files.items() if goes_to(platform, place, path)}
    if files and not chosen:
        raise ValueError(
            "nothing of dist/ goes to the platform's repository: its environments have their "
            "own; name one by --environment"
        )
    source = SourceRevision(options.source) if options.source else SourceRevision.of(_DIST)
    branch = options.branch or place.revision
    try:
        with working("publishing"):
            done = publish(
                chosen,
                repository=options.repository,
                source=source,
                branch=branch,
                path=place.path,
                pull_request=options.pull_request,
                overwrite_hand_edits=options.overwrite_hand_edits,
                author=_author(),
            )
    except HandEditError as error:
        print(error.diff, file=sys.stderr)
        raise
    _report(done, branch)
    return 0


def _place(platform: Platform, options: argparse.Namespace) -> GitRepository:
    """Return the repository that is meant, as main.py has it."""
    if options.profiles:
        if platform.profiles_repository is None:
            raise ValueError(
                "profiles go where the environments do; decide for another repository by "
                "Platform(profiles_repository=GitRepository(...)), or leave --profiles out"
            )
        return platform.profiles_repository
    if options.environment is None:
        return platform.repository
    environments = {each.name: each for each in platform.environments}
    check_known(options.environment, environments, "environment")
    return platform.repository_of(environments[options.environment])


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
        print(marked(listed(done.changes)))
    if done.branch != branch:
        print(f"open a pull request from {done.branch} into {branch}")
