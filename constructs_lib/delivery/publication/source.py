"""Identify the source of dist/."""

import re
from dataclasses import dataclass
from pathlib import Path

from .process import GitError, run, succeeds


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
        outside of a repository.
        """
        at = ("-C", str(folder))
        try:
            revision = run("rev-parse", "HEAD", at=at).decode().strip()
        except GitError as error:
            raise GitError(
                f"{folder} is not committed to a Git repository, so that what is published "
                f"could not be traced to its source; commit it, or name the source by "
                f"--source ({error})"
            ) from None
        if run("status", "--porcelain", "--untracked-files=all", "--", ".", at=at):
            raise ValueError(
                f"{folder} has uncommitted changes; commit them first, so that the published "
                "files can be traced to their source"
            )
        return cls(revision, folder)

    def precedes(self, other: str) -> bool:
        """Return whether a revision descends from this one, as far as the clone knows."""
        if self.clone is None or other == self.revision:
            return False
        order = ("--is-ancestor", "--", self.revision, other)
        return succeeds("merge-base", *order, at=("-C", str(self.clone)))
