"""Find changes that restart pods or change their number, resources or privileges."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..change import Change, at
from ..sentences import code, code_pair, listed
from ..severity import Severity
from .pods import containers_of, pod_of
from .rule import Found, ReviewRule

_ROLLED: Final = ("DaemonSet", "Deployment", "StatefulSet")
_SCALES: Final = {
    "Deployment": ("spec.replicas",),
    "StatefulSet": ("spec.replicas",),
    "HorizontalPodAutoscaler": ("spec.minReplicas", "spec.maxReplicas", "spec.metrics"),
    "PodDisruptionBudget": ("spec.minAvailable", "spec.maxUnavailable"),
}
_HOST: Final = ("hostNetwork", "hostPID", "hostIPC")


def _restart(change: Change) -> Found:
    if change.identity.group != "apps" or change.kind not in _ROLLED:
        return
    before, after = change.both("spec", "template")
    if not before or not after or before == after:
        return
    strategy = at(change.after, "spec", "strategy", "type")
    if strategy == "Recreate":
        yield Severity.WARNING, "its pods stop before new ones start"
    elif change.kind == "StatefulSet" and at(change.after, "spec", "replicas") in (None, 1):
        yield Severity.WARNING, "its only pod stops before a new one starts"
    else:
        yield Severity.NOTICE, "its pods are replaced by a rolling update"


def _size(change: Change) -> Found:
    if change.fixed is not None:
        told = f"names {change.fixed}: each sync resets it"
        yield (
            Severity.WARNING,
            f"an autoscaler sets the number of pods, and the workload {told}",
        )
    if change.before is None or change.after is None:
        return
    for path in _SCALES.get(change.kind, ()):
        before, after = change.both(*path.split("."))
        if before != after:
            level = Severity.WARNING if after == 0 else Severity.NOTICE
            yield level, f"{code(path)}: {code_pair(before, after)}"
    kind = (change.identity.group, change.kind)
    was, now = (containers_of(pod_of(*kind, side)) for side in (change.before, change.after))
    for name in sorted(was.keys() & now):
        before, after = (side[name].get("resources") for side in (was, now))
        if before != after:
            told = code_pair(before, after)
            yield Severity.NOTICE, f"resources of container {code(name)}: {told}"


def _privilege(change: Change) -> Found:
    kind = (change.identity.group, change.kind)
    was, now = (set(_powers(pod_of(*kind, side))) for side in (change.before, change.after))
    if gained := sorted(now - was):
        yield Severity.DANGER, f"its pods gain privileges: {listed(gained)}"
    if change.after and (lost := sorted(was - now)):
        yield Severity.INFO, f"its pods lose privileges: {listed(lost)}"


def _powers(pod: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield a pod's privileges: host namespaces and paths, root and capabilities."""
    if pod is None:
        return
    yield from (field for field in _HOST if pod.get(field))
    for volume in pod.get("volumes") or []:
        if "hostPath" in volume:
            yield f"hostPath {at(volume, 'hostPath', 'path')}"
    if at(pod, "securityContext", "runAsUser") == 0:
        yield "runAsUser 0"
    for name, container in containers_of(dict(pod)).items():
        context = container.get("securityContext") or {}
        yield from (
            f"{field} in {name}"
            for field in ("privileged", "allowPrivilegeEscalation")
            if context.get(field)
        )
        if context.get("runAsUser") == 0:
            yield f"runAsUser 0 in {name}"
        for capability in at(context, "capabilities", "add") or []:
            yield f"{capability} in {name}"


RESTART: Final = ReviewRule(
    name="restart",
    levels={
        Severity.WARNING: "a pod template changes, and the old pods stop first",
        Severity.NOTICE: "a pod template changes: a rolling update",
    },
    find=_restart,
)
SIZE: Final = ReviewRule(
    name="size",
    levels={
        Severity.WARNING: "a workload is scaled to zero, or names a number of pods beside an "
        "autoscaler",
        Severity.NOTICE: "replicas, limits of an autoscaler or a disruption budget, or "
        "resources of a container change",
    },
    find=_size,
)
PRIVILEGE: Final = ReviewRule(
    name="privilege",
    levels={
        Severity.DANGER: "pods gain host namespaces or paths, root, capabilities or "
        "privileged mode",
        Severity.INFO: "pods lose some of these",
    },
    find=_privilege,
)
