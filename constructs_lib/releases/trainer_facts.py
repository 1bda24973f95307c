"""What a release ships of Kubeflow Trainer."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class TrainerFacts:
    """What differs between the versions of Trainer, and of JobSet with it.

    operator: its version. kubernetes: the release whose pods its kinds describe.
    patches: whether a TrainJob patches its runtime, rather than overrides pods. With it came a
    webhook that sets defaults, a port for the progress of jobs, which nothing serves by
    default, the version in a ConfigMap for everyone, runtimes for JAX and XGBoost, volumes
    that runtimes claim, and a JobSet controller that reads Secrets of its own namespace alone.
    """

    operator: str
    kubernetes: str
    patches: bool
