"""Bare repositories on disk, in place of the one that dist/ is published to."""

import os
import subprocess
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from constructs_lib.delivery.publication import Author, Publication, SourceRevision, publish

FILE, PROGRAM, LINK = "100644", "100755", "120000"
FILES = {
    "apps/kubeflow.yaml": "kind: Application\nmetadata:\n  name: kubeflow\n",
    "kubeflow/base/app.yaml": "kind: Deployment\nmetadata:\n  name: app\nspec: 1\n",
    "kubeflow/base/old.yaml": "kind: Service\nmetadata:\n  name: old\n",
}
APP, OLD = "kubeflow/base/app.yaml", "kubeflow/base/old.yaml"
CHANGED = FILES | {APP: FILES[APP].replace("1", "2")}
EDITED = FILES[APP].replace("1", "7").encode()
FOREIGN = {
    "apps/nginx.yaml": b"kind: Application # ours, says the other team\r\n",
    "apps/bookinfo.yaml": b"\xff\xfe no text at all\n\n\n",
    "with space/new\nline.yaml": b"a: 1",
    '"quoted".yaml': b"",
}


def without(path: str) -> dict[str, str]:
    """Return FILES but one."""
    return {key: value for key, value in FILES.items() if key != path}


@dataclass(frozen=True)
class Repository:
    """A bare repository, and what other people do to it."""

    path: Path

    def git(self, *arguments: str | Path, data: bytes | None = None) -> bytes:
        command = ["git", f"--git-dir={self.path}", *arguments]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout

    def change(
        self,
        files: Mapping[str, bytes | None],
        *,
        mode: str = FILE,
        branch: str = "main",
        upon: str | None = None,
    ) -> str:
        """Commit files, or links, as another person does; one without content is deleted.

        upon: the branch to begin with, by default the one that is changed.
        """
        start = f"refs/heads/{upon or branch}"
        lines = [
            f"commit refs/heads/{branch}".encode(),
            b"committer Somebody <somebody@example.com> now",
            b"data 7\nBy hand",
        ]
        if self.git("for-each-ref", start):
            lines.append(f"from {start}^0".encode())
        for path, data in files.items():
            name = b'"%b"' % path.replace('"', r"\"").replace("\n", r"\n").encode()
            if data is None:
                lines.append(b"D " + name)
            else:
                head = f"M {mode} inline ".encode() + name
                lines += [head, b"data %d" % len(data), data]
        self.git("fast-import", "--quiet", "--date-format=now", data=b"\n".join([*lines, b""]))
        return self.head(branch)

    def head(self, branch: str = "main") -> str:
        return self.git("rev-parse", f"refs/heads/{branch}").decode().strip()

    def heads(self) -> set[str]:
        return set(self.git("for-each-ref", "--format=%(refname:short)").decode().split())

    def count(self, branch: str = "main") -> int:
        return int(self.git("rev-list", "--count", branch))

    def log(self, layout: str, branch: str = "main") -> str:
        """Return what git tells of the last commit, in its own words for a layout."""
        return self.git("log", "-1", f"--format={layout}", branch).decode().strip()

    def tree(self, branch: str = "main") -> set[str]:
        """Return a line for each file, with its rights and content's name."""
        return set(self.git("ls-tree", "-r", branch).decode().splitlines())

    def files(self, branch: str = "main") -> dict[str, bytes]:
        """Return every file of a branch, read by git itself."""
        with tarfile.open(fileobj=BytesIO(self.git("archive", branch))) as archive:
            return {
                member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
                for member in archive
                if member.isfile()
            }

    def published(self, branch: str = "main") -> dict[str, str]:
        """Return our files of a branch: neither those of others nor the list."""
        return {
            path: data.decode()
            for path, data in self.files(branch).items()
            if path not in FOREIGN and not path.startswith(".kubeflow-gitops/")
        }

    def others(self, branch: str = "main") -> dict[str, bytes]:
        """Return the files of others on a branch."""
        return {path: data for path, data in self.files(branch).items() if path in FOREIGN}

    def hook(self, name: str, script: str) -> None:
        """Let the repository's server run a script, as servers do upon a push."""
        hook = self.path / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)


@pytest.fixture(autouse=True)
def nobodys_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read nobody's configuration of git, and be nobody's hook."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "a repository.git")
    repository.git("init", "--quiet", "--bare", "--template=", "--initial-branch=main")
    return repository


@pytest.fixture
def repository(empty: Repository) -> Repository:
    """Return a repository with other people's files."""
    empty.change(FOREIGN)
    return empty


Publish = Callable[..., Publication]


@pytest.fixture
def publish_to() -> Publish:
    """Return a function that publishes FILES, or others, to a repository."""

    def _publish(
        repository: Repository,
        files: Mapping[str, str] = FILES,
        *,
        source: str = "1a2b3c4d5e6f7a8b",
        **options: object,
    ) -> Publication:
        return publish(
            files,
            repository=str(repository.path),
            source=SourceRevision(source),
            author=Author("CI", "ci@example.com"),
            **options,
        )

    return _publish
