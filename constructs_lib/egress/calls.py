"""Find the workloads that each workload calls, from the objects of an environment."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Final

from ..config import Ambient
from ..config.mesh import DATAPLANE, GATEWAY_LABELS
from ..delivery.cluster import (
    ANYONE,
    MESH,
    OUTSIDE,
    Cluster,
    ClusterWorkload,
    namespace_of,
    texts,
)
from ..kube import Object

_ISTIOD: Final = "istio-ca"
_NOTHING: Final[Mapping[str, Collection[str]]] = MappingProxyType({})
_MANY: Final = frozenset({ANYONE, MESH})


class Calls:
    """The workloads that each workload calls.

    mesh: defines the identities of workloads. in_code: by workload, Services that it calls
    and no setting names (`Component.calls`).
    callers: every workload, and the proxies of waypoints, which Istio creates.
    """

    def __init__(
        self,
        cluster: Cluster,
        *,
        mesh: Ambient,
        in_code: Mapping[str, Collection[str]] = _NOTHING,
    ) -> None:
        self._cluster = cluster
        self._mesh = mesh
        self._in_code = in_code
        self._proxies = {
            (namespace_of(obj), obj["metadata"]["name"]): _proxy(obj)
            for obj in cluster.waypoints()
        }
        self.callers = [*cluster.workloads, *self._proxies.values()]

    def of(self, caller: ClusterWorkload) -> Iterator[ClusterWorkload]:
        """Yield the workloads and proxies of the platform that a workload connects to."""
        for workload in self._cluster.workloads:
            admitted = self._cluster.callers(workload)
            if workload != caller and (
                self._is_named(caller, admitted)
                or (
                    admitted & _MANY
                    and _has_key(caller, workload)
                    and self._knows(caller, self._services(workload))
                )
            ):
                yield workload
        for waypoint in self._cluster.waypoints():
            proxy = self._proxies[namespace_of(waypoint), waypoint["metadata"]["name"]]
            for service in self._cluster.at(waypoint):
                readers = self._cluster.readers(service)
                if proxy != caller and (
                    self._is_named(caller, readers)
                    or (readers & _MANY and self._knows(caller, [service]))
                ):
                    yield proxy
                    break

    def enters_profiles(self, caller: ClusterWorkload) -> bool:
        """Return whether objects written into profiles allow a workload by its identity."""
        known = self._identity(caller)
        return any(
            re.search(rf"{re.escape(known)}(?![\w.-])", text)
            for settings in self._cluster.of("ConfigMap")
            for text in texts(settings.get("data", {}))
        )

    def has_token(self, caller: ClusterWorkload) -> bool:
        """Return whether a workload's pods have a token that the API server accepts."""
        if caller.pod.get("automountServiceAccountToken", self._of_account(caller)):
            return True
        return "" in _audiences(caller)

    def asks_istiod(self, caller: ClusterWorkload) -> bool:
        """Return whether a workload is a proxy that istiod configures."""
        return caller in self._proxies.values() or _ISTIOD in _audiences(caller)

    def is_meshed(self, workload: ClusterWorkload) -> bool:
        """Return whether a workload's pods accept mesh traffic, on ztunnel's port."""
        namespaces = {
            obj["metadata"]["name"]: obj["metadata"].get("labels", {})
            for obj in self._cluster.of("Namespace")
        }
        # Traffic of a waypoint is not captured, and it listens on ztunnel's port.
        if workload in self._proxies.values():
            return True
        of_namespace = namespaces.get(workload.namespace, {}).get(DATAPLANE)
        return bool(workload.labels.get(DATAPLANE, of_namespace) == "ambient")

    def _services(self, workload: ClusterWorkload) -> list[Object]:
        return [
            obj for obj in self._cluster.of("Service") if workload in self._cluster.behind(obj)
        ]

    def _identity(self, caller: ClusterWorkload) -> str:
        return self._mesh.principal(caller.namespace, caller.account)

    def _is_named(self, caller: ClusterWorkload, admitted: set[str]) -> bool:
        """Return whether policies name a caller or all of its namespace."""
        known = self._identity(caller)
        return any(fnmatchcase(known, each) for each in admitted - _MANY - {OUTSIDE})

    def _knows(self, caller: ClusterWorkload, services: Iterable[Object]) -> bool:
        """Return whether a Service's address is in a caller's settings, or in its code."""
        for service in services:
            name, namespace = service["metadata"]["name"], namespace_of(service)
            near = caller.namespace == namespace
            if near and name in self._in_code.get(caller.name, ()):
                return True
            address = _address(name, namespace, near=near)
            if any(address.search(text) for text in self._settings(caller)):
                return True
        return False

    def _settings(self, caller: ClusterWorkload) -> Iterator[str]:
        yield from texts([container.get("env", ()) for container in _containers(caller)])
        yield from texts([container.get("args", ()) for container in _containers(caller)])
        for settings in self._cluster.of("ConfigMap"):
            where = namespace_of(settings), settings["metadata"]["name"]
            if where[0] == caller.namespace and where[1] in caller.config_maps:
                yield from texts(settings.get("data", {}))
        if _ISTIOD in _audiences(caller):
            # A gateway's settings are routes, which istiod sends it.
            yield from texts([obj["spec"] for obj in self._cluster.of("VirtualService")])

    def _of_account(self, caller: ClusterWorkload) -> bool:
        return all(
            obj.get("automountServiceAccountToken", True)
            for obj in self._cluster.of("ServiceAccount")
            if (namespace_of(obj), obj["metadata"]["name"])
            == (caller.namespace, caller.account)
        )


def _has_key(caller: ClusterWorkload, workload: ClusterWorkload) -> bool:
    """Return whether a caller has the workload's Secret, if the workload stores data."""
    return not workload.claims or bool(workload.secrets & caller.secrets)


def _address(name: str, namespace: str, *, near: bool) -> re.Pattern[str]:
    """Return a pattern of a Service's address; in its own namespace the name is enough."""
    host = re.escape(name)
    far = rf"(?<![\w.-]){host}\.{re.escape(namespace)}(?![\w-])"
    return re.compile(rf"{far}|(^|://){host}(:\d+)?(/|$)" if near else far)


def _containers(workload: ClusterWorkload) -> Iterator[Object]:
    for field in ("initContainers", "containers"):
        yield from workload.pod.get(field, ())


def _audiences(workload: ClusterWorkload) -> set[str]:
    """Return the audiences of the tokens in a workload's volumes; empty for the API server."""
    return {
        source["serviceAccountToken"].get("audience", "")
        for volume in workload.pod.get("volumes", ())
        for source in volume.get("projected", {}).get("sources", ())
        if "serviceAccountToken" in source
    }


def _proxy(waypoint: Object) -> ClusterWorkload:
    """Return the pods that Istio creates for a waypoint."""
    name = waypoint["metadata"]["name"]
    labels = {GATEWAY_LABELS[0]: name}
    return ClusterWorkload(
        component="",
        kind="Deployment",
        namespace=namespace_of(waypoint),
        name=name,
        labels=labels,
        selector=labels,
        account=name,
        # It has a token for istiod only.
        pod={"automountServiceAccountToken": False},
        claims=(),
        config_maps=frozenset(),
        secrets=frozenset(),
    )
