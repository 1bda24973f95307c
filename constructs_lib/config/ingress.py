"""The ingress gateway's size and login."""

from dataclasses import dataclass

from .autoscaling import Autoscaling
from .checks import check_label
from .pods import Pods, Resources


@dataclass(frozen=True, kw_only=True, slots=True)
class Ingress:
    """The ingress gateway's size, and the login that it sends requests without a token to.

    resources: of its proxy; the defaults are Istio's.
    replicas: a number, or `Autoscaling(maximum=...)`; None follows `Config.pods`, which also
    says where its pods run.
    provider: the login's name among the mesh configuration's `extensionProviders`.
    """

    resources: Resources = Resources(
        cpu="100m", memory="128Mi", cpu_limit="2", memory_limit="1Gi"
    )
    replicas: int | Autoscaling | None = None
    provider: str = "oauth2-proxy"

    def __post_init__(self) -> None:
        check_label(self.provider, "extension provider")
        if isinstance(self.replicas, int) and self.replicas < 1:
            raise ValueError(f"replicas must be 1 or more, got {self.replicas}")

    def fixed(self, pods: Pods) -> int | None:
        """Return the number of pods to write; None where it is unset or autoscaled."""
        if isinstance(self.replicas, Autoscaling):
            return None
        return self.replicas or pods.replicas

    def least(self, pods: Pods) -> int:
        """Return the minimum number of pods."""
        if isinstance(self.replicas, Autoscaling):
            return self.replicas.minimum
        return self.fixed(pods) or 1
