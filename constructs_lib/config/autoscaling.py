"""Bounds between which the number of pods follows the load."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Autoscaling:
    """A HorizontalPodAutoscaler that scales the pods with the load.

    minimum, maximum: the number of pods. cpu: the target utilization, a percentage of the
    requested CPU.
    Raises ValueError for bounds that leave nothing to scale.
    """

    minimum: int = 2
    maximum: int
    cpu: int = 80

    def __post_init__(self) -> None:
        if self.minimum < 1:
            raise ValueError(f"minimum must be 1 or more, got {self.minimum}")
        if self.maximum <= self.minimum:
            raise ValueError(
                f"maximum must be over minimum={self.minimum}, got {self.maximum}; for a "
                f"fixed number set replicas={self.minimum}"
            )
        if self.cpu < 1:
            raise ValueError(
                f"cpu must be a percentage of the request such as 80, got {self.cpu}"
            )
