"""What the training operator of a release runs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingJobs:
    """The jobs of a training operator.

    kinds: their names. kubernetes: the release whose pods they describe. managed_by: whether
    a job may name a controller other than the operator, as Kueue does for other clusters.
    """

    kinds: tuple[str, ...]
    kubernetes: str
    managed_by: bool
