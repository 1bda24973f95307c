"""Bare repositories on disk, in place of the one that dist/ is published to."""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from constructs_lib.delivery.publication import Author, Publication, SourceRevision, publish

FILES = {
    "apps/kubeflow.yaml": "kind: Application\nmetadata:\n  name: kubeflow\n",
    "kubeflow/base/app.yaml": "kind: Deployment\nmetadata:\n  name: app\nspec: 1\n",
    "kubeflow/base/old.yaml": "kind: Service\nmetadata:\n  name: old\n",
}
FOREIGN = {
    "apps/nginx.yaml": b"kind: Application # ours, says the other team\r\n",
    "apps/bookinfo.yaml": b"\xff\xfe no text at all\n\n\n",
    "with space/new\nline.yaml": b"a: 1",
    '"quoted".yaml': b"",
}


@dataclass(frozen=True)
class Repository:
    """A bare repository, and what people do to it from clones of their own."""

    path: Path

    def git(self, *arguments: str | Path, data: bytes | None = None) -> str:
        return self.run("git", f"--git-dir={self.path}", *arguments, data=data).decode()

    @staticmethod
    def run(*arguments: str | Path, data: bytes | None = None) -> bytes:
        return subprocess.run(arguments, input=data, capture_output=True, check=True).stdout

    def change(
        self,
        files: Mapping[str, bytes | None],
        *,
        links: Mapping[str, str] | None = None,
        branch: str = "main",
        message: str = "By hand",
        base: str | None = None,
    ) -> str:
        """Commit files (None: deleted) and links as another person does, and push."""
        clone = self.path.parent / f"clone-{len(list(self.path.parent.iterdir()))}"
        self.run("git", "clone", "--quiet", self.path, clone)
        start = base or branch
        if f"refs/heads/{start}" in self.git("for-each-ref"):
            self.run(
                "git", "-C", clone, "checkout", "--quiet", "-B", branch, f"origin/{start}"
            )
        else:
            self.run("git", "-C", clone, "checkout", "--quiet", "--orphan", branch)
        for path, data in files.items():
            file = clone / path
            if data is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for path, target in (links or {}).items():
            (clone / path).unlink(missing_ok=True)
            (clone / path).parent.mkdir(parents=True, exist_ok=True)
            (clone / path).symlink_to(target)
        self.run("git", "-C", clone, "add", "--all")
        self.run("git", "-C", clone, "commit", "--quiet", "--allow-empty", "-m", message)
        self.run("git", "-C", clone, "push", "--quiet", "origin", branch)
        return self.head(branch)

    def head(self, branch: str = "main") -> str:
        return self.git("rev-parse", f"refs/heads/{branch}").strip()

    def heads(self) -> set[str]:
        return set(self.git("for-each-ref", "--format=%(refname:short)").split())

    def count(self, branch: str = "main") -> int:
        return int(self.git("rev-list", "--count", branch))

    def message(self, branch: str = "main") -> str:
        return self.git("log", "-1", "--format=%B", branch).strip()

    def files(self, branch: str = "main") -> dict[str, bytes]:
        """Return every file of a branch, read by git itself."""
        names = self.git("ls-tree", "-r", "-z", "--name-only", branch).split("\0")[:-1]
        show = ("git", f"--git-dir={self.path}", "show")
        return {name: self.run(*show, f"{branch}:{name}") for name in names}

    def published(self, branch: str = "main") -> dict[str, str]:
        """Return our files of a branch: neither those of others nor the list."""
        return {
            path: data.decode()
            for path, data in self.files(branch).items()
            if path not in FOREIGN and not path.startswith(".kubeflow-gitops/")
        }

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
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Somebody")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "somebody@example.com")


@pytest.fixture
def empty(tmp_path: Path) -> Repository:
    path = tmp_path / "git" / "a repository.git"
    Repository.run("git", "init", "--quiet", "--bare", "--initial-branch=main", path)
    return Repository(path)


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
