"""The objects of an environment as a request meets them: pods, Services, policies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from ..config.mesh import DATAPLANE, ROOT_NAMESPACE, TRUST_DOMAIN, USE_WAYPOINT
from ..kube import WORKLOADS, Object, selects
from .l4 import mutual_tls, translated
from .network import Pod
from .routes import Routes, routes_of
from .ztunnel import Policy

GATEWAY_NAME: Final = "gateway.networking.k8s.io/gateway-name"
_WAYPOINT_FOR: Final = "istio.io/waypoint-for"
_GATEWAY_API: Final = "gateway.networking.k8s.io"
_ISTIO: Final = "networking.istio.io"
_POD_KINDS: Final = (*WORKLOADS, "Pod")
_NOT_HTTP: Final = ("tcp", "tls", "https", "mongo", "mysql", "redis", "udp")


@dataclass(frozen=True, kw_only=True)
class Mesh:
    """The facts about the mesh that no object of the environment says.

    providers: names in `meshConfig.extensionProviders`; None means that every name a policy
    has is configured there.
    """

    trust_domain: str = TRUST_DOMAIN
    root_namespace: str = ROOT_NAMESPACE
    providers: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Server:
    """Pods of a workload: what selects them, their account, and what they listen on."""

    kind: str
    name: str
    namespace: str
    labels: Mapping[str, str]
    account: str
    ports: Mapping[str, int]
    captured: bool
    namespace_labels: Mapping[str, str]
    obj: Object = field(repr=False, compare=False)

    @cached_property
    def pod(self) -> Pod:
        """Return one of the pods as NetworkPolicies see it."""
        return Pod(self.namespace, self.labels, self.namespace_labels, ports=self.ports)

    @property
    def title(self) -> str:
        """Return its name for people."""
        return f"{self.kind} {self.namespace}/{self.name}"


class World:
    """The objects of an environment with queries; `mesh` has what they do not say."""

    def __init__(self, objects: Iterable[Object], mesh: Mesh | None = None) -> None:
        self.objects = tuple(objects)
        self.mesh = mesh or Mesh()
        self._kinds: dict[str, list[Object]] = {}
        for obj in self.objects:
            self._kinds.setdefault(obj["kind"], []).append(obj)
        self._policies: dict[tuple[str, str, str], list[tuple[Policy, Object]]] = {}
        self._routes: dict[tuple[str, str], Routes] = {}
        self._behind: dict[tuple[str, str], list[Server]] = {}

    def of(self, kind: str, group: str = "") -> list[Object]:
        """Return the objects of a kind whose API group is `group`, if one is given."""
        found = self._kinds.get(kind, [])
        return [each for each in found if each["apiVersion"].startswith(group)]

    @cached_property
    def namespaces(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of each namespace that an object describes."""
        return {
            each["metadata"]["name"]: each["metadata"].get("labels") or {}
            for each in self.of("Namespace")
        }

    @cached_property
    def servers(self) -> Sequence[Server]:
        """The pods of every workload, and those of waypoints, which istiod makes."""
        listed = [self._server(obj) for kind in _POD_KINDS for obj in self.of(kind)]
        return [*listed, *(self._waypoint_pods(each) for each in self.waypoints)]

    @cached_property
    def waypoints(self) -> Sequence[Object]:
        """The Gateways of class `istio-waypoint`."""
        return [
            each
            for each in self.of("Gateway", _GATEWAY_API)
            if each["spec"]["gatewayClassName"] == "istio-waypoint"
        ]

    @cached_property
    def services(self) -> Mapping[tuple[str, str], Object]:
        """Services by namespace and name."""
        return {
            (each["metadata"]["namespace"], each["metadata"]["name"]): each
            for each in self.of("Service")
        }

    @cached_property
    def _network_policies(self) -> Mapping[str, Sequence[Object]]:
        found: dict[str, list[Object]] = {}
        for each in self.of("NetworkPolicy"):
            found.setdefault(each["metadata"]["namespace"], []).append(each)
        return found

    def network_policies(self, namespace: str) -> Sequence[Object]:
        """Return the NetworkPolicies of a namespace."""
        return self._network_policies.get(namespace, ())

    def behind(self, service: Object) -> list[Server]:
        """Return the pods that a Service selects."""
        key = (service["metadata"]["namespace"], service["metadata"]["name"])
        if key not in self._behind:
            selector = service["spec"].get("selector") or {}
            self._behind[key] = [
                each
                for each in self.servers
                if selector
                and each.namespace == key[0]
                and selector.items() <= dict(each.labels).items()
            ]
        return self._behind[key]

    def by_account(self, namespace: str, account: str) -> list[Server]:
        """Return the pods that run as an account."""
        return [
            each
            for each in self.servers
            if (each.namespace, each.account) == (namespace, account)
        ]

    def waypoint_of(self, service: Object) -> Object | None:
        """Return the waypoint in a Service's way, by its own label or its namespace's."""
        metadata = service["metadata"]
        namespace = metadata["namespace"]
        if service["spec"].get("clusterIP") == "None":
            return None
        return self._waypoint(metadata.get("labels") or {}, namespace, of="service")

    def waypoint_of_pods(self, server: Server) -> Object | None:
        """Return the waypoint in the way of a connection to the pods' own address."""
        return self._waypoint(server.labels, server.namespace, of="workload")

    def _waypoint(self, own: Mapping[str, str], namespace: str, *, of: str) -> Object | None:
        """Return the waypoint that labels name: an object's own, else its namespace's.

        Both labels are read from the same object.
        Source: pilot/pkg/serviceregistry/ambient/waypoints.go of istio/istio 1.30.
        """
        around = self.namespaces.get(namespace, {})
        labels = own if USE_WAYPOINT in own else around
        wanted = labels.get(USE_WAYPOINT)
        where = labels.get(f"{USE_WAYPOINT}-namespace", namespace)
        for each in self.waypoints:
            found = each["metadata"]
            serves = (found.get("labels") or {}).get(_WAYPOINT_FOR, "service")
            if (found["namespace"], found["name"]) == (where, wanted) != (where, "none"):
                fits = serves in (of, "all") and _admits(each, namespace, around)
                return each if fits else None
        return None

    def at_pods(self, server: Server) -> list[tuple[Policy, Object]]:
        """Return ztunnel's policies for pods, each with the object that it is made of."""
        key = (server.kind, server.namespace, server.name)
        if key not in self._policies:
            self._policies[key] = self._at_pods(server)
        return self._policies[key]

    def at_gateway(self, kind: str, namespace: str, labels: Mapping[str, str]) -> list[Object]:
        """Return the policies of a kind at a gateway's proxy that istiod did not make."""
        return [
            each
            for each in self.of(kind)
            if each["metadata"]["namespace"] in (namespace, self.mesh.root_namespace)
            and not _targets(each)
            and selects(_spec(each).get("selector") or {}, labels)
        ]

    def ignored_at_gateway(self, proxy: Server) -> list[Object]:
        """Return policies aimed at a proxy's Service or Gateway by `targetRefs`.

        Istio ignores them at a proxy that it did not make itself.
        """
        names = {
            each["metadata"]["name"]
            for (namespace, _), each in self.services.items()
            if namespace == proxy.namespace
            and (each["spec"].get("selector") or {}).items() <= dict(proxy.labels).items()
        }
        return [
            policy
            for kind in ("AuthorizationPolicy", "RequestAuthentication")
            for policy in self.of(kind)
            if policy["metadata"]["namespace"] == proxy.namespace
            and any(each["name"] in names for each in _targets(policy))
        ]

    def at_waypoint(self, kind: str, waypoint: Object, service: Object) -> list[Object]:
        """Return the policies of a kind at a waypoint, about requests to a Service."""
        home, name = waypoint["metadata"]["namespace"], waypoint["metadata"]["name"]
        there, called = service["metadata"]["namespace"], service["metadata"]["name"]
        named = {("Gateway", home, name), ("Service", there, called)}
        whole = ("GatewayClass", self.mesh.root_namespace, "istio-waypoint")
        return [
            policy
            for policy in self.of(kind)
            if any(
                (each["kind"], policy["metadata"]["namespace"], each["name"])
                in {*named, whole}
                for each in _targets(policy)
            )
        ]

    def gateways_of(self, labels: Mapping[str, str]) -> list[Object]:
        """Return Istio's Gateways that select a proxy's pods."""
        return [
            each
            for each in self.of("Gateway", _ISTIO)
            if dict(each["spec"].get("selector") or {}).items() <= dict(labels).items()
        ]

    def routes_at(self, proxy: Server) -> Routes:
        """Return the routes of a gateway's proxy."""
        key = (proxy.namespace, proxy.name)
        if key not in self._routes:
            self._routes[key] = routes_of(
                [*self.of("EnvoyFilter"), *self.of("VirtualService")],
                gateways=self.gateways_of(proxy.labels),
                labels=proxy.labels,
            )
        return self._routes[key]

    def _at_pods(self, server: Server) -> list[tuple[Policy, Object]]:
        near = (server.namespace, self.mesh.root_namespace)
        found = [
            (policy, each)
            for each in self.of("AuthorizationPolicy")
            if each["metadata"]["namespace"] in near
            and selects(_spec(each).get("selector") or {}, server.labels)
            and (policy := translated(each, self.mesh.root_namespace))
        ]
        peers = [
            each
            for each in self.of("PeerAuthentication")
            if each["metadata"]["namespace"] in near
            and selects(_spec(each).get("selector") or {}, server.labels)
        ]
        return [*found, *mutual_tls(peers, self.mesh.root_namespace)]

    def _server(self, obj: Object) -> Server:
        spec = obj.get("spec") or {}
        if obj["kind"] == "CronJob":
            spec = spec["jobTemplate"]["spec"]
        template = obj if obj["kind"] == "Pod" else spec["template"]
        pod = template["spec"]
        metadata = template.get("metadata") or {}
        namespace = obj["metadata"]["namespace"]
        labels = metadata.get("labels") or {}
        around = self.namespaces.get(namespace, {})
        return Server(
            kind=obj["kind"],
            name=obj["metadata"]["name"],
            namespace=namespace,
            labels=labels,
            account=pod.get("serviceAccountName", "default"),
            ports=_ports(pod),
            captured=not pod.get("hostNetwork") and is_captured(labels, around),
            namespace_labels=around,
            obj=obj,
        )

    def _waypoint_pods(self, gateway: Object) -> Server:
        name, namespace = gateway["metadata"]["name"], gateway["metadata"]["namespace"]
        return Server(
            kind="Gateway",
            name=name,
            namespace=namespace,
            labels={GATEWAY_NAME: name},
            account=name,
            ports={},
            captured=False,
            namespace_labels=self.namespaces.get(namespace, {}),
            obj=gateway,
        )


def is_captured(labels: Mapping[str, str], namespace_labels: Mapping[str, str]) -> bool:
    """Return whether pods with these labels are in the ambient mesh."""
    return labels.get(DATAPLANE, namespace_labels.get(DATAPLANE)) == "ambient"


def reads_http(port: Mapping[str, Any]) -> bool:
    """Return whether a waypoint reads HTTP on a Service's port, by its protocol or name."""
    told = port.get("appProtocol") or port.get("name", "").partition("-")[0]
    return str(told).lower() not in _NOT_HTTP


def _admits(waypoint: Object, namespace: str, labels: Mapping[str, str]) -> bool:
    """Return whether a waypoint's listeners admit a namespace, by default its own alone."""
    for listener in waypoint["spec"].get("listeners") or ():
        told = (listener.get("allowedRoutes") or {}).get("namespaces") or {}
        match told.get("from", "Same"):
            case "All":
                return True
            case "Selector" if selects(told.get("selector") or {}, labels):
                return True
            case "Same" if waypoint["metadata"]["namespace"] == namespace:
                return True
    return False


def _targets(policy: Object) -> Sequence[Mapping[str, Any]]:
    spec = _spec(policy)
    refs: Sequence[Mapping[str, Any]] = spec.get("targetRefs") or ()
    return refs or ([spec["targetRef"]] if spec.get("targetRef") else [])


def _spec(policy: Object) -> Mapping[str, Any]:
    spec: Mapping[str, Any] = policy.get("spec") or {}
    return spec


def _ports(pod: Mapping[str, Any]) -> Mapping[str, int]:
    """Return the ports of a pod's containers by name, and by number where they have none."""
    return {
        each.get("name") or str(each["containerPort"]): int(each["containerPort"])
        for container in (*pod.get("initContainers", ()), *pod["containers"])
        for each in container.get("ports") or ()
    }
