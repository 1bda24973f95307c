"""A bare Git repository on this machine, in the place of k8s-app-configs."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from constructs_lib import Platform
from constructs_lib.delivery import SourceRevision, publish
from constructs_lib.platform import synthesize

_BRANCH: Final = "main"
_BARE: Final = "bare.git"
_SOMEBODY: Final = ("-c", "user.name=tests", "-c", "user.email=tests@example.com")


@dataclass(frozen=True)
class Repository:
    """A bare repository, and a clone beside it that shows what it holds."""

    folder: Path

    @property
    def url(self) -> str:
        """Return the address that Argo CD reads it by."""
        return (self.folder / _BARE).as_uri()

    @property
    def clone(self) -> Path:
        """Return the folder that holds what is published."""
        return self.folder / "clone"

    def publish(self, platform: Platform) -> str:
        """Publish a platform as `make publish` does; return the revision."""
        source = SourceRevision("tests")
        publish(synthesize(platform).files, repository=self.url, source=source)
        return self.pull()

    def pull(self) -> str:
        """Let the clone show what was published; return the revision."""
        self._git("pull", "--quiet", "origin", _BRANCH)
        return self._head()

    def commit(self, files: Mapping[str, str]) -> str:
        """Change files by hand, past the program; return the revision."""
        for path, text in files.items():
            (self.clone / path).write_text(text, encoding="utf-8")
        self._git(*_SOMEBODY, "commit", "--quiet", "--all", "--message", "Change by hand")
        self._git("push", "--quiet", "origin", _BRANCH)
        return self._head()

    def _head(self) -> str:
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *arguments: str) -> str:
        return _git(*arguments, folder=self.clone)


def repository(folder: Path) -> Repository:
    """Make an empty bare repository in a folder, and its clone."""
    folder.mkdir(parents=True)
    _git("init", "--quiet", "--bare", f"--initial-branch={_BRANCH}", _BARE, folder=folder)
    _git("init", "--quiet", f"--initial-branch={_BRANCH}", "clone", folder=folder)
    made = Repository(folder)
    _git("remote", "add", "origin", made.url, folder=made.clone)
    return made


def _git(*arguments: str, folder: Path) -> str:
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=True, text=True
    ).stdout
