"""What dist/ was made from."""

import re
from dataclasses import dataclass
from pathlib import Path

from .process import run, succeeds


@dataclass(frozen=True, slots=True)
class SourceRevision:
    """What dist/ was made from: a revision, and the clone that knows what came before it."""

    revision: str
    clone: Path | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[^\s\0]+", self.revision):
            raise ValueError(
                f"a source revision is one word, such as a commit's hash; "
                f"got {self.revision!r}"
            )

    @classmethod
    def of(cls, folder: Path) -> "SourceRevision":
        """Return the commit that holds a folder as it lies.

        Raises ValueError for a folder that differs from the commit, and GitError for one that
        is in no repository.
        """
        at = ("-C", str(folder))
        revision = run("rev-parse", "HEAD", at=at).decode().strip()
        if run("status", "--porcelain", "--untracked-files=all", "--", ".", at=at):
            raise ValueError(
                f"{folder} differs from what is committed; commit it first, so that who reads "
                f"the repository finds its source"
            )
        return cls(revision, folder)

    def precedes(self, other: str) -> bool:
        """Return whether the clone knows another revision to be made from this one."""
        if self.clone is None or other == self.revision:
            return False
        order = ("--is-ancestor", "--", self.revision, other)
        return succeeds("merge-base", *order, at=("-C", str(self.clone)))
