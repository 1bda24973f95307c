"""How a component's pods run."""

from dataclasses import dataclass

from ..catalog import Images
from .cluster import Cluster
from .mesh import Mesh, Sidecars
from .pods import Hardening, Pods, Resources
from .services import CLUSTER_DOMAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkloadDefaults:
    """How one component runs: its images, pods, resources, hardening and mesh.

    images: where they come from. pods: how many, and where. in_profiles: where those pods run
    that it starts in profiles. resources: this component's row,
    upstream's where None. hardening, mesh, cluster_domain, cluster: the environment's.
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

    @property
    def replicated(self) -> bool:
        """Whether more than one pod runs: a controller must then elect which one acts."""
        return (self.pods.replicas or 1) > 1
