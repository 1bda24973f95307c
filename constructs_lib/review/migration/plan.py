"""What a clean build of a namespace deletes, makes anew and leaves, and what to save first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...delivery.overlay import Identity, Units
from ...kube import Object, group_of
from .data import Claim, Kept, Server, claims_of, kept_in, servers_of

_CRD: Final = "CustomResourceDefinition"
# Made again by whoever made them.
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
# Kubernetes takes these away itself.
_HARMLESS: Final = frozenset({"kubernetes.io/pvc-protection", "kubernetes.io/pv-protection"})
# What the API server lets nobody change.
# Source: https://kubernetes.io/docs/reference/kubernetes-api/
_IMMUTABLE: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "ClusterRoleBinding": (("roleRef",),),
    "DaemonSet": (("spec", "selector"),),
    "Deployment": (("spec", "selector"),),
    "PersistentVolumeClaim": (("spec", "storageClassName"), ("spec", "accessModes")),
    "RoleBinding": (("roleRef",),),
    "Secret": (("type",),),
    "StatefulSet": (("spec", "selector"), ("spec", "serviceName")),
}


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Changed:
    """An object that stays the same by name, and the fields in which it cannot."""

    identity: Identity
    fields: tuple[str, ...]


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Definition:
    """A kind of custom resources: how many there are by namespace, and what is wrong with it.

    names: of those that go with the namespace, without those that another object owns.
    lost: versions in which objects are stored and that the new definition does not know.
    """

    name: str
    defined_anew: bool
    lost: tuple[str, ...]
    objects: tuple[tuple[str, int], ...]
    names: tuple[str, ...]

    def within(self, namespace: str) -> int:
        """Return how many go with a namespace."""
        return dict(self.objects).get(namespace, 0)

    def beyond(self, namespace: str) -> int:
        """Return how many stay as long as the definition does."""
        return sum(count for where, count in self.objects if where != namespace)


@dataclass(frozen=True, order=True, kw_only=True, slots=True)
class Secret:
    """A Secret's name and those of its keys; its values are nobody's business here."""

    name: str
    keys: tuple[str, ...]
    wanted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What becomes of what runs now.

    gone, recreated: of the namespace. changed: of those recreated, which could not be changed
    in place. shared: cluster-wide objects that the platform has too. refused: of those, which
    the API server would not let it change. leftover: cluster-wide, and for this namespace
    only. hooks: webhook configurations whose Service goes with the namespace. held: objects
    that wait for somebody to take a finalizer off. held_resources: their kinds, as kubectl
    names them. owners: what puts back what is deleted. writers: workloads that can be
    stopped before data is copied; not what keeps it, Katib, or what webhooks ask.
    """

    namespace: str
    gone: tuple[Identity, ...]
    recreated: tuple[Identity, ...]
    changed: tuple[Changed, ...]
    shared: tuple[Identity, ...]
    refused: tuple[Changed, ...]
    leftover: tuple[Identity, ...]
    definitions: tuple[Definition, ...]
    claims: tuple[Claim, ...]
    servers: tuple[Server, ...]
    kept: tuple[Kept, ...]
    restores: bool
    secrets: tuple[Secret, ...]
    hooks: tuple[Identity, ...]
    held: tuple[tuple[Identity, tuple[str, ...]], ...]
    held_resources: tuple[str, ...]
    owners: tuple[str, ...]
    writers: tuple[str, ...]


def plan_migration(live: Iterable[Object], units: Units, *, namespace: str) -> Plan:
    """Return what a clean build does to a namespace: nothing is done here.

    live: what runs now. units: what an environment will run, as synthesized.
    Raises ValueError where nothing of the namespace is among what runs.
    """
    now = {Identity.of(obj): obj for obj in live}
    then = {Identity.of(obj): obj for objects in units.values() for obj in objects}
    within = {
        identity: obj
        for identity, obj in now.items()
        if identity.namespace == namespace and not _derived(obj)
    }
    if not within:
        raise ValueError(
            f"nothing of the namespace {namespace!r} is there; is it another one's state, or "
            f"was it read without `--namespace {namespace}`?"
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
    kinds = _custom_kinds(now, then)
    return Plan(
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
        changed=_changed(within, then),
        shared=tuple(sorted(i for i in beyond if i in then and i.kind != _CRD)),
        refused=_changed(beyond, then),
        leftover=tuple(sorted(i for i in {**hooks, **bindings} if i not in then)),
        definitions=_definitions(now, then, within),
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
        held_resources=tuple(sorted({_resource(identity, now) for identity, _ in held})),
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
    return tuple(f for f in obj["metadata"].get("finalizers") or () if f not in _HARMLESS)


def _asked(obj: Object) -> set[str]:
    """Return the namespaces whose Services a webhook configuration asks."""
    return {
        hook["clientConfig"]["service"]["namespace"]
        for hook in obj.get("webhooks") or ()
        if "service" in hook["clientConfig"]
    }


def _bound(obj: Object) -> set[str]:
    """Return the namespaces of all whom a binding gives a role, none where others get it."""
    found = {subject.get("namespace", "") for subject in obj.get("subjects") or ()}
    return found if len(found) == 1 else set()


def _changed(
    now: Mapping[Identity, Object], then: Mapping[Identity, Object]
) -> tuple[Changed, ...]:
    return tuple(
        Changed(identity=identity, fields=fields)
        for identity in sorted(now.keys() & then.keys())
        if (fields := tuple(_refused_fields(identity.kind, now[identity], then[identity])))
    )


def _refused_fields(kind: str, now: Object, then: Object) -> Iterator[str]:
    for path in _IMMUTABLE.get(kind, ()):
        before, after = _at(now, path), _at(then, path)
        # What one side does not say is the API server's to fill in.
        if None not in (before, after) and before != after:
            yield ".".join(path)
    # The numbers that the API server filled in for the one do not go with the other.
    recreates = _at(then, ("spec", "strategy", "type")) == "Recreate"
    if recreates and _at(now, ("spec", "strategy", "rollingUpdate")):
        yield "spec.strategy"


def _at(obj: Object, path: tuple[str, ...]) -> Any:
    value: Any = obj
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _custom_kinds(
    now: Mapping[Identity, Object], then: Mapping[Identity, Object]
) -> set[tuple[str, str]]:
    """Return the group and kind of the custom resources that the platform's groups have."""
    ours = {obj["spec"]["group"] for i, obj in then.items() if i.kind == _CRD}
    definitions = [obj for i, obj in {**now, **then}.items() if i.kind == _CRD]
    return {_kind(obj) for obj in definitions if obj["spec"]["group"] in ours}


def _definitions(
    now: Mapping[Identity, Object],
    then: Mapping[Identity, Object],
    within: Iterable[Identity],
) -> tuple[Definition, ...]:
    kinds = _custom_kinds(now, then)
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for identity in now:
        kind = identity.group, identity.kind
        if kind in kinds:
            where = counts.setdefault(kind, {})
            where[identity.namespace] = where.get(identity.namespace, 0) + 1
    found = []
    for identity, obj in {**then, **now}.items():
        if identity.kind != _CRD or identity not in now:
            continue
        kind = _kind(obj)
        if kind not in kinds:
            continue
        anew = then.get(identity)
        known = {version["name"] for version in anew["spec"]["versions"]} if anew else set()
        stored = obj.get("status", {}).get("storedVersions", ())
        found.append(
            Definition(
                name=identity.name,
                defined_anew=anew is not None,
                lost=tuple(v for v in stored if anew and v not in known),
                objects=tuple(sorted(counts.get(kind, {}).items())),
                names=tuple(sorted(i.name for i in within if (i.group, i.kind) == kind)),
            )
        )
    return tuple(sorted(found))


def _secrets_wanted(objects: Iterable[Object], namespace: str) -> set[str]:
    """Return the names of the Secrets that workloads of a namespace refer to."""
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


def _resource(identity: Identity, now: Mapping[Identity, Object]) -> str:
    for other, obj in now.items():
        if other.kind == _CRD and _kind(obj) == (identity.group, identity.kind):
            return other.name
    return identity.kind.lower()


def _kind(definition: Object) -> tuple[str, str]:
    return definition["spec"]["group"], definition["spec"]["names"]["kind"]


def _writers(within: Mapping[Identity, Object], hooks: Iterable[Object]) -> Iterator[str]:
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
        # Katib's own take off the finalizers of experiments, with its database at hand.
        if name not in keeping and not serves and "katib" not in identity.name:
            yield name


def _owners(objects: Iterable[Object], namespace: str) -> list[str]:
    """Return what would put back what is deleted: Applications, and Helm's releases."""
    found = set()
    for obj in objects:
        name = obj["metadata"]["name"]
        destination = obj.get("spec", {}).get("destination", {})
        if (obj["kind"], group_of(obj)) == ("Application", "argoproj.io"):
            if destination.get("namespace") == namespace:
                found.add(f"Argo CD's Application `{name}`")
        elif name.startswith(_HELM) and obj["metadata"].get("namespace") == namespace:
            release = name.removeprefix(_HELM).rpartition(".v")[0]
            found.add(f"Helm's release `{release}`, by its Secrets")
    return sorted(found)
