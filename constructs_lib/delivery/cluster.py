"""Query the objects of an environment: its pods, and who may reach them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..kube import WORKLOADS, Object, selects
from .overlay import ObjectsByComponent

_GATEWAY_API: Final = "gateway.networking.k8s.io/"
# The label that only profiles have.
_PROFILE: Final = "kubeflow-profile"
_USE_WAYPOINT: Final = "istio.io/use-waypoint"

ANYONE: Final = "anyone"
MESH: Final = "mesh"
OUTSIDE: Final = "outside"
PROFILES: Final = "profiles"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterWorkload:
    """A workload and its pods: their labels, their account and their data.

    selector: immutable labels that select its pods. pod: their spec.
    """

    component: str
    kind: str
    namespace: str
    name: str
    labels: Mapping[str, str]
    selector: Mapping[str, str]
    account: str
    pod: Mapping[str, Any]
    claims: tuple[str, ...]
    config_maps: frozenset[str]
    secrets: frozenset[str]

    @property
    def key(self) -> str:
        """Return its unique key."""
        return f"{self.namespace}/{self.name}"


class Cluster:
    """The objects of an environment, with queries."""

    def __init__(self, by_component: ObjectsByComponent) -> None:
        self._objects = [obj for objects in by_component.values() for obj in objects]
        self.workloads = [
            _workload(component, obj)
            for component, objects in by_component.items()
            for obj in objects
            if obj["kind"] in WORKLOADS
        ]

    def of(self, kind: str, group: str = "") -> list[Object]:
        """Return the objects of a kind whose apiVersion begins with `group`."""
        return [
            obj
            for obj in self._objects
            if obj["kind"] == kind and obj["apiVersion"].startswith(group)
        ]

    def waypoints(self) -> list[Object]:
        """Return the Gateways that are waypoints."""
        return [
            obj
            for obj in self.of("Gateway", _GATEWAY_API)
            if obj["spec"]["gatewayClassName"] == "istio-waypoint"
        ]

    def behind(self, service: Object) -> list[ClusterWorkload]:
        """Return the workloads that a Service selects."""
        return self.selected(namespace_of(service), service["spec"].get("selector", {}))

    def selected(self, namespace: str, labels: Mapping[str, str]) -> list[ClusterWorkload]:
        """Return the workloads of a namespace with all these labels; no labels select none."""
        return [
            workload
            for workload in self.workloads
            if labels
            and workload.namespace == namespace
            and labels.items() <= workload.labels.items()
        ]

    def service(self, namespace: str, name: str) -> Object | None:
        """Return a Service, or None if it is not in this environment."""
        for obj in self.of("Service"):
            if (namespace_of(obj), obj["metadata"]["name"]) == (namespace, name):
                return obj
        return None

    def at(self, waypoint: Object) -> list[Object]:
        """Return the Services behind a waypoint."""
        name, namespace = waypoint["metadata"]["name"], namespace_of(waypoint)
        return [
            obj
            for obj in self.of("Service")
            if obj["metadata"].get("labels", {}).get(_USE_WAYPOINT) == name
            and namespace_of(obj) == namespace
        ]

    def callers(self, workload: ClusterWorkload) -> set[str]:
        """Return the principals that may call a workload; ANYONE, MESH, OUTSIDE are groups."""
        policies = [
            policy
            for policy in self.of("AuthorizationPolicy")
            if _allows(policy)
            and namespace_of(policy) == workload.namespace
            and policy["spec"].get("selector", {}).get("matchLabels", {}).items()
            <= workload.labels.items()
            and "targetRefs" not in policy["spec"]
        ]
        return _principals(policies) if policies else {ANYONE}

    def readers(self, service: Object) -> set[str]:
        """Return the principals whose requests to a Service its waypoint admits."""
        wanted = ("Service", service["metadata"]["name"])
        return _principals(
            policy
            for policy in self.of("AuthorizationPolicy")
            if _allows(policy)
            and namespace_of(policy) == namespace_of(service)
            and any(
                (target["kind"], target["name"]) == wanted
                for target in policy["spec"].get("targetRefs", ())
            )
        )

    def admitted(self, namespace: str, labels: Mapping[str, str]) -> set[str]:
        """Return the sources that NetworkPolicies admit: ANYONE, PROFILES, namespaces by name.

        Pods of the same namespace are omitted: every policy here admits or names them.
        """
        policies = [
            policy
            for policy in self.of("NetworkPolicy")
            if namespace_of(policy) == namespace
            and "Ingress" in policy["spec"].get("policyTypes", ("Ingress",))
            and selects(policy["spec"]["podSelector"], labels)
        ]
        if not policies:
            return {ANYONE}
        rules = [rule for policy in policies for rule in policy["spec"].get("ingress", ())]
        found = {ANYONE} if any("from" not in rule for rule in rules) else set[str]()
        for rule in rules:
            for peer in rule.get("from", ()):
                found |= set(_values(peer.get("namespaceSelector", {})))
        return {PROFILES if name == _PROFILE else name for name in found}


def namespace_of(obj: Object) -> str:
    """Return an object's namespace, empty for a cluster-scoped object."""
    namespace: str = obj["metadata"].get("namespace", "")
    return namespace


def texts(value: Any) -> Iterator[str]:
    """Yield every string in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def _workload(component: str, obj: Object) -> ClusterWorkload:
    spec = obj["spec"]["jobTemplate"]["spec"] if obj["kind"] == "CronJob" else obj["spec"]
    pod = spec["template"]["spec"]
    volumes = pod.get("volumes", ())
    claims = (volume.get("persistentVolumeClaim", {}).get("claimName") for volume in volumes)
    labels = (spec["template"].get("metadata") or {}).get("labels", {})
    return ClusterWorkload(
        component=component,
        kind=obj["kind"],
        namespace=namespace_of(obj),
        name=obj["metadata"]["name"],
        labels=labels,
        selector=spec.get("selector", {}).get("matchLabels") or labels,
        account=pod.get("serviceAccountName", "default"),
        pod=pod,
        claims=tuple(claim for claim in claims if claim),
        config_maps=frozenset(_named(pod, ("configMap", "configMapRef", "configMapKeyRef"))),
        secrets=frozenset(_named(pod, ("secret", "secretRef", "secretKeyRef"))),
    )


def _named(value: Any, fields: tuple[str, ...]) -> Iterator[str]:
    """Yield the names that a pod refers to in these fields, at any depth."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name in fields and isinstance(item, Mapping):
                # A Secret's volume has `secretName` in place of `name`.
                yield item.get("name") or item["secretName"]
            yield from _named(item, fields)
    elif isinstance(value, list):
        for item in value:
            yield from _named(item, fields)


def _allows(policy: Object) -> bool:
    return bool(policy["spec"].get("action", "ALLOW") == "ALLOW")


def _principals(policies: Iterable[Object]) -> set[str]:
    found: set[str] = set()
    for policy in policies:
        for rule in policy["spec"].get("rules", ()):
            sources = [entry["source"] for entry in rule.get("from", ())]
            for source in sources:
                found |= {MESH if p == "*" else p for p in source.get("principals", ())}
                # A namespace means the principals of all its accounts.
                found |= {f"*/ns/{n}/sa/*" for n in source.get("namespaces", ())}
                if "*" in source.get("notPrincipals", ()):
                    found.add(OUTSIDE)
            if not sources:
                found.add(ANYONE)
    return found


def _values(selector: Mapping[str, Any]) -> Iterator[str]:
    """Yield the label values by which a selector selects namespaces."""
    yield from selector.get("matchLabels", {}).values()
    for entry in selector.get("matchExpressions", ()):
        yield from entry.get("values", ())
