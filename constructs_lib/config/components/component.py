"""Metadata of a component for the rest of the library."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from ...releases import Release
from ..checks import check_known, check_label, check_object, check_port, check_selector
from ..links import Links
from ..mesh import check_caller

KUBEFLOW_NAMESPACE: Final = "kubeflow"

# Callers that are not a single identity of the mesh.
PLACES: Final = ("gateway", "profiles", "namespace", "api-server")


@dataclass(frozen=True, kw_only=True, slots=True)
class IngressRule:
    """An ingress rule: pods of a component, and who may connect to them.

    name: of the NetworkPolicy. pods: their labels.
    callers: `gateway` (the ingress gateway), `profiles` (pods of every profile), `namespace`
    (pods of the same namespace), `api-server` (which calls webhooks and has no address that
    a policy could name, so the port is open to everyone), or identities of the mesh such as
    `cluster.local/ns/team/sa/default`.
    ports: container ports; empty means every one.
    Raises ValueError for no pods, no callers or unknown ones, and the API server
    without exactly one port.
    """

    name: str
    pods: Mapping[str, str]
    callers: tuple[str, ...]
    ports: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        check_object(self.name, "policy")
        check_selector(self.pods, f"pods of policy {self.name!r}")
        if not self.callers:
            raise ValueError(
                f"policy {self.name!r} admits nobody; name callers: {', '.join(PLACES)}, or "
                "identities of the mesh"
            )
        for caller in self.callers:
            if "/" not in caller:
                check_known(caller, PLACES, f"caller of policy {self.name!r}")
            else:
                check_caller(caller, f"caller of policy {self.name!r}")
        for port in self.ports:
            check_port(port, f"port of policy {self.name!r}")
        if "api-server" in self.callers and (len(self.ports) != 1 or len(self.callers) > 1):
            raise ValueError(
                f"policy {self.name!r} is for the API server, whose address no policy can "
                "name; give it the webhook's port only, and no other caller"
            )

    @property
    def port(self) -> int:
        """The single allowed port."""
        [port] = self.ports
        return port


@dataclass(frozen=True, kw_only=True, slots=True)
class MetricsPort:
    """A container port at which pods serve metrics in Prometheus' format.

    name: of the objects that open it and find it. pods: their labels. number: of the container
    port. port_name: its name in the container, by which a PodMonitor finds it.
    path: of the metrics.
    proxy: the container port of kube-rbac-proxy, if it is in front and the metrics' own port
    is on loopback.
    beside_webhook: whether the pods have a WebhookPort, whose PeerAuthentication is the only
    one that Istio applies to them.
    in_mesh: whether ztunnel guards the pods; Istio's own proxies are outside.
    by_mesh_alone: whether no NetworkPolicy closes the pods' namespace.
    """

    name: str
    pods: Mapping[str, str]
    number: int
    port_name: str = "metrics"
    path: str = "/metrics"
    proxy: int | None = None
    beside_webhook: bool = False
    in_mesh: bool = True
    by_mesh_alone: bool = False

    @property
    def annotations(self) -> Mapping[str, str]:
        """The annotations of pods that the community's scrape configurations look for."""
        return {
            "prometheus.io/path": self.path,
            "prometheus.io/port": str(self.number),
            "prometheus.io/scrape": "true",
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Component:
    """Metadata of a component, without any construct of cdk8s.

    name: of its file in dist/ and in `Config(components=…)`; a DNS label.
    group: its box in the diagram.
    upstream: whether upstream has it; any other is not in the base. A release names its folder
    in kubeflow/manifests. images: its keys in the catalog and in releases.
    needs: components that it requires. links: added to the dashboard.
    reached_by: who may connect to its pods. without_clients: workloads that call the API
    server, and that nothing in the cluster calls.
    calls: by workload, Services of its namespace whose names are in its code: no object
    mentions them, but guarded egress must allow them.
    published_secrets: names of upstream's Secrets with published values: every overlay deletes
    them. namespace: of those Secrets.
    opt_in: whether it is installed only where `Config(components=…)` names it.
    settings: the field of Config that configures it, which several components may share.
    metrics: where its pods serve metrics. Ports that also serve an API are not among them:
    a caller that may connect to one may use the API.
    """

    name: str
    group: str
    upstream: bool = False
    images: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    links: Links = Links()
    reached_by: tuple[IngressRule, ...] = ()
    without_clients: tuple[str, ...] = ()
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_secrets: tuple[str, ...] = ()
    namespace: str = KUBEFLOW_NAMESPACE
    opt_in: bool = False
    settings: str | None = None
    metrics: tuple[MetricsPort, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "component")

    def in_release(self, release: Release) -> "Component":
        """Return the component with its rules and pods as a release calls them."""
        pods = release.selectors
        return replace(
            self,
            reached_by=tuple(
                replace(
                    rule,
                    name=release.named(rule.name),
                    pods=pods.get(rule.name, rule.pods),
                )
                for rule in self.reached_by
            ),
            metrics=tuple(
                replace(port, pods=pods.get(port.name, port.pods)) for port in self.metrics
            ),
        )

    def rule(self, name: str) -> IngressRule:
        """Return the rule with this name."""
        [found] = [rule for rule in self.reached_by if rule.name == name]
        return found

    def metrics_port(self, name: str) -> MetricsPort:
        """Return the port of metrics with this name."""
        [found] = [port for port in self.metrics if port.name == name]
        return found
