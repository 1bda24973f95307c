"""Find changes of Applications and AppProjects: source, destination and permissions."""

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
# The effect of each field of the automated sync: switched off, switched on.
_SWITCHES: Final = {
    "prune": (
        "objects that leave the repository stay in the cluster, RBAC included",
        "objects that left the repository while it was off are deleted as well",
    ),
    "selfHeal": (
        "manual changes stay until the next sync",
        "manual changes are reverted",
    ),
    "allowEmpty": (
        "a sync that would delete every object fails",
        "a sync may delete every object",
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
        yield Severity.WARNING, "generates different Applications"


def _application(change: Change) -> Found:
    destinations = change.both("spec", "destination")
    if destinations[0] != destinations[1]:
        yield Severity.DANGER, f"the destination changes: {code_pair(*destinations)}"
    for field in ("source", "sources", "project"):
        before, after = change.both("spec", field)
        if before != after:
            yield Severity.WARNING, f"{code(field)} changes: {code_pair(before, after)}"
    for field in _SWITCHES:
        was, now = map(bool, change.both("spec", "syncPolicy", "automated", field))
        if was != now:
            yield _switched(field, on=now)
    was, now = (side is not None for side in change.both("spec", "syncPolicy", "automated"))
    if was != now:
        told = "automatically" if now else "only manually"
        yield Severity.WARNING, f"now syncs {told}"
    ignored = [_items(side, "ignoreDifferences") for side in (change.before, change.after)]
    if ignored[0] != ignored[1]:
        yield Severity.NOTICE, "`ignoreDifferences` changes"


def _switched(field: str, *, on: bool) -> tuple[Severity, str]:
    said = f"{code(field)} is now {'on' if on else 'off'}"
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
            yield Severity.WARNING, f"{code(field)} now permits: {listed(sorted(more))}"
        if fewer:
            yield Severity.NOTICE, f"{code(field)} no longer permits: {listed(sorted(fewer))}"
    for field in ("syncWindows", "roles"):
        before, after = change.both("spec", field)
        if before != after:
            yield Severity.WARNING, f"{code(field)} changes: {code_pair(before, after)}"


def _items(obj: Object | None, field: str) -> frozenset[str]:
    """Return a list's items as text; every kind if `namespaceResourceWhitelist` is absent."""
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
        Severity.DANGER: "an Application's destination changes, or prune is switched on, "
        "which also deletes objects that left the repository before",
        Severity.WARNING: "the source or project changes, automated sync, self-heal or "
        "allowEmpty is switched, prune is switched off, an AppProject permits more, its sync "
        "windows or roles change, or an ApplicationSet changes",
        Severity.NOTICE: "an AppProject permits less, or `ignoreDifferences` changes",
    },
    find=_argo,
)
