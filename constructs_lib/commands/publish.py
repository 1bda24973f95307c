"""Commit dist/ to the repository that Argo CD reads."""

import argparse
import os
import sys
from typing import Final

from ..config import GitRepository, Platform
from ..delivery import (
    Author,
    ForeignFileError,
    HandEditError,
    Publication,
    Signing,
    SourceRevision,
    counted,
    goes_to,
    listed,
    publish,
    texts_of,
)
from .dist import existing_dist
from .environments import environment_of
from .pages import ArgumentsError
from .terminal import marked, working

HELP: Final = "commit dist/ to the repository that Argo CD reads, and push it"
EXAMPLES: Final = (
    ("https://git.example.com/platform/k8s-app-configs.git", "commit and push"),
    ("<repository> --sign-ssh ~/.ssh/platform", "sign the commit"),
    ("<repository> --pull-request", "push a branch to review"),
    ("<repository> --overwrite-hand-edits", "discard manual edits of generated files"),
)
EXITS: Final = {
    0: "published, or nothing changed",
    1: "an error; the repository is unchanged",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options for the repository and the branch."""
    parser.add_argument("repository", help="the repository's URL or folder, as git accepts it")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--environment", help="publish the files of this environment's own repository"
    )
    which.add_argument(
        "--profiles", action="store_true", help="publish the files of the profiles' repository"
    )
    parser.add_argument(
        "--branch", help="the branch to publish to (default: the one that Argo CD follows)"
    )
    parser.add_argument(
        "--pull-request",
        action="store_true",
        help="push a branch for review instead",
    )
    parser.add_argument(
        "--overwrite-hand-edits",
        action="store_true",
        help="discard manual edits of generated files there",
    )
    parser.add_argument(
        "--replace-other-source",
        action="store_true",
        help="replace what was published from a commit that this Git repository lacks",
    )
    parser.add_argument(
        "--sign-ssh",
        metavar="FILE",
        help="sign the commit with this SSH key, and verify it before the push",
    )
    parser.add_argument(
        "--sign-gpg",
        metavar="ID",
        help="the same with a GPG key, by its long id or fingerprint",
    )
    parser.add_argument(
        "--source",
        help="the revision that dist/ was made from (default: the commit that contains it)",
    )


def run(platform: Platform, options: argparse.Namespace) -> int:
    """Publish dist/ as it is, or one repository's part of it; report the changes."""
    place = _place(platform, options)
    dist = existing_dist()
    try:
        files = texts_of(dist)
    except ForeignFileError as error:
        raise ValueError(
            f"{dist} must be published whole, but {error}; move it away"
        ) from None
    chosen = {path: text for path, text in files.items() if goes_to(platform, place, path)}
    if files and not chosen:
        raise ValueError(
            "no file of dist/ belongs to the platform's repository, since its environments "
            "have their own; name one by --environment"
        )
    source = (
        SourceRevision.named(options.source, dist)
        if options.source
        else SourceRevision.of(dist)
    )
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
                replace_other_source=options.replace_other_source,
                author=_author(),
                signing=_signing(options),
            )
    except HandEditError as error:
        print(error.diff, file=sys.stderr)
        raise
    _report(done, branch)
    return 0


def _place(platform: Platform, options: argparse.Namespace) -> GitRepository:
    """Return the chosen repository, as main.py defines it."""
    if options.profiles:
        if platform.profiles_repository is None:
            raise ArgumentsError(
                "profiles have no repository of their own; set one by "
                "Platform(profiles_repository=GitRepository(...)), or leave --profiles out"
            )
        return platform.profiles_repository
    if not options.environment:
        return platform.repository
    return platform.repository_of(environment_of(platform, options.environment))


def _signing(options: argparse.Namespace) -> Signing | None:
    """Return the key that signs the commit, if one is named."""
    if options.sign_ssh and options.sign_gpg:
        raise ArgumentsError(
            "a commit has one signature: name --sign-ssh or --sign-gpg, not both"
        )
    if options.sign_ssh:
        return Signing(by="ssh", key=options.sign_ssh)
    return Signing(by="gpg", key=options.sign_gpg) if options.sign_gpg else None


def _author() -> Author:
    """Return the author from git's environment variables."""
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
