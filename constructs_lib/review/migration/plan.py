"""Plan a clean build of a namespace: what it deletes, recreates and leaves, what to save."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...delivery.overlay import ObjectsByComponent, ResourceId
from ...kube import Object, group_of
from .data import Claim, KeptData, Server, claims_of, kept_in, servers_of
from .definitions import CRD, Definition, custom_kinds, definitions_of, resource_of
from .refusals import Changed, changed

# Kinds that controllers recreate.
_DERIVED: Final = frozenset(
    {
        "ControllerRevision",
        "Endpoints",
        "EndpointSlice",
        "Event",
        "Lease",
        "Pod",
        "PodMetrics",
        "ReplicaSet",
    }
)
_HELM: Final = "sh.helm.release.v1."
_OF_EVERY_NAMESPACE: Final = frozenset({"default", "istio-ca-root-cert", "kube-root-ca.crt"})
# Finalizers that Kubernetes itself removes, like those of its own domain.
_HARMLESS: Final = frozenset({"foregroundDeletion", "orphan"})


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Secret:
    """The name of a Secret and of its keys, without values."""

    name: str
    keys: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MigrationPlan:
    """What happens to the running objects.

    gone, recreated: objects of the namespace. changed: recreated objects that could not be
    changed in place. shared: cluster-scoped objects that the platform has too. refused: those
    of them that the API server would refuse to change. leftover: cluster-scoped objects for
    this namespace only. hooks: webhook configurations whose Service is deleted with the
    namespace. held: objects whose finalizer a controller must remove. held_resources: their
    kinds, as kubectl names them. owners: Applications and Helm releases that restore what is
    deleted. writers: workloads to stop before data is copied; no data store, nothing of Katib
    and no server of webhooks.
    """

    namespace: str
    gone: tuple[ResourceId, ...]
    recreated: tuple[ResourceId, ...]
    changed: tuple[Changed, ...]
    shared: tuple[ResourceId, ...]
    refused: tuple[Changed, ...]
    leftover: tuple[ResourceId, ...]
    definitions: tuple[Definition, ...]
    claims: tuple[Claim, ...]
    servers: tuple[Server, ...]
    kept: tuple[KeptData, ...]
    restores: bool
    secrets: tuple[Secret, ...]
    hooks: tuple[ResourceId, ...]
    held: tuple[tuple[ResourceId, tuple[str, ...]], ...]
    held_resources: tuple[str, ...]
    owners: tuple[str, ...]
    writers: tuple[str, ...]


def plan_migration(
    live: Iterable[Object], by_component: ObjectsByComponent, *, namespace: str
) -> MigrationPlan:
    """Plan a clean build of a namespace; changes nothing.

    live: the running objects. by_component: the synthesized objects of an environment.
    Raises ValueError if no running object is in the namespace.
    """
    now = {ResourceId.of(obj): obj for obj in live}
    then = {ResourceId.of(obj): obj for objects in by_component.values() for obj in objects}
    within = {
        identity: obj
        for identity, obj in now.items()
        if identity.namespace == namespace and not _derived(obj)
    }
    if not within:
        raise ValueError(
            f"no object of the namespace {namespace!r} was found; is this the state of "
            f"another namespace, or was it read without `--namespace {namespace}`?"
        )
    beyond = {identity: obj for identity, obj in now.items() if not identity.namespace}
    hooks = {i: obj for i, obj in beyond.items() if namespace in _asked(obj)}
    bindings = {i: obj for i, obj in beyond.items() if namespace in _bound(obj)}
    wanted = _secrets_wanted(then.values(), namespace)
    held = tuple(
        sorted(
            (identity, finalizers)
            for identity, obj in now.items()
            if identity.namespace == namespace and (finalizers := _finalizers(obj))
        )
    )
    kinds = custom_kinds(now, then)
    return MigrationPlan(
        namespace=namespace,
        gone=tuple(
            sorted(
                identity
                for identity in within
                if identity not in then
                and (identity.group, identity.kind) not in kinds
                and identity.kind not in {"Secret", "PersistentVolumeClaim"}
            )
        ),
        recreated=tuple(sorted(identity for identity in within if identity in then)),
        changed=changed(within, then),
        shared=tuple(sorted(i for i in beyond if i in then and i.kind != CRD)),
        refused=changed(beyond, then),
        leftover=tuple(sorted(i for i in {**hooks, **bindings} if i not in then)),
        definitions=definitions_of(now, then, within),
        claims=tuple(claims_of(now.values(), namespace)),
        servers=tuple(servers_of(within.values())),
        kept=tuple(kept_in(within.values(), then.values())),
        restores=any(i.kind == "CronJob" and i.name == "restore" for i in then),
        secrets=tuple(
            Secret(name=i.name, keys=tuple(obj.get("keys", ())), wanted=i.name in wanted)
            for i, obj in sorted(within.items(), key=lambda item: item[0])
            if i.kind == "Secret"
        ),
        hooks=tuple(sorted(hooks)),
        held=held,
        held_resources=tuple(sorted({resource_of(identity, now) for identity, _ in held})),
        owners=tuple(_owners(now.values(), namespace)),
        writers=tuple(_writers(within, hooks.values())),
    )


def _derived(obj: Object) -> bool:
    return (
        obj["kind"] in _DERIVED
        or bool(obj["metadata"].get("ownerReferences"))
        or (
            obj["kind"] in {"ServiceAccount", "ConfigMap"}
            and obj["metadata"]["name"] in _OF_EVERY_NAMESPACE
        )
    )


def _finalizers(obj: Object) -> tuple[str, ...]:
    return tuple(
        finalizer
        for finalizer in obj["metadata"].get("finalizers") or ()
        if finalizer not in _HARMLESS
        and not finalizer.partition("/")[0].endswith("kubernetes.io")
    )


def _asked(obj: Object) -> set[str]:
    """Return the namespaces of the Services that a webhook configuration calls."""
    return {
        hook["clientConfig"]["service"]["namespace"]
        for hook in obj.get("webhooks") or ()
        if "service" in hook["clientConfig"]
    }


def _bound(obj: Object) -> set[str]:
    """Return the one namespace of a binding's subjects, none if they have several."""
    found = {subject.get("namespace", "") for subject in obj.get("subjects") or ()}
    return found if len(found) == 1 else set()


def _secrets_wanted(objects: Iterable[Object], namespace: str) -> set[str]:
    """Return the names of the Secrets that objects of a namespace refer to."""
    return {
        name
        for obj in objects
        if obj["metadata"].get("namespace") == namespace
        for name in _referred(obj.get("spec"))
    }


def _referred(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for field, item in value.items():
            if field in {"secretKeyRef", "secretRef"} and isinstance(item, dict):
                yield item["name"]
            elif field == "secretName" and isinstance(item, str):
                yield item
            else:
                yield from _referred(item)
    elif isinstance(value, list):
        for item in value:
            yield from _referred(item)


def _writers(within: Mapping[ResourceId, Object], hooks: Iterable[Object]) -> Iterator[str]:
    keeping = {server.workload for server in servers_of(within.values())}
    asked = {
        hook["clientConfig"]["service"]["name"]
        for obj in hooks
        for hook in obj["webhooks"]
        if "service" in hook["clientConfig"]
    }
    selectors = [
        obj["spec"].get("selector") or {}
        for identity, obj in within.items()
        if identity.kind == "Service" and identity.name in asked
    ]
    for identity, obj in sorted(within.items(), key=lambda item: item[0]):
        if identity.kind not in {"Deployment", "StatefulSet"}:
            continue
        name = f"{identity.kind.lower()}/{identity.name}"
        labels = obj["spec"]["template"]["metadata"].get("labels", {})
        serves = any(selector.items() <= labels.items() for selector in selectors if selector)
        # Katib removes the finalizers of experiments, and needs its database for that.
        if name not in keeping and not serves and "katib" not in identity.name:
            yield name


def _owners(objects: Iterable[Object], namespace: str) -> list[str]:
    """Return the Applications and Helm releases that would restore what is deleted."""
    found = set()
    for obj in objects:
        name = obj["metadata"]["name"]
        destination = obj.get("spec", {}).get("destination", {})
        if (obj["kind"], group_of(obj)) == ("Application", "argoproj.io"):
            if destination.get("namespace") == namespace:
                found.add(f"Argo CD Application `{name}`")
        elif name.startswith(_HELM) and obj["metadata"].get("namespace") == namespace:
            release = name.removeprefix(_HELM).rpartition(".v")[0]
            found.add(f"Helm release `{release}`, found by its Secrets")
    return sorted(found)
