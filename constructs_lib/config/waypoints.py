"""Size and placement of profiles' waypoints."""

from dataclasses import dataclass

from .autoscaling import Autoscaling
from .mesh import Ambient, Mesh, Sidecars
from .pods import Pods, Resources
from .versions import WAYPOINT_PARAMETERS, check_feature


@dataclass(frozen=True, kw_only=True, slots=True)
class Waypoints:
    """The waypoint of each profile; unset fields keep Istio's defaults.

    resources: of the proxy; the profile's quota counts them for each of its pods.
    replicas: a number, or `Autoscaling(maximum=…)`; Istio's default is one.
    pods: node placement, and pull secrets of the profile's namespace.
    Raises ValueError for replicas below 1, or replicas in `pods`.
    Source: https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/
    """

    resources: Resources | None = None
    replicas: int | Autoscaling | None = None
    pods: Pods = Pods()

    def __post_init__(self) -> None:
        if isinstance(self.replicas, int) and self.replicas < 1:
            raise ValueError(f"replicas of waypoints must be 1 or more, got {self.replicas}")
        self.pods.check_placed_only(
            "istiod makes waypoints, as many as Waypoints(replicas=…) says"
        )

    @property
    def least(self) -> int:
        """The minimum number of pods of a profile's waypoint."""
        if isinstance(self.replicas, Autoscaling):
            return self.replicas.minimum
        return self.replicas or 1

    def check_mesh(self, mesh: Mesh) -> None:
        """Refuse a size without waypoints, or with an Istio that ignores it."""
        sized = self != Waypoints()
        if sized and isinstance(mesh, Sidecars):
            raise ValueError(
                "with Sidecars() profiles have no waypoints: leave out "
                "ProfileDefaults(waypoints=…), or choose mesh=Ambient()"
            )
        if sized and isinstance(mesh, Ambient):
            check_feature(WAYPOINT_PARAMETERS, mesh.istio)
