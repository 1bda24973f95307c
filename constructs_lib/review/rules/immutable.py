"""Find changes of immutable fields: the object must be recreated."""

from collections.abc import Mapping
from typing import Any, Final

from ..change import Change, at
from ..sentences import listed
from ..severity import Severity
from .rule import Found, ReviewRule

_RBAC: Final = "rbac.authorization.k8s.io"
_HOOK: Final = "argocd.argoproj.io/hook"
_OPTIONS: Final = "argocd.argoproj.io/sync-options"
_FAILS: Final = "the sync fails until the object is deleted; Argo CD then recreates it"

# Immutable fields by API group and kind.
_FIXED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("apps", "Deployment"): ("spec.selector",),
    ("apps", "DaemonSet"): ("spec.selector",),
    ("batch", "Job"): (
        "spec.selector",
        "spec.template",
        "spec.completionMode",
        "spec.podFailurePolicy",
    ),
    ("", "Service"): ("spec.clusterIP",),
    (_RBAC, "RoleBinding"): ("roleRef",),
    (_RBAC, "ClusterRoleBinding"): ("roleRef",),
    ("", "Secret"): ("type",),
    ("storage.k8s.io", "StorageClass"): (
        "provisioner",
        "parameters",
        "reclaimPolicy",
        "volumeBindingMode",
    ),
    ("scheduling.k8s.io", "PriorityClass"): ("value", "preemptionPolicy"),
    ("kueue.x-k8s.io", "LocalQueue"): ("spec.clusterQueue",),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): ("spec.scope",),
}
# In the specs of these kinds, only these fields may change.
_FREE: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("apps", "StatefulSet"): (
        "replicas",
        "ordinals",
        "template",
        "updateStrategy",
        "persistentVolumeClaimRetentionPolicy",
        "minReadySeconds",
        "revisionHistoryLimit",
    ),
    ("", "PersistentVolumeClaim"): ("resources", "volumeAttributesClassName"),
}
# The field of a strategy, and the type that is not a rolling update.
_STRATEGIES: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("apps", "Deployment"): ("strategy", "Recreate"),
    ("apps", "StatefulSet"): ("updateStrategy", "OnDelete"),
}


def _recreate(change: Change) -> Found:
    if change.before is None or change.after is None:
        return
    found = [*_fixed(change), *_not_free(change), *_frozen(change), *_stuck(change)]
    if not found:
        return
    fields = f"{listed(found)} cannot change"
    annotations = at(change.after, "metadata", "annotations") or {}
    if _HOOK in annotations:
        yield Severity.INFO, f"{fields}: Argo CD recreates it at each sync, as a hook"
    elif "Force=true" in annotations.get(_OPTIONS, ""):
        yield Severity.WARNING, f"{fields}: Argo CD replaces it (`Force=true`)"
    else:
        yield Severity.DANGER, f"{fields}: {_FAILS}"


def _fixed(change: Change) -> list[str]:
    paths = _FIXED.get((change.identity.group, change.kind), ())
    return [path for path in paths if _differs(*change.both(*path.split(".")))]


def _differs(before: Any, after: Any) -> bool:
    return bool(before != after)


def _not_free(change: Change) -> list[str]:
    free = _FREE.get((change.identity.group, change.kind))
    if free is None:
        return []
    before, after = (spec or {} for spec in change.both("spec"))
    return [
        f"spec.{field}"
        for field in sorted({*before, *after})
        if field not in free and before.get(field) != after.get(field)
    ]


def _stuck(change: Change) -> list[str]:
    """Return the strategy field that a server-side apply cannot change.

    The API server defaulted `rollingUpdate`, which the new type forbids, and an applier
    cannot remove a field that it does not own.
    """
    field, other = _STRATEGIES.get((change.identity.group, change.kind), ("", ""))
    before, after = (strategy or {} for strategy in change.both("spec", field))
    left = before.get("type") != other and after.get("type") == other
    return [f"spec.{field}"] if left and "rollingUpdate" not in before else []


def _frozen(change: Change) -> list[str]:
    """Return the fields that differ in a ConfigMap or Secret with `immutable: true`."""
    if change.kind not in ("ConfigMap", "Secret") or not at(change.before, "immutable"):
        return []
    fields = ("data", "binaryData", "stringData", "immutable")
    return [field for field in fields if _differs(*change.both(field))]


RECREATE: Final = ReviewRule(
    name="recreate",
    levels={
        Severity.DANGER: "an immutable field changes: selectors, a StatefulSet's claims, a "
        "Job's template, a Service's clusterIP, a PVC's spec except its size, a roleRef, the "
        "data of an immutable ConfigMap, a Deployment's strategy to `Recreate` …",
        Severity.WARNING: "the same, if the object's sync options let Argo CD replace it by "
        "force",
        Severity.INFO: "the same in a hook, which Argo CD recreates at each sync",
    },
    find=_recreate,
)
