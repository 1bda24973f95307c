"""The Git repository of dist/."""

import re
from dataclasses import dataclass
from typing import Final

from .checks import check_branch, check_no_credentials

# No character with a meaning to git, kustomize or Argo CD's patterns.
_FOLDERS: Final = re.compile(r"[A-Za-z0-9._/-]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class GitRepository:
    """The repository that CI commits dist/ to and Argo CD reads.

    url: as Argo CD uses it.
    revision: the branch or tag that Argo CD follows where an environment names none.
    path: the folder of the repository that holds dist/, such as `clusters/prod`; by default
    the repository's root.
    Raises ValueError for an invalid URL or one with credentials, for a revision that git
    would not take, and for a path that leads out of the repository or into hidden folders.
    """

    url: str = "https://git.example.com/platform/k8s-app-configs.git"
    revision: str = "main"
    path: str = ""

    def __post_init__(self) -> None:
        if "://" not in self.url and "@" not in self.url:
            raise ValueError(
                f"repository must be a URL such as "
                f"'https://git.example.com/platform/k8s-app-configs.git', got {self.url!r}"
            )
        check_no_credentials(self.url, "repository")
        if not self.revision:
            raise ValueError("revision is empty; name a branch or tag such as 'main'")
        check_branch(self.revision, "revision of the repository")
        check_folder(self.path, "path of the repository")

    def within(self, path: str) -> str:
        """Return a path of dist/ relative to the repository's root."""
        return f"{self.path}/{path}" if self.path else path


def check_folder(path: str, what: str) -> None:
    """Refuse a path that is no folder of a repository; an empty one is its root."""
    try:
        if path:
            # A review's branch is named after it.
            check_branch(path, what)
    except ValueError:
        known = False
    else:
        known = _FOLDERS.fullmatch(path) is not None
    if not known:
        raise ValueError(
            f"{what} must be a folder such as 'clusters/prod', of letters, digits, '-', '_' "
            f"and '.', without '/' at either end; got {path!r}"
        )
