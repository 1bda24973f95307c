"""Objects that come and go."""

from typing import Final

from ..change import Change, at
from ..sentences import count, listed
from ..severity import Severity
from .rights import right_of
from .rule import Found, ReviewRule

# A path that Argo CD applies, as an object: what a tree that lacks it is compared by.
PATH: Final = "Path"

# What goes with an object of these kinds.
_LOST: Final = {
    PATH: "everything that it holds",
    "Namespace": "everything in it",
    "CustomResourceDefinition": "every object of its kind",
    "PersistentVolumeClaim": "its data, unless its volume is retained",
    "Profile": "its namespace and everything in it",
    "Application": "everything that it manages, where it has Argo CD's finalizer",
    "ApplicationSet": "its Applications and everything that they manage",
}
# Argo CD tracks no definition, so none is pruned with what it belongs to.
_UNTRACKED: Final = "CustomResourceDefinition"
_OPTIONS: Final = "argocd.argoproj.io/sync-options"


def _deleted(change: Change) -> Found:
    if change.before is None or change.after is not None:
        return
    lost = _LOST.get(change.kind)
    if change.kind == _UNTRACKED:
        yield Severity.WARNING, f"stays, with {lost}: Argo CD prunes no definition"
    elif not change.pruned or "Prune=false" in _options(change):
        yield _staying(change, lost)
    elif lost:
        yield Severity.DANGER, f"Argo CD deletes it, with {lost}"
    else:
        yield Severity.WARNING, "Argo CD deletes it"


def _staying(change: Change, lost: str | None) -> tuple[Severity, str]:
    told = "stays in the cluster until somebody deletes it: nothing prunes it"
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
    """Say what no other rule has said: that something is another."""
    if change.before is None or change.after is None:
        return
    before, after = ({**obj, "metadata": None} for obj in (change.before, change.after))
    if before == after:
        yield Severity.INFO, "only its labels, annotations or other metadata are others"
    else:
        what = sorted(k for k in {*before, *after} if before.get(k) != after.get(k))
        yield (
            Severity.NOTICE,
            f"{listed(what)}: no other rule says what it means",
        )


DELETED: Final = ReviewRule(
    name="deleted",
    levels={
        Severity.DANGER: "a Namespace, PVC, Profile or Application is pruned, or a whole "
        "environment is gone, or a right stays because nothing prunes it: a binding, a policy "
        "that lets somebody in, a Profile and with it its owner",
        Severity.WARNING: "another object is pruned, or a Namespace, PVC or Application "
        "leaves without prune, or a CRD leaves: Argo CD prunes none",
        Severity.NOTICE: "another object leaves, and the Application does not prune",
    },
    find=_deleted,
)
ADDED: Final = ReviewRule(
    name="added", levels={Severity.INFO: "an object or an environment is new"}, find=_added
)
CHANGED: Final = ReviewRule(
    name="changed",
    levels={
        Severity.NOTICE: "fields differ of which no other rule says anything",
        Severity.INFO: "only metadata differ",
    },
    find=changed,
)
