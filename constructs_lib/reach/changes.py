"""Compare who reaches what in two environments, and say it in sentences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..kube import WORKLOADS, Object
from .own import answered
from .question import asked
from .site import Site
from .table import Pair, answers
from .words import Question

_MOST: Final = 4
# What decides about requests; of workloads it is their pods' labels, accounts and ports.
_DECIDING: Final = (
    "AuthorizationPolicy",
    "EnvoyFilter",
    "Gateway",
    "HTTPRoute",
    "Namespace",
    "NetworkPolicy",
    "PeerAuthentication",
    "RequestAuthentication",
    "Service",
    "VirtualService",
)
_SETTINGS: Final = ("namespace-labels-data", "profile-waypoints", "profiles-config")


@dataclass(frozen=True, kw_only=True)
class Doors:
    """The requests of the table that arrive anew, and those that no longer do."""

    opened: tuple[Pair, ...] = ()
    closed: tuple[Pair, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything is decided otherwise."""
        return bool(self.opened or self.closed)

    def sentences(self) -> Mapping[str, tuple[str, ...]]:
        """Return what each says, by the title of the list; empty lists are left out."""
        told = {"newly reachable": self.opened, "no longer reachable": self.closed}
        return {title: _sentences(pairs) for title, pairs in told.items() if pairs}


def doors(before: Site, after: Site, questions: Sequence[Question] = ()) -> Doors:
    """Return what is decided otherwise after a change.

    What is new on one side counts as unreachable on the other. Nothing is asked where nothing
    that decides has changed.
    questions: the site's own, beside the table.
    Raises QuestionError for one of them that names what neither side has.
    """
    if _deciding(before.objects) == _deciding(after.objects):
        return Doors()
    old, new = answered(before, questions), answered(after, questions)
    for pair, arrives in new.items():
        if arrives is None and old[pair] is None:
            asked(after, questions[list(new).index(pair)])
    return compared(
        {**answers(before), **_known(old)},
        {**answers(after), **_known(new)},
    )


def _known(own: Mapping[Pair, bool | None]) -> Mapping[Pair, bool]:
    return {pair: bool(arrives) for pair, arrives in own.items()}


def compared(old: Mapping[Pair, bool], new: Mapping[Pair, bool]) -> Doors:
    """Return the difference of two tables' answers."""
    return Doors(
        opened=tuple(sorted(each for each in new if new[each] and not old.get(each))),
        closed=tuple(sorted(each for each in old if old[each] and not new.get(each))),
    )


def _deciding(objects: Iterable[Object]) -> list[Any]:
    found = [part for each in objects if (part := _part(each)) is not None]
    return sorted(found, key=repr)


def _part(obj: Object) -> Any:
    """Return what decides of an object, None if nothing does."""
    kind, metadata = obj["kind"], obj["metadata"]
    name = (kind, metadata.get("namespace"), metadata["name"])
    if kind in _DECIDING:
        return (*name, metadata.get("labels"), obj.get("spec"))
    if kind == "ConfigMap" and metadata["name"] in _SETTINGS:
        return (*name, obj.get("data"))
    if kind not in WORKLOADS:
        return None
    spec = obj["spec"]["jobTemplate"]["spec"] if kind == "CronJob" else obj["spec"]
    template = spec["template"]
    pod = template["spec"]
    ports = [each.get("ports") for each in pod["containers"]]
    labels = (template.get("metadata") or {}).get("labels")
    return (*name, labels, pod.get("serviceAccountName"), pod.get("hostNetwork"), ports)


def _sentences(pairs: Iterable[Pair]) -> tuple[str, ...]:
    """Return a sentence for each set of sources, with everything that it concerns."""
    sources: dict[str, list[str]] = {}
    for pair in sorted(pairs, key=_rank):
        sources.setdefault(pair.to, []).append(pair.source)
    groups: dict[tuple[str, ...], list[str]] = {}
    for target, names in sources.items():
        groups.setdefault(tuple(sorted(names)), []).append(target)
    return tuple(
        f"by {_some(names, 'callers')}: {_some(targets, 'destinations')}"
        for names, targets in groups.items()
    )


def _rank(pair: Pair) -> tuple[bool, bool, Pair]:
    """Return the turn of a pair: paths from outside, then Services, then pods."""
    return not pair.to.startswith("https"), not pair.to.startswith("Service"), pair


def _some(names: Collection[str], what: str) -> str:
    shown = list(names)[:_MOST]
    left = len(names) - len(shown)
    return ", ".join(shown) + (f" and {left} more {what}" if left else "")
