"""Assign objects to Argo CD's sync waves, derived from their references.

Argo CD applies a wave when the previous one is healthy, and objects of one wave by kind.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from graphlib import CycleError, TopologicalSorter
from typing import Final

from ..kube import SERVERS, Object
from .overlay import ObjectsByComponent, ResourceId, targets
from .references import ROUTES, Reference, references

WAVE: Final = "argocd.argoproj.io/sync-wave"

Waves = Mapping[ResourceId, int]


class Stage(IntEnum):
    """The earliest wave of an object; waves in between belong to the lower stage."""

    KINDS = -10
    """Namespaces, Profiles and CustomResourceDefinitions."""
    RIGHTS = 0
    """Accounts, roles, policies, settings, Secrets and their sources, Services."""
    DATA = 10
    """Workloads with data on a volume."""
    CONTROLLERS = 20
    """Controllers, webhooks and waypoints."""
    APPS = 30
    """Targets of routes."""
    ROUTES = 40
    """Routes, and objects that count pods or become healthy late: nothing waits for them."""


# By kind; all others are in RIGHTS. References define the rest.
_STAGES: Final[Mapping[str, Stage]] = {
    "Namespace": Stage.KINDS,
    "Profile": Stage.KINDS,
    "CustomResourceDefinition": Stage.KINDS,
    **dict.fromkeys(SERVERS, Stage.CONTROLLERS),
    "Gateway": Stage.CONTROLLERS,
    "MutatingWebhookConfiguration": Stage.CONTROLLERS,
    "ValidatingWebhookConfiguration": Stage.CONTROLLERS,
    "CompositeController": Stage.CONTROLLERS,
    "DecoratorController": Stage.CONTROLLERS,
    **dict.fromkeys(ROUTES, Stage.ROUTES),
    "Certificate": Stage.ROUTES,
    "CronJob": Stage.ROUTES,
    "DNSEndpoint": Stage.ROUTES,
    "HTTPListenerPolicy": Stage.ROUTES,
    "HorizontalPodAutoscaler": Stage.ROUTES,
    "ListenerPolicy": Stage.ROUTES,
    "PodDisruptionBudget": Stage.ROUTES,
    "PodMonitor": Stage.ROUTES,
    "PrometheusRule": Stage.ROUTES,
    "Schedule": Stage.ROUTES,
    "ScrapeConfig": Stage.ROUTES,
    "ServiceMonitor": Stage.ROUTES,
    "TrafficPolicy": Stage.ROUTES,
}
_CLAIM: Final = "PersistentVolumeClaim"


def sync_waves(by_component: ObjectsByComponent) -> Waves:
    """Return the wave of every object: its stage's, or later if a dependency is later.

    An object that needs another to be ready is in a later wave.
    Raises ValueError for objects that wait for each other, with their names.
    """
    identities = [ResourceId.of(obj) for objects in by_component.values() for obj in objects]
    found = references(obj for objects in by_component.values() for obj in objects)
    needs: dict[ResourceId, list[Reference]] = {identity: [] for identity in identities}
    for reference in found:
        needs[reference.of].append(reference)
    stages = _stages(identities, found)
    waves: dict[ResourceId, int] = {}
    for identity in _sorted(needs):
        needed = (waves[each.to] + each.ready for each in needs[identity])
        waves[identity] = max((stages[identity].value, *needed))
    # A volume may be bound only when a pod mounts it: nothing may wait for it earlier.
    for claim in (i for i in identities if i.kind == _CLAIM):
        pods = (waves[reference.of] for reference in found if reference.to == claim)
        waves[claim] = min(pods, default=Stage.ROUTES.value)
    return waves


def annotated(by_component: ObjectsByComponent, waves: Waves) -> ObjectsByComponent:
    """Return the objects with their waves; wave 0, Argo CD's default, is not written."""
    return {
        component: [_annotated(obj, waves[ResourceId.of(obj)]) for obj in objects]
        for component, objects in by_component.items()
    }


def targets_by_wave(
    waves: Waves, *, written: Collection[ResourceId] = ()
) -> Mapping[int, list[dict[str, str]]]:
    """Return kustomize targets for each wave but 0; one for a kind within a single wave.

    written: objects that already have their wave.
    """
    of_kind: dict[tuple[str, str], set[int]] = {}
    for identity, wave in waves.items():
        of_kind.setdefault((identity.group, identity.kind), set()).add(wave)
    found: dict[int, list[dict[str, str]]] = {}
    for wave in sorted(set(waves.values()) - {0}):
        missing = [i for i in waves if waves[i] == wave and i not in written]
        whole = sorted({kind for i in missing if len(of_kind[kind := (i.group, i.kind)]) == 1})
        named = [i for i in missing if (i.group, i.kind) not in whole]
        if missing:
            kinds = [
                {**({"group": group} if group else {}), "kind": kind} for group, kind in whole
            ]
            found[wave] = [*kinds, *targets(named)]
    return found


def name_of(wave: int) -> str:
    """Return a wave's name: its stage, and the number of waves after it."""
    stage = max(stage for stage in Stage if stage <= wave)
    return stage.name.lower() + (f"-{wave - stage}" if wave > stage else "")


def _sorted(needs: Mapping[ResourceId, Sequence[Reference]]) -> Iterable[ResourceId]:
    graph = {identity: [each.to for each in found] for identity, found in needs.items()}
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        # Each is needed by the next.
        cycle = " needs ".join(f"{i.kind} {i.name!r}" for i in reversed(error.args[1]))
        raise ValueError(f"no sync order is possible: {cycle}") from None


def _stages(
    identities: Iterable[ResourceId], found: Iterable[Reference]
) -> Mapping[ResourceId, Stage]:
    stages = {each: _STAGES.get(each.kind, Stage.RIGHTS) for each in identities}
    for reference in found:
        of, to = reference.of, reference.to
        if to.kind == _CLAIM and of.kind in SERVERS:
            stages[of] = Stage.DATA
        elif of.kind in ROUTES and stages[to] is Stage.CONTROLLERS:
            stages[to] = Stage.APPS
        elif to.kind == "Certificate":
            # A certificate that only others read may wait for a public authority and for DNS.
            stages[to] = Stage.RIGHTS
    return stages


def _annotated(obj: Object, wave: int) -> Object:
    if not wave:
        return obj
    metadata = obj["metadata"]
    annotations = {**metadata.get("annotations", {}), WAVE: str(wave)}
    return {**obj, "metadata": {**metadata, "annotations": annotations}}
