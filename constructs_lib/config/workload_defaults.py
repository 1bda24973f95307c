"""Settings of a component's pods."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..catalog import Images
from .autoscaling import Autoscaling
from .canary import PageCanary
from .cluster import Cluster
from .components import MetricsPort
from .logs import LogFormat
from .mesh import Mesh, Sidecars
from .monitoring import Monitoring
from .pods import Hardening, Pods, Resources
from .services import CLUSTER_DOMAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkloadDefaults:
    """Settings of one component: its images, pods, resources, hardening and mesh.

    images: with their registry. pods: number and placement. in_profiles: placement of pods
    that it starts in profiles. autoscaling: by workload, the bounds of the number of its pods.
    resources: this component's row, None for upstream's.
    hardening, mesh, cluster_domain, cluster, monitoring, log_format: the environment's.
    canary: of its page, if it has one.
    """

    images: Images = Images()
    pods: Pods = Pods(spread=())
    in_profiles: Pods = Pods()
    autoscaling: Mapping[str, Autoscaling] = field(default_factory=dict)
    resources: Resources | None = None
    hardening: Hardening = Hardening(
        probes="upstream",
        security="upstream",
        rollout="manual",
        disruption_budgets="none",
        webhook_rights="upstream",
    )
    mesh: Mesh = Sidecars()
    cluster_domain: str = CLUSTER_DOMAIN
    cluster: Cluster = Cluster()
    monitoring: Monitoring | None = None
    log_format: LogFormat = "text"
    canary: PageCanary | None = None

    @property
    def zap_flags(self) -> tuple[str, ...]:
        """The flags of a controller that registers those of controller-runtime's logger.

        Source: BindFlags in pkg/log/zap/zap.go of kubernetes-sigs/controller-runtime.
        """
        return ("--zap-encoder=json",) if self.log_format == "json" else ()

    def page_image(self, name: str) -> str:
        """Return the image of the component's page: its canary's, if everyone sees that."""
        if self.canary and self.canary.to_everyone:
            return self.images.located(self.canary.image)
        return self.images.named(name)

    @property
    def replicated(self) -> bool:
        """Whether more than one pod runs, so that a controller needs leader election."""
        return (self.pods.replicas or 1) > 1

    @property
    def keeps_metrics_proxy(self) -> bool:
        """Whether the controllers that have kube-rbac-proxy upstream have it here."""
        return self.monitoring is None or self.monitoring.metrics_proxy == "kept"

    def reads(self, port: MetricsPort) -> bool:
        """Return whether the scraper connects to a port itself, without a proxy."""
        monitoring = self.monitoring
        return (
            monitoring is not None
            and monitoring.reads(port)
            and not monitoring.behind_proxy(port)
        )

    def metrics_ports(self, port: MetricsPort) -> Mapping[str, int]:
        """Return a port by its name, for a container whose metrics are read; else nothing."""
        return {port.port_name: port.number} if self.reads(port) else {}

    def metrics_annotations(self, port: MetricsPort) -> Mapping[str, str]:
        """Return the annotations by which a Prometheus without operator finds a port."""
        if self.monitoring is None or self.monitoring.discovery == "operator":
            return {}
        return port.annotations if self.reads(port) else {}

    def plain_ports(self, port: MetricsPort) -> tuple[int, ...]:
        """Return the metrics port to which a scraper outside of the mesh connects."""
        if self.monitoring is None or self.monitoring.scraper.mesh == "in":
            return ()
        return (self.monitoring.number(port),)

    def unless_monitored(self, annotations: Mapping[str, str]) -> Mapping[str, str]:
        """Return upstream's annotations for Prometheus, unless monitoring replaces them.

        With both, each metric would be scraped twice.
        """
        return {} if self.monitoring else annotations
