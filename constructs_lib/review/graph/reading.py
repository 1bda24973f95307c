"""Derive a graph of who reaches what from the objects of an environment."""

from collections.abc import Iterable, Iterator, Mapping

from ...delivery.cluster import (
    ANYONE,
    MESH,
    OUTSIDE,
    PROFILES,
    Cluster,
    ClusterWorkload,
    namespace_of,
    texts,
)
from ...delivery.overlay import ObjectsByComponent
from .folding import folded
from .groups import ACTORS, API_SERVER, BROWSER, DATA, group_of, place
from .value import Edge, Graph, Kind, Line, Node, Relation


def graph_of(environment: str, by_component: ObjectsByComponent) -> Graph:
    """Return who reaches what in an environment, derived from its objects alone.

    Routes, webhook configurations and AuthorizationPolicies together make the lines; if a
    policy allows the whole mesh, NetworkPolicies narrow it down. Calls to the API server, and
    what a program does with its rights, are omitted.
    """
    cluster = Cluster(by_component)
    reader = _Reader(cluster)
    reader.read()
    hosts = sorted({h for o in cluster.of("HTTPRoute") for h in o["spec"]["hostnames"]})
    return folded(
        Graph(
            title=f"Kubeflow, environment {environment}: {', '.join(hosts)}",
            notes=tuple(_mesh_notes(cluster)),
            nodes=tuple(sorted(reader.nodes.values(), key=place)),
            edges=tuple(sorted(reader.edges)),
        )
    )


class _Reader:
    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.nodes: dict[str, Node] = {}
        self.edges: set[Edge] = set()
        self.notes: dict[str, list[str]] = {}
        self.entries: list[str] = []

    def read(self) -> None:
        self._add(BROWSER)
        self._routes()
        self._paths()
        self._webhooks()
        self._waypoints()
        for workload in self.cluster.workloads:
            self._calls(workload)
        for workload in self.cluster.workloads:
            self._add(self._box(workload))

    def _add(self, node: Node) -> str:
        self.nodes.setdefault(node.key, node)
        return node.key

    def _edge(self, source: str, target: str, relation: Relation) -> None:
        """Keep one line between two boxes: the first."""
        if source != target and not any(
            (edge.source, edge.target) == (source, target) for edge in self.edges
        ):
            self.edges.add(Edge(source=source, target=target, relation=relation))

    def _note(self, workload: ClusterWorkload, note: str) -> None:
        notes = self.notes.setdefault(workload.key, [])
        if note not in notes:
            notes.append(note)

    def _elsewhere(self, namespace: str) -> str:
        line = Line(name=f"namespace {namespace}", notes=("not part of the platform",))
        return self._add(
            Node(
                key=f"namespace/{namespace}",
                group="Other namespaces",
                kind="gateway",
                lines=(line,),
            )
        )

    def _leads_to(self, namespace: str, name: str) -> list[str]:
        service = self.cluster.service(namespace, name)
        if service is None:
            return [self._elsewhere(namespace)]
        return [workload.key for workload in self.cluster.behind(service)]

    def _routes(self) -> None:
        for route in self.cluster.of("HTTPRoute"):
            spec = route["spec"]
            for parent in spec["parentRefs"]:
                namespace = parent.get("namespace", namespace_of(route))
                line = Line(name=f"{namespace}/{parent['name']}", notes=("kgateway",))
                gateway = Node(
                    key=f"gateway/{namespace}/{parent['name']}",
                    group="Edge",
                    kind="gateway",
                    lines=(line,),
                )
                self._edge("browser", self._add(gateway), "open")
                for rule in spec["rules"]:
                    for ref in rule.get("backendRefs", ()):
                        where = ref.get("namespace", namespace_of(route)), ref["name"]
                        for backend in self._leads_to(*where):
                            self._edge(gateway.key, backend, "open")
                            self.entries.append(backend)

    def _paths(self) -> None:
        """Draw the paths behind the ingress gateway, if their workload's policy admits it."""
        without_login = self._without_login()
        for route in self.cluster.of("VirtualService"):
            for rule in route["spec"]["http"]:
                # Without one it answers itself, as to a host that no model has.
                for target in rule.get("route") or ():
                    prefixes = [match["uri"]["prefix"] for match in rule["match"]]
                    name, namespace, *_ = target["destination"]["host"].split(".")
                    service = self.cluster.service(namespace, name)
                    for workload in self.cluster.behind(service) if service else ():
                        self._path(workload, prefixes, without_login)

    def _path(
        self, workload: ClusterWorkload, prefixes: list[str], without_login: tuple[str, ...]
    ) -> None:
        callers = self.cluster.callers(workload)
        for entry in set(self.entries):
            sources = {key for p in callers for key in self._workloads_of(p)}
            if entry not in sources and not callers & {ANYONE, MESH}:
                continue
            for prefix in prefixes:
                self._note(workload, prefix)
                guarded = without_login and not prefix.startswith(without_login)
                self._edge(entry, workload.key, "guarded" if guarded else "open")

    def _without_login(self) -> tuple[str, ...]:
        """Return the prefixes of paths that need no login; empty if no path needs one."""
        found: list[str] = []
        for policy in self.cluster.of("AuthorizationPolicy"):
            spec = policy["spec"]
            if spec.get("action") != "CUSTOM":
                continue
            for rule in spec["rules"]:
                for to in rule.get("to", ()):
                    found += to["operation"].get("notPaths", ())
            for workload in self.cluster.selected(
                namespace_of(policy), spec.get("selector", {}).get("matchLabels", {})
            ):
                self._note(workload, f"authorized by {spec['provider']['name']}")
        return tuple(path.rstrip("*") for path in found)

    def _webhooks(self) -> None:
        clients = [
            hook["clientConfig"]
            for kind in ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
            for obj in self.cluster.of(kind)
            for hook in obj["webhooks"]
        ]
        clients += [
            crd["spec"]["conversion"]["webhook"]["clientConfig"]
            for crd in self.cluster.of("CustomResourceDefinition")
            if crd["spec"].get("conversion", {}).get("strategy") == "Webhook"
        ]
        for client in clients:
            service = client["service"]
            for key in self._leads_to(service["namespace"], service["name"]):
                self._edge(self._add(API_SERVER), key, "webhook")

    def _waypoints(self) -> None:
        for waypoint in self.cluster.waypoints():
            name = waypoint["metadata"]["name"]
            labels = {"gateway.networking.k8s.io/gateway-name": name}
            for service in self.cluster.at(waypoint):
                behind = self.cluster.behind(service)
                key = self._add(
                    Node(
                        key=f"waypoint/{service['metadata']['name']}",
                        group=group_of(behind[0]),
                        kind="waypoint",
                        lines=(Line(name=service["metadata"]["name"], notes=(f"at {name}",)),),
                    )
                )
                for principal in sorted(self.cluster.readers(service)):
                    for source in self._sources(principal, namespace_of(service), labels):
                        # A gateway bypasses a waypoint, unless a label says otherwise;
                        # a workload that calls itself needs no line.
                        if source not in {*self.entries, *(w.key for w in behind)}:
                            self._edge(source, key, "call")

    def _calls(self, workload: ClusterWorkload) -> None:
        callers = self.cluster.callers(workload)
        admitted = self.cluster.admitted(workload.namespace, workload.labels)
        if callers & {ANYONE, MESH} and workload.key not in self.entries:
            for source in self._knowing(workload):
                self._edge(source, workload.key, "settings")
            self._note(workload, _openness(workload, callers, admitted))
        if OUTSIDE in callers:
            self._note(workload, "in plain text from outside the mesh")
        for principal in sorted(callers):
            if principal == ANYONE and ANYONE in admitted:
                continue
            for source in self._sources(principal, workload.namespace, workload.labels):
                if not source.startswith("waypoint/") or source in self._before(workload):
                    self._edge(source, workload.key, "call")

    def _before(self, workload: ClusterWorkload) -> set[str]:
        """Return the boxes of the waypoints in front of a workload."""
        return {
            f"waypoint/{service['metadata']['name']}"
            for service in self.cluster.of("Service")
            if workload in self.cluster.behind(service)
        }

    def _sources(
        self, principal: str, namespace: str, labels: Mapping[str, str]
    ) -> Iterable[str]:
        if principal not in {ANYONE, MESH}:
            return self._workloads_of(principal)
        admitted = self.cluster.admitted(namespace, labels)
        if ANYONE in admitted:
            return [self._add(ACTORS[MESH])]
        return [self._add(ACTORS[PROFILES])] if PROFILES in admitted else []

    def _workloads_of(self, principal: str) -> list[str]:
        """Return the boxes of a principal: workloads, waypoints, or another namespace."""
        _, _, namespace, _, account = principal.split("/") if "/" in principal else [""] * 5
        for waypoint in self.cluster.waypoints():
            if (namespace_of(waypoint), waypoint["metadata"]["name"]) == (namespace, account):
                return [
                    f"waypoint/{service['metadata']['name']}"
                    for service in self.cluster.at(waypoint)
                ]
        if namespace not in {workload.namespace for workload in self.cluster.workloads}:
            return [self._elsewhere(namespace)] if namespace else []
        return [
            workload.key
            for workload in self.cluster.workloads
            if workload.namespace == namespace and account in {workload.account, "*"}
        ]

    def _knowing(self, workload: ClusterWorkload) -> set[str]:
        """Return who has a workload's address in its settings, or its data's key."""
        addresses = [
            f"{service['metadata']['name']}.{namespace_of(service)}.svc"
            for service in self.cluster.of("Service")
            if workload in self.cluster.behind(service)
        ]
        named = {
            (namespace_of(settings), settings["metadata"]["name"])
            for settings in self.cluster.of("ConfigMap")
            if _mentions(settings.get("data"), addresses)
        }
        found = {
            other.key
            for other in self.cluster.workloads
            if any((other.namespace, name) in named for name in other.config_maps)
            or (
                workload.claims
                and other.namespace == workload.namespace
                and other.secrets & workload.secrets
            )
        }
        for issuer in self.cluster.of("RequestAuthentication"):
            if _mentions(issuer["spec"], addresses):
                labels = issuer["spec"].get("selector", {}).get("matchLabels", {})
                found |= {w.key for w in self.cluster.selected(namespace_of(issuer), labels)}
        return found

    def _box(self, workload: ClusterWorkload) -> Node:
        kind: Kind = "workload"
        if workload.key in self.entries:
            kind = "gateway"
        elif workload.claims:
            kind = "data"
        sizes = {
            obj["metadata"]["name"]: obj["spec"]["resources"]["requests"]["storage"]
            for obj in self.cluster.of("PersistentVolumeClaim")
        }
        notes = self.notes.get(workload.key, [])
        notes += [f"{claim} {sizes.get(claim, '')}".strip() for claim in workload.claims]
        line = Line(name=workload.name, notes=tuple(notes))
        group = DATA if kind == "data" else group_of(workload)
        return Node(key=workload.key, group=group, kind=kind, lines=(line,))


def _openness(workload: ClusterWorkload, callers: set[str], admitted: set[str]) -> str:
    if ANYONE in admitted:
        return "open to anyone" if ANYONE in callers else "open to the mesh"
    return f"open to {', '.join([workload.namespace, *sorted(admitted)])}"


def _mentions(settings: object, addresses: list[str]) -> bool:
    return any(address in text for text in texts(settings) for address in addresses)


def _mesh_notes(cluster: Cluster) -> Iterator[str]:
    for obj in cluster.of("Namespace"):
        name = obj["metadata"]["name"]
        facts = []
        if obj["metadata"].get("labels", {}).get("istio.io/dataplane-mode") == "ambient":
            facts.append("ambient mesh: each pod behind its node's ztunnel")
        if any(
            namespace_of(policy) == name and not policy["spec"]
            for policy in cluster.of("AuthorizationPolicy")
        ):
            facts.append("default deny")
        if any(
            namespace_of(policy) == name
            and "selector" not in policy["spec"]
            and policy["spec"]["mtls"]["mode"] == "STRICT"
            for policy in cluster.of("PeerAuthentication")
        ):
            facts.append("mutual TLS only")
        if facts:
            yield f"Namespace {name}: {'; '.join(facts)}"
