"""A bare Git repository on this machine, in the place of k8s-app-configs."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from constructs_lib import Platform
from constructs_lib.platform import synthesize

_BRANCH: Final = "main"
_COMMITTER: Final = ("-c", "user.name=tests", "-c", "user.email=tests@example.com")


@dataclass(frozen=True)
class Repository:
    """A bare repository, and a clone beside it that commits are made in."""

    folder: Path

    @property
    def url(self) -> str:
        """Return the address that Argo CD reads it by."""
        return (self.folder / "bare.git").as_uri()

    @property
    def clone(self) -> Path:
        """Return the folder that holds what is published."""
        return self.folder / "clone"

    def publish(self, platform: Platform) -> str:
        """Commit what a platform is synthesized to, and nothing else; return the revision."""
        self._git("rm", "-r", "--quiet", "--ignore-unmatch", ".")
        return self.commit(synthesize(platform).files)

    def commit(self, files: Mapping[str, str]) -> str:
        """Commit files over those there are; return the revision."""
        for path, text in files.items():
            target = self.clone / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self._git("add", "--all")
        self._git(*_COMMITTER, "commit", "--quiet", "--message", "What is wanted now")
        self._git("push", "--quiet", "origin", _BRANCH)
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=self.clone, capture_output=True, check=True, text=True
        ).stdout


def repository(folder: Path) -> Repository:
    """Make an empty bare repository in a folder, and its clone."""
    folder.mkdir(parents=True)
    for arguments in (
        ("init", "--quiet", "--bare", f"--initial-branch={_BRANCH}", "bare.git"),
        ("clone", "--quiet", "bare.git", "clone"),
        ("-C", "clone", "symbolic-ref", "HEAD", f"refs/heads/{_BRANCH}"),
    ):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    return Repository(folder)
