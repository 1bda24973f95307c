"""Settings of a component's pods."""

from dataclasses import dataclass

from ..catalog import Images
from .cluster import Cluster
from .logs import LogFormat
from .mesh import Mesh, Sidecars
from .pods import Hardening, Pods, Resources
from .services import CLUSTER_DOMAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkloadDefaults:
    """Settings of one component: its images, pods, resources, hardening and mesh.

    images: with their registry. pods: number and placement. in_profiles: placement of pods
    that it starts in profiles. resources: this component's row, None for upstream's.
    hardening, mesh, cluster_domain, cluster, log_format: the environment's.
    """

    images: Images = Images()
    pods: Pods = Pods(spread=())
    in_profiles: Pods = Pods()
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
    log_format: LogFormat = "text"

    @property
    def zap_flags(self) -> tuple[str, ...]:
        """The flags of a controller that registers those of controller-runtime's logger.

        Source: BindFlags in pkg/log/zap/zap.go of kubernetes-sigs/controller-runtime.
        """
        return ("--zap-encoder=json",) if self.log_format == "json" else ()

    @property
    def replicated(self) -> bool:
        """Whether more than one pod runs, so that a controller needs leader election."""
        return (self.pods.replicas or 1) > 1
