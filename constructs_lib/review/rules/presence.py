"""Find objects that are added, removed, or changed in ways that no other rule covers."""

from typing import Final

from ..change import Change, at
from ..sentences import count, listed
from ..severity import Severity
from .rights import right_of
from .rule import Found, ReviewRule

# The kind of a whole path that Argo CD applies, compared if one tree lacks it.
PATH: Final = "Path"

# What is lost with an object of these kinds.
_LOST: Final = {
    PATH: "all its objects",
    "Namespace": "everything in it",
    "CustomResourceDefinition": "every object of its kind",
    "PersistentVolumeClaim": "its data, unless the volume is retained",
    "Profile": "its namespace and everything in it",
    "Application": "everything that it manages if it has Argo CD's finalizer",
    "ApplicationSet": "its Applications and everything that they manage",
}
# Argo CD does not track CustomResourceDefinitions, so it prunes none.
_UNTRACKED: Final = "CustomResourceDefinition"
_OPTIONS: Final = "argocd.argoproj.io/sync-options"


def _deleted(change: Change) -> Found:
    if change.before is None or change.after is not None:
        return
    lost = _LOST.get(change.kind)
    if change.kind == _UNTRACKED:
        yield Severity.WARNING, f"stays, with {lost}: Argo CD prunes no CRD"
    elif not change.pruned or "Prune=false" in _options(change):
        yield _staying(change, lost)
    elif lost:
        yield Severity.DANGER, f"Argo CD deletes it, with {lost}"
    else:
        yield Severity.WARNING, "Argo CD deletes it"


def _staying(change: Change, lost: str | None) -> tuple[Severity, str]:
    told = "stays in the cluster until someone deletes it: nothing prunes it"
    if right := right_of(change):
        return Severity.DANGER, f"{told}, and {right}"
    return (Severity.WARNING if lost else Severity.NOTICE), told


def _options(change: Change) -> list[str]:
    options = at(change.before, "metadata", "annotations", _OPTIONS) or ""
    return [option.strip() for option in options.split(",")]


def _added(change: Change) -> Found:
    if change.before is None and change.after is not None:
        objects = change.after.get("objects") if change.kind == PATH else None
        held = f", with {count(objects, 'object')}" if objects is not None else ""
        yield Severity.INFO, f"is new{held}"


def changed(change: Change) -> Found:
    """Yield which fields differ, for changes that no other rule covers."""
    if change.before is None or change.after is None:
        return
    before, after = ({**obj, "metadata": None} for obj in (change.before, change.after))
    if before == after:
        yield Severity.INFO, "only labels, annotations or other metadata change"
    else:
        what = sorted(k for k in {*before, *after} if before.get(k) != after.get(k))
        yield (
            Severity.NOTICE,
            f"differs in {listed(what)}: no rule explains the effect",
        )


DELETED: Final = ReviewRule(
    name="deleted",
    levels={
        Severity.DANGER: "a Namespace, PVC, Profile or Application is pruned, a whole "
        "environment is removed, or access stays because nothing prunes the object that "
        "grants it: a binding, a policy that allows callers, a Profile with its owner",
        Severity.WARNING: "another object is pruned, a Namespace, PVC or Application leaves "
        "the repository without being pruned, or a CRD leaves it: Argo CD prunes no CRD",
        Severity.NOTICE: "another object leaves the repository without being pruned",
    },
    find=_deleted,
)
ADDED: Final = ReviewRule(
    name="added", levels={Severity.INFO: "an object or an environment is new"}, find=_added
)
CHANGED: Final = ReviewRule(
    name="changed",
    levels={
        Severity.NOTICE: "fields change that no other rule covers",
        Severity.INFO: "only metadata changes",
    },
    find=changed,
)
