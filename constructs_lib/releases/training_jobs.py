"""What the training operator of a release runs."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainingJobs:
    """The jobs of a training operator.

    operator: its version. kinds: their names. kubernetes: the release whose pods they
    describe.
    """

    operator: str
    kinds: tuple[str, ...]
    kubernetes: str
