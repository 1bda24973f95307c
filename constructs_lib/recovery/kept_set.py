"""Read a set of objects, and refuse one that is incomplete or altered."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from ..scripts import keep_objects
from ..scripts.keep_objects import KINDS, LAYOUT, PROFILES, RUNS, TIME, UNREAD, cleaned

_ABOUT: Final = "about.json"
_DIGESTS: Final = "digests"
_COMPLETE: Final = "complete"
_SKEW: Final = timedelta(hours=1)
_GARBLED: Final = (json.JSONDecodeError, UnicodeDecodeError)
_NAMESPACE: Final = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
# What the API server refuses in every name: a path would lead elsewhere.
_NO_NAME: Final = re.compile(r"|\.|\.\.|.*[/%].*", re.DOTALL)


class SetError(ValueError):
    """A set cannot be restored; the message says why, in one sentence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An object of a set.

    obj: without what servers add. owners: `apiVersion`, `kind` and `name` of each. finished:
    whether it is an experiment that had ended. uid: in the cluster where it was read.
    """

    obj: Mapping[str, Any]
    owners: tuple[Mapping[str, str], ...] = ()
    finished: bool = False
    uid: str = ""

    @property
    def namespace(self) -> str:
        """Its namespace, empty for a Profile."""
        return str(self.obj["metadata"].get("namespace", ""))

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.obj["metadata"]["name"])

    def __str__(self) -> str:
        within = f"{self.namespace}/" if self.namespace else ""
        return f"{self.obj['kind']} {within}{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptSet:
    """A whole set: its name, its objects by file, and the recurring runs.

    unread: profile and id of recurring runs that Pipelines could not read.
    """

    name: str
    objects: Mapping[str, tuple[Kept, ...]]
    runs: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def made(self) -> datetime:
        """When it was read: what was made later is not in it."""
        return datetime.strptime(self.name, TIME).replace(tzinfo=UTC)

    def of(self, file: str) -> tuple[Kept, ...]:
        """Return the objects of a file; none where the set has no such file."""
        return self.objects.get(file, ())

    def only(self, profile: str) -> "KeptSet":
        """Return a set of what is in one profile; raises SetError if that is nothing."""
        objects = {
            file: tuple(each for each in kept if (each.namespace or each.name) == profile)
            for file, kept in self.objects.items()
        }
        runs = tuple(run for run in self.runs if run["namespace"] == profile)
        if not any(objects.values()) and not runs:
            raise SetError(f"set {self.name} has nothing of profile {profile!r}")
        return replace(self, objects=objects, runs=runs)


def open_set(place: Path) -> KeptSet:
    """Return a set, or the newest complete one of a folder of sets.

    Raises SetError for one that is incomplete, altered, or of another layout.
    """
    folder = _newest(place)
    name = _checked(folder)
    try:
        return _read(folder, name)
    except (AttributeError, KeyError, TypeError, *_GARBLED) as error:
        raise SetError(
            f"{folder} is not as the CronJob writes sets: {type(error).__name__}: {error}"
        ) from None


def _read(folder: Path, name: str) -> KeptSet:
    about = json.loads(_content(folder, _ABOUT))
    if about["layout"] != LAYOUT:
        raise SetError(
            f"{folder} has layout {about['layout']}, and this version reads layout {LAYOUT}; "
            "restore it by the version that made it"
        )
    if about["set"] != name:
        raise SetError(f"{folder} is of set {about['set']}, but its `complete` names {name}")
    objects: dict[str, tuple[Kept, ...]] = {}
    runs: tuple[Mapping[str, Any], ...] = ()
    unread: tuple[str, ...] = ()
    for file in about["counts"]:
        if file not in (*KINDS, RUNS):
            raise SetError(f"{folder} holds {file!r}, which this version does not restore")
        text = _content(folder, f"objects/{file}.jsonl")
        lines = [json.loads(line) for line in text.splitlines()]
        if file == RUNS:
            for run in lines:
                _check_namespace(run["namespace"], folder)
            runs = tuple(run for run in lines if UNREAD not in run)
            unread = tuple(f"{e['namespace']}/{e[UNREAD]}" for e in lines if UNREAD in e)
        else:
            objects[file] = tuple(_kept(file, line, folder) for line in lines)
    return KeptSet(name=name, objects=objects, runs=runs, unread=unread)


def _newest(place: Path) -> Path:
    if not place.is_dir():
        raise SetError(f"{place} is not a folder; copy a set there first (docs/recovery.md)")
    if (place / _ABOUT).exists() or (place / _COMPLETE).exists():
        return place
    complete = sorted(each.parent for each in place.glob(f"*/{_COMPLETE}"))
    if not complete:
        raise SetError(
            f"{place} is not a complete set, and contains none: `complete` is missing"
        )
    newest = complete[-1]
    if newest.name > (datetime.now(UTC) + _SKEW).strftime(TIME):
        raise SetError(
            f"{newest} is dated in the future, so a clock was wrong, and others may be newer; "
            "name one set instead of the folder"
        )
    return newest


def _checked(folder: Path) -> str:
    """Return the name in `complete`, if every file is as it was written."""
    try:
        name, whole = (folder / _COMPLETE).read_text("utf-8").split()
        datetime.strptime(name, TIME).replace(tzinfo=UTC)
    except FileNotFoundError:
        raise SetError(f"{folder} is not a complete set: `{_COMPLETE}` is missing") from None
    except ValueError:
        raise SetError(
            f"{folder} is altered: `{_COMPLETE}` is not a time and a digest"
        ) from None
    digests = _content(folder, _DIGESTS)
    if keep_objects.digest(digests) != whole:
        raise SetError(f"{folder} is altered: `{_DIGESTS}` is not as it was written")
    listed = {
        file: written
        for written, _, file in (
            line.partition("  ") for line in digests.decode().splitlines()
        )
    }
    present = {
        file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
    }
    for file in sorted(present - {*listed, _DIGESTS, _COMPLETE}):
        raise SetError(f"{folder} is altered: {file} was not in it")
    for file, written in listed.items():
        if keep_objects.digest(_content(folder, file)) != written:
            raise SetError(f"{folder} is altered: {file} is not as it was written")
    return name


def _content(folder: Path, file: str) -> bytes:
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        raise SetError(f"{folder} is cut short: {file} is missing") from None


def _kept(file: str, line: Mapping[str, Any], folder: Path) -> Kept:
    """Refuse what the CronJob would not have written, whoever wrote the set."""
    obj = line["object"]
    version, _, kind = KINDS[file]
    if (obj["apiVersion"], obj["kind"]) != (version, kind):
        raise SetError(
            f"{folder}: {file} holds a {obj['kind']} of {obj['apiVersion']}, and may hold "
            f"a {kind} of {version} only"
        )
    kept = Kept(
        obj=cleaned(obj),
        owners=tuple(line.get("owners", ())),
        finished=line.get("finished", False),
        uid=line.get("uid", ""),
    )
    metadata = obj["metadata"]
    # A Profile has no namespace, and is the name of one.
    within = "name" if file == PROFILES else "namespace"
    if file == PROFILES and "namespace" in metadata:
        raise SetError(f"{folder}: {kept} has a namespace, and may have none")
    _check_namespace(metadata[within], folder)
    for name in (metadata["name"], *(owner["name"] for owner in kept.owners)):
        if _NO_NAME.fullmatch(name):
            raise SetError(f"{folder}: {name!r} is not a name of an object")
    if not keep_objects.is_harmless(obj):
        raise SetError(
            f"{folder}: {kept} is not restored: bindings may name "
            f"{', '.join(keep_objects.CONTRIBUTED)} only, and no Secret may be a token"
        )
    return kept


def _check_namespace(namespace: str, folder: Path) -> None:
    if not _NAMESPACE.fullmatch(namespace):
        raise SetError(f"{folder}: {namespace!r} is not a namespace")
