"""Argo CD: what it applies from where, and what it may."""

from typing import Any, Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, code_pair, listed
from ..severity import Severity
from .rule import Found, ReviewRule

_GROUP: Final = "argoproj.io"
_PERMITTED: Final = (
    "sourceRepos",
    "destinations",
    "sourceNamespaces",
    "clusterResourceWhitelist",
    "namespaceResourceWhitelist",
)
_FORBIDDEN: Final = ("clusterResourceBlacklist", "namespaceResourceBlacklist")
# What it means that one of the automated sync's fields is off, and on.
_SWITCHES: Final = {
    "prune": (
        "what leaves the repository stays, rights too",
        "what left the repository while it was off is deleted too",
    ),
    "selfHeal": (
        "what somebody changes by hand stays until the next sync",
        "what somebody changed by hand is undone",
    ),
    "allowEmpty": (
        "the last object that leaves the repository stops the sync",
        "the last objects that leave the repository are deleted too",
    ),
}
_EVERY_KIND: Final = "group *, kind *"
_EVERYTHING: Final = frozenset({"*", _EVERY_KIND})


def _argo(change: Change) -> Found:
    if change.identity.group != _GROUP or change.before is None or change.after is None:
        return
    if change.kind == "Application":
        yield from _application(change)
    elif change.kind == "AppProject":
        yield from _project(change)
    elif change.kind == "ApplicationSet":
        yield Severity.WARNING, "makes other Applications than before"


def _application(change: Change) -> Found:
    destinations = change.both("spec", "destination")
    if destinations[0] != destinations[1]:
        yield Severity.DANGER, f"applies to another place: {code_pair(*destinations)}"
    for field in ("source", "sources", "project"):
        before, after = change.both("spec", field)
        if before != after:
            yield Severity.WARNING, f"another {field}: {code_pair(before, after)}"
    for field in _SWITCHES:
        was, now = map(bool, change.both("spec", "syncPolicy", "automated", field))
        if was != now:
            yield _switched(field, on=now)
    was, now = (side is not None for side in change.both("spec", "syncPolicy", "automated"))
    if was != now:
        told = "by itself" if now else "when somebody asks"
        yield Severity.WARNING, f"syncs {told} now"
    ignored = [_items(side, "ignoreDifferences") for side in (change.before, change.after)]
    if ignored[0] != ignored[1]:
        yield Severity.NOTICE, "other differences are ignored"


def _switched(field: str, *, on: bool) -> tuple[Severity, str]:
    said = f"{code(field)} is {'on' if on else 'off'} now"
    meaning = _SWITCHES[field][on]
    level = Severity.DANGER if (field, on) == ("prune", True) else Severity.WARNING
    return level, f"{said}: {meaning}"


def _project(change: Change) -> Found:
    for field in (*_PERMITTED, *_FORBIDDEN):
        was, now = (_items(side, field) for side in (change.before, change.after))
        more = set() if was & _EVERYTHING else now - was
        fewer = set() if now & _EVERYTHING else was - now
        if field in _FORBIDDEN:
            more, fewer = fewer, more
        if more:
            yield Severity.WARNING, f"permits more by {code(field)}: {listed(sorted(more))}"
        if fewer:
            yield Severity.NOTICE, f"permits less by {code(field)}: {listed(sorted(fewer))}"
    for field in ("syncWindows", "roles"):
        before, after = change.both("spec", field)
        if before != after:
            yield Severity.WARNING, f"other {code(field)}: {code_pair(before, after)}"


def _items(obj: Object | None, field: str) -> frozenset[str]:
    """Return a list's items as texts; without a list of kinds in namespaces, every one."""
    items: Any = at(obj, "spec", field)
    if items is None and field == "namespaceResourceWhitelist":
        return frozenset({_EVERY_KIND})
    return frozenset(
        ", ".join(f"{key} {item[key]}" for key in sorted(item))
        if isinstance(item, dict)
        else item
        for item in items or []
    )


ARGO: Final = ReviewRule(
    name="argo",
    levels={
        Severity.DANGER: "an Application goes to another cluster or namespace, or begins to "
        "prune: what left before goes then",
        Severity.WARNING: "another source, prune switched off, self-heal or allowEmpty "
        "switched, an AppProject that permits more, other sync windows",
        Severity.NOTICE: "an AppProject that permits less, other ignored differences",
    },
    find=_argo,
)
