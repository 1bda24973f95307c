"""Find changes of Kueue's queues that leave work waiting, or move it elsewhere."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from ...config.checks import parse_quantity
from ..change import Change, at
from ..sentences import code, code_pair
from ..severity import Severity
from .rule import Found, ReviewRule

_GROUP: Final = "kueue.x-k8s.io"
_GONE: Final = {
    "ClusterQueue": (
        "no more of its work starts, and Kueue keeps it until the last admitted one ends; "
        "profiles that name it need another"
    ),
    "LocalQueue": "jobs of this profile that wait in it stay suspended, as do new ones",
    "ResourceFlavor": (
        "Kueue keeps it as long as a ClusterQueue names it, and starts nothing more in those"
    ),
}
_PLACES: Final = ("nodeLabels", "tolerations")
# Limits of what a queue has besides its own; none means no limit.
_LIMITS: Final = {"borrowingLimit": "borrows", "lendingLimit": "lends"}

_Amounts = Mapping[tuple[str, str], Mapping[str, Any]]


def _queues(change: Change) -> Found:
    if change.identity.group != _GROUP:
        return
    if change.after is None and change.kind in _GONE:
        yield Severity.WARNING, _GONE[change.kind]
    elif change.before is None or change.after is None:
        return
    elif change.kind == "ClusterQueue":
        yield from _of_queue(change)
    elif change.kind == "ResourceFlavor":
        for field in _PLACES:
            before, after = change.both("spec", field)
            if before != after:
                yield (
                    Severity.WARNING,
                    f"{code(field)} change for pods that start now; others keep theirs",
                )


def _of_queue(change: Change) -> Found:
    before, after = (_amounts(obj) for obj in (change.before, change.after))
    for key, share in before.items():
        flavor, resource = key
        if key not in after:
            yield (
                Severity.WARNING,
                f"loses {code(resource)} of {code(flavor)}: work that needs it waits",
            )
        else:
            yield from _of_share(resource, share, after[key])
    was, now = change.both("spec", "stopPolicy")
    if was != now and now in ("Hold", "HoldAndDrain"):
        ends = ", and suspends what runs" if now == "HoldAndDrain" else ""
        yield Severity.WARNING, f"starts no more work{ends}"
    was, now = change.both("spec", "cohortName")
    if was != now:
        yield (
            Severity.NOTICE,
            f"borrows from other queues: its cohort changes {code_pair(was, now)}",
        )


def _of_share(resource: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Found:
    own, left = str(before["nominalQuota"]), str(after["nominalQuota"])
    if _worth(left) < _worth(own):
        yield (
            Severity.NOTICE,
            f"has less {code(resource)}: {code_pair(own, left)}; more work waits",
        )
    for field, does in _LIMITS.items():
        was, now = before.get(field), after.get(field)
        if now is not None and (was is None or _worth(str(now)) < _worth(str(was))):
            pair = code_pair("no limit" if was is None else was, now)
            yield Severity.NOTICE, f"{does} less {code(resource)}: {pair}; more work waits"


def _amounts(queue: Any) -> _Amounts:
    """Return what the queue says of each resource, by flavor and resource."""
    return {
        (flavor["name"], resource["name"]): resource
        for group in at(queue, "spec", "resourceGroups") or ()
        for flavor in group["flavors"]
        for resource in flavor["resources"]
    }


def _worth(amount: str) -> Decimal:
    return parse_quantity(amount, "nominalQuota")


QUEUE: Final = ReviewRule(
    name="queue",
    levels={
        Severity.WARNING: "a queue, a profile's LocalQueue or a flavor of Kueue is removed, a "
        "queue loses a resource or is stopped, or a flavor has other nodes",
        Severity.NOTICE: "a queue has less of a resource, borrows or lends less of it, or has "
        "another cohort",
    },
    find=_queues,
)
