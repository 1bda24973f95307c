"""Have training jobs of profiles wait in their queue, which holds only those that name it."""

from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..config.kueue import LOCAL_QUEUE, QUEUE_NAME
from ..releases import TrainingJobs
from ..schemas import MPI_JOB, TRAIN_JOB, training_jobs
from .policy import Demand, Kinds, TenantPolicy, one_of

NAME: Final = "queues"

# Kueue v0.17.0 has MPIJob in v2beta1 alone, which is another operator's, and no MXJob.
_HELD: Final = ("PyTorchJob", "TFJob", "PaddleJob", "XGBoostJob", "JAXJob")


def guard_queues(
    scope: Construct, rules: TenantRules, *, jobs: TrainingJobs, trainer: bool = False
) -> None:
    """Refuse in profiles training jobs that would not wait in a queue.

    jobs: those of the release. trainer: whether Trainer is installed, beside the training
    operator or instead.
    """
    of_trainer = Kinds(group=TRAIN_JOB.group, resources=(TRAIN_JOB.plural,))
    unknown = [kind for kind in jobs.kinds if kind not in _HELD]
    *others, last = (kind for kind in _HELD if kind in jobs.kinds)
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[
            Kinds(
                group=MPI_JOB.group,
                resources=tuple(kind.plural for kind in training_jobs(jobs)),
            ),
            *((of_trainer,) if trainer else ()),
        ],
        demands=[
            Demand(
                expression=(
                    "object.apiVersion != 'kubeflow.org/v1' || "
                    f"!(object.kind in {one_of(unknown)})"
                ),
                message=(
                    f"Kueue holds no {' and '.join(unknown)} of kubeflow.org/v1, which would "
                    f"run beside the queue; use a {', '.join(others)} or {last}"
                ),
            ),
            Demand(
                expression=(
                    f"object.metadata.?labels[?'{QUEUE_NAME}'].orValue('') == '{LOCAL_QUEUE}'"
                ),
                message=(
                    f"a training job waits in the queue of its profile: set its label "
                    f"{QUEUE_NAME}: {LOCAL_QUEUE}"
                ),
            ),
        ],
    )
