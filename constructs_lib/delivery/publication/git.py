"""Read trees and create commits with git, without a work tree.

Nothing of the repository is checked out: no link is followed, no line ending, filter or hook
applies, and files that a commit does not name stay unchanged, byte for byte.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .process import GitError, run, succeeds
from .signing import Signing

# git's own value for an unlimited depth.
ALL: Final = 2**31 - 1

_AUTHOR: Final = re.compile(r"[^<>\n\0]*[^<>\s\0][^<>\n\0]*")


@dataclass(frozen=True, slots=True)
class Author:
    """The author of commits. Raises ValueError for values that git does not accept."""

    name: str = "kubeflow-gitops"
    email: str = "kubeflow-gitops@localhost"

    def __post_init__(self) -> None:
        for what, value in (("name", self.name), ("e-mail address", self.email)):
            if not _AUTHOR.fullmatch(value):
                raise ValueError(
                    f"an author's {what} must be one line of text without '<' and '>', such "
                    f"as 'CI' and 'ci@example.com'; got {value!r}"
                )


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a tree."""

    mode: str
    object_id: str

    @property
    def is_file(self) -> bool:
        """Return whether this is a file, neither a link nor a submodule."""
        return self.mode in ("100644", "100755")


class Git:
    """A clone of a repository that contains only what was fetched.

    below: the folder of the repository to which paths are relative; its root if empty.
    """

    def __init__(self, folder: Path, *, remote: str, below: str = "") -> None:
        self._at = ("--git-dir", str(folder))
        self._remote = remote
        self._below = f"{below}/" if below else ""
        self._run("init", "--quiet", "--bare", "--template=")

    def heads(self) -> Mapping[str, str]:
        """Return the current commit of every branch of the repository."""
        told = self._run("ls-remote", "--heads", "--", self._remote).decode()
        pairs = (line.split("\t") for line in told.splitlines())
        return {name.removeprefix("refs/heads/"): commit for commit, name in pairs}

    def tags(self, prefix: str) -> Mapping[str, str]:
        """Return the commits of the tags that begin with this, by name."""
        pattern = f"refs/tags/{prefix}*"
        told = self._run("ls-remote", "--tags", "--", self._remote, pattern).decode()
        pairs = (line.split("\t") for line in told.splitlines())
        # An annotated tag has a second line, with the commit.
        return {
            name.removeprefix("refs/tags/").removesuffix("^{}"): commit
            for commit, name in pairs
        }

    def fetch(self, branch: str, *, depth: int) -> str:
        """Fetch a branch with this number of commits; return its head."""
        options = ("--quiet", "--no-tags", "--no-recurse-submodules", f"--depth={depth}")
        self._run("fetch", *options, "--", self._remote, f"refs/heads/{branch}")
        return self._run("rev-parse", "FETCH_HEAD").decode().strip()

    def entries(self, commit: str) -> Mapping[str, Entry]:
        """Return everything but folders in a commit's tree, by path.

        Raises ValueError if the folder to which paths are relative is not a folder.
        """
        entries = {}
        for line in self._run("ls-tree", "-r", "-z", commit).split(b"\0")[:-1]:
            meta, path = line.split(b"\t", 1)
            mode, _, object_id = meta.decode().split()
            found = os.fsdecode(path)
            if self._below.startswith(f"{found}/"):
                raise ValueError(
                    f"{found!r} in the repository is a file, a link or a repository of its "
                    f"own, but a folder is needed there for {self._below!r}; move it "
                    f"away first"
                )
            if found.startswith(self._below):
                entries[found.removeprefix(self._below)] = Entry(mode, object_id)
        return entries

    def contents(self, entries: Mapping[str, Entry]) -> Mapping[str, bytes]:
        """Return the contents of files; of a link its target, of a submodule nothing."""
        wanted = [entry.object_id for entry in entries.values() if entry.mode != "160000"]
        answer = self._run("cat-file", "--batch", data="\n".join(wanted).encode())
        blobs = dict(_blobs(answer))
        return {path: blobs.get(entry.object_id, b"") for path, entry in entries.items()}

    def last_change(self, commit: str, path: str) -> str:
        """Return the last commit that changed a file."""
        return self._run("rev-list", "-1", commit, "--", self._below + path).decode().strip()

    def tree(self, commit: str) -> str:
        """Return the hash of a commit's tree, which is equal for equal files."""
        return self._run("rev-parse", f"{commit}^{{tree}}").decode().strip()

    def committed(self, commit: str) -> int:
        """Return when a commit was made, in seconds since 1970."""
        return int(self._run("log", "-1", "--no-show-signature", "--format=%ct", commit))

    def trailer(self, commit: str, key: str) -> str:
        """Return the value of a trailer in a commit's message, "" if it has none."""
        layout = f"--format=%(trailers:key={key},valueonly)"
        return self._run("log", "-1", "--no-show-signature", layout, commit).decode().strip()

    def commits_between(self, old: str, new: str) -> int:
        """Return the number of commits from one to the other."""
        return int(self._run("rev-list", "--count", f"{old}..{new}"))

    def leads_to(self, old: str, new: str) -> bool:
        """Return whether a commit is an ancestor of another."""
        return succeeds("merge-base", "--is-ancestor", old, new, at=self._at)

    def commit(
        self,
        *,
        parent: str | None,
        files: Mapping[str, bytes],
        removed: Iterable[str],
        message: str,
        author: Author,
    ) -> str:
        """Create a commit that changes these files of its parent; return its hash."""
        who = f"{author.name} <{author.email}> now"
        text = message.encode()
        lines = [
            b"commit refs/heads/new",
            f"committer {who}".encode(),
            b"data %d" % len(text),
            text,
            *([f"from {parent}".encode()] if parent else []),
            *(b"D " + _quoted(self._below + path) for path in removed),
        ]
        for path, data in files.items():
            lines += [
                b"M 100644 inline " + _quoted(self._below + path),
                b"data %d" % len(data),
                data,
            ]
        self._run(
            "fast-import",
            "--quiet",
            "--force",
            "--done",
            "--date-format=now",
            data=b"\n".join([*lines, b"done\n"]),
        )
        return self._run("rev-parse", "refs/heads/new").decode().strip()

    def signed(self, commit: str, *, author: Author, signing: Signing) -> str:
        """Return the same commit with a signature that verifies.

        Raises GitError if the key cannot sign, or if the signature is not that key's.
        """
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", author.name), ("EMAIL", author.email))
        }
        parents = self._run("rev-list", "--parents", "-1", commit).decode().split()[1:]
        message = self._run("log", "-1", "--no-show-signature", "--format=%B", commit)
        made = run(
            "commit-tree",
            "-S",
            *(part for parent in parents for part in ("-p", parent)),
            self.tree(commit),
            at=(*signing.settings, *self._at),
            data=message.rstrip(b"\n") + b"\n",
            author=who,
        )
        new = made.decode().strip()
        signing.verify(new, at=self._at, email=author.email)
        return new

    def is_signed(self, commit: str, *, author: Author, signing: Signing) -> bool:
        """Return whether a key has signed a commit."""
        try:
            signing.verify(commit, at=self._at, email=author.email)
        except GitError:
            return False
        return True

    def push(
        self, commit: str, branch: str, *, instead_of: str | None, tag: str | None = None
    ) -> None:
        """Push a commit as a branch's head if its head is still the expected one.

        instead_of: the expected head; None if the branch must not exist yet. tag: of the
        commit, pushed with the branch or not at all.
        """
        ref = f"refs/heads/{branch}"
        self._run(
            "push",
            "--quiet",
            "--no-follow-tags",
            "--no-signed",
            "--recurse-submodules=no",
            f"--force-with-lease={ref}:{instead_of or ''}",
            *(("--atomic",) if tag else ()),
            "--",
            self._remote,
            f"{commit}:{ref}",
            *((f"{commit}:refs/tags/{tag}",) if tag else ()),
        )

    def _run(self, command: str, *arguments: str, data: bytes = b"") -> bytes:
        return run(command, *arguments, at=self._at, data=data, remote=self._remote)


@contextmanager
def clone_of(repository: str, *, below: str = "") -> Iterator[Git]:
    """Yield an empty clone, which is always deleted at the end."""
    if not repository:
        raise ValueError(
            "name the repository to write to, such as "
            "'https://git.example.com/platform/k8s-app-configs.git'"
        )
    with tempfile.TemporaryDirectory(prefix="kubeflow-gitops-") as folder:
        yield Git(Path(folder), remote=repository, below=below)


def _quoted(path: str) -> bytes:
    """Return a path quoted for fast-import."""
    escaped = path.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return b'"' + os.fsencode(escaped) + b'"'


def _blobs(answer: bytes) -> Iterator[tuple[str, bytes]]:
    """Parse the output of `git cat-file --batch`: a header of each object, then its bytes."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        object_id, _, size = answer[at:end].decode().split()
        at = end + 1 + int(size)
        yield object_id, answer[end + 1 : at]
        at += 1
