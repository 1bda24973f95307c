"""Plan what a commit writes and removes, and refuse conflicts."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import PurePosixPath
from typing import Final

from ..files import Changes
from .git import ALL, Entry, Git
from .objects import object_changes
from .ownership import LIST, Owned, digest_of, read_list
from .source import SourceRevision

_NAMED: Final = 5


class HandEditError(ValueError):
    """Generated files in the repository were edited by hand; `diff` shows the edits."""

    def __init__(self, paths: list[str], diff: str) -> None:
        super().__init__(
            f"edited by hand in the repository: {some(paths)}; take the change into main.py "
            f"and undo it there, or overwrite it (--overwrite-hand-edits)"
        )
        self.diff = diff


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicationPlan:
    """The written and removed files of a commit on the branch's head, and their objects."""

    written: Mapping[str, bytes]
    removed: list[str]
    changes: Changes

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def make_plan(
    git: Git,
    head: str | None,
    files: Mapping[str, bytes],
    *,
    source: SourceRevision,
    branch: str,
    overwrite: bool,
    replace_other: bool,
) -> PublicationPlan:
    """Compare the files of a branch's head with the wanted ones.

    Raises ValueError and HandEditError for conflicts that a person must resolve.
    """
    entries = git.entries(head) if head else {}
    owned = _owned(git, entries)
    _check_room(entries, files, owned)
    ours = owned.files.keys() | files.keys()
    there = git.contents({path: entries[path] for path in ours & entries.keys()})
    _check_strangers(there, files, owned)
    edited = [
        path
        for path, digest in sorted(owned.files.items())
        if there.get(path) != files.get(path)
        and (path not in there or digest_of(there[path]) != digest)
    ]
    if head and edited and not overwrite:
        published = _as_published(
            git, edited, head=head, branch=branch, owned=owned, files=files
        )
        raise HandEditError(edited, _diff(published, there, edited))
    written = {
        path: data
        for path, data in files.items()
        if there.get(path) != data or entries[path].mode != "100644"
    }
    removed = sorted(there.keys() - files.keys())
    digests = {path: digest_of(data) for path, data in files.items()}
    if written or removed or digests != owned.files:
        if source.precedes(owned.source):
            raise ValueError(
                f"{source.revision} is older than {owned.source}, from which was published "
                f"last; to go back, revert in the source and publish that"
            )
        if not replace_other and source.lacks(owned.source):
            raise ValueError(
                f"{owned.source}, from which was published last, is not in the Git repository "
                "of dist/, so another platform may be published there; fetch that commit, or "
                "replace what was published from it (--replace-other-source)"
            )
        written[LIST] = Owned(digests, source.revision).text().encode()
    return PublicationPlan(
        written=written, removed=removed, changes=object_changes(there, files)
    )


def _owned(git: Git, entries: Mapping[str, Entry]) -> Owned:
    if LIST not in entries:
        return Owned({})
    if not entries[LIST].is_file:
        raise ValueError(f"{LIST} in the repository is not a file; delete it there first")
    [data] = git.contents({LIST: entries[LIST]}).values()
    return read_list(data.decode(errors="replace"))


def _check_room(
    entries: Mapping[str, Entry], files: Mapping[str, bytes], owned: Owned
) -> None:
    """Refuse foreign files or links where a folder is needed, and the reverse."""
    strangers = entries.keys() - owned.files.keys() - {LIST}
    for path in (*files, LIST):
        for folder in _folders(path):
            if folder in strangers:
                raise ValueError(
                    f"{folder!r} in the repository is a file, a link or a repository of its "
                    f"own, but a folder is needed there for {path!r}; move it away first"
                )
    for path in sorted(strangers):
        if blocked := [folder for folder in _folders(path) if folder in files]:
            raise ValueError(
                f"{blocked[0]!r} in the repository is a folder with files that were not "
                f"published from here, such as {path!r}; move it away first"
            )


def _check_strangers(
    there: Mapping[str, bytes], files: Mapping[str, bytes], owned: Owned
) -> None:
    """Refuse to overwrite content that was not published from here."""
    clashes = [
        path
        for path in sorted(there.keys() - owned.files.keys())
        if there[path] != files[path]
    ]
    if clashes:
        raise ValueError(
            f"already in the repository and not published from here: {some(clashes)}; "
            f"move or delete it there first"
        )


def _as_published(
    git: Git,
    edited: list[str],
    *,
    head: str,
    branch: str,
    owned: Owned,
    files: Mapping[str, bytes],
) -> Mapping[str, bytes]:
    """Return files as published before a manual edit, else as they would be written.

    They are not in the history if the edit was squashed into our commit.
    """
    git.fetch(branch, depth=ALL)
    entries = git.entries(git.last_change(head, LIST))
    before = git.contents({path: entries[path] for path in edited if path in entries})
    return {
        path: before[path]
        if path in before and digest_of(before[path]) == owned.files[path]
        else files.get(path, b"")
        for path in edited
    }


def _diff(old: Mapping[str, bytes], new: Mapping[str, bytes], paths: list[str]) -> str:
    lines: list[str] = []
    for path in paths:
        before, after = (
            tree.get(path, b"").decode(errors="replace").splitlines() for tree in (old, new)
        )
        what = "by hand" if path in new else "deleted by hand"
        lines += unified_diff(
            before, after, f"{path} (as published)", f"{path} ({what})", lineterm=""
        )
    return "\n".join(lines)


def _folders(path: str) -> list[str]:
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def some(names: list[str]) -> str:
    """Return names as a list that fits a line."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
