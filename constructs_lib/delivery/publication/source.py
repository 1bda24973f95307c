"""Identify the source of dist/."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .process import GitError, run, succeeds

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """The source of dist/: a revision, and the clone with its history."""

    revision: str
    clone: Path | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\s\0]+", self.revision):
            raise ValueError(
                "a source revision must be one word, such as a commit's hash; got "
                f"{self.revision!r}"
            )

    @classmethod
    def of(cls, folder: Path) -> "SourceRevision":
        """Return the commit that contains a folder in its current state.

        Raises ValueError for a folder that differs from the commit, and GitError for one
        outside of a repository, or in one without any commit.
        """
        at = ("-C", str(folder))
        try:
            run("rev-parse", "--git-dir", at=at)
        except GitError as error:
            raise GitError(
                f"{folder} is not committed to a Git repository, so that what is published "
                f"could not be traced to its source; commit it, or name the source by "
                f"--source ({error})"
            ) from None
        try:
            revision = run("rev-parse", "--verify", "HEAD", at=at).decode().strip()
        except GitError:
            raise GitError(f"no commit yet; commit {folder}/ first") from None
        if run("status", "--porcelain", "--untracked-files=all", "--", ".", at=at):
            raise ValueError(
                f"{folder} has uncommitted changes; commit them first, so that the published "
                "files can be traced to their source"
            )
        return cls(revision, folder)

    @classmethod
    def named(cls, revision: str, folder: Path) -> "SourceRevision":
        """Return a revision as the commit that it names in the Git repository of a folder.

        Outside of a Git repository it stays as it is.
        Raises ValueError for a revision that names no commit there.
        """
        source = cls(revision)
        at = ("-C", str(folder))
        if not succeeds("rev-parse", "--git-dir", at=at):
            return source
        try:
            name = f"{revision}^{{commit}}"
            found = run("rev-parse", "--verify", "--end-of-options", name, at=at)
        except GitError:
            raise ValueError(
                f"the source {revision!r} names no commit in the Git repository of {folder}; "
                "fetch it, or name a commit, branch or tag that is there"
            ) from None
        return cls(found.decode().strip(), folder)

    def precedes(self, other: str) -> bool:
        """Return whether a revision descends from this one, as far as the clone knows."""
        if self.clone is None or other == self.revision:
            return False
        order = ("--is-ancestor", "--", self.revision, other)
        return succeeds("merge-base", *order, at=("-C", str(self.clone)))

    def lacks(self, other: str) -> bool:
        """Return whether the clone has its full history, but not another commit."""
        if self.clone is None or not _COMMIT.fullmatch(other):
            return False
        at = ("-C", str(self.clone))
        if run("rev-parse", "--is-shallow-repository", at=at).strip() == b"true":
            return False
        return not succeeds("cat-file", "-e", f"{other}^{{commit}}", at=at)
