"""Have training jobs of profiles wait in their queue, which holds only those that name it."""

from typing import Final

from constructs import Construct

from ..config import TenantRules
from ..config.kueue import LOCAL_QUEUE, QUEUE_NAME
from ..schemas import MPI_JOB, MX_JOB, TRAIN_JOB, TRAINING_JOBS
from .policy import Demand, Kinds, TenantPolicy, one_of

NAME: Final = "queues"

# Kueue v0.17.0 has MPIJob in v2beta1 alone, which is another operator's, and no MXJob.
_UNKNOWN: Final = (MPI_JOB, MX_JOB)


def guard_queues(scope: Construct, rules: TenantRules, *, trainer: bool = False) -> None:
    """Refuse in profiles training jobs that would not wait in a queue.

    trainer: whether Trainer is installed, beside the training operator or instead.
    """
    of_trainer = Kinds(group=TRAIN_JOB.group, resources=(TRAIN_JOB.plural,))
    kinds = one_of([kind.kind for kind in _UNKNOWN])
    TenantPolicy(
        scope,
        name=NAME,
        rules=rules,
        kinds=[
            Kinds(group=MPI_JOB.group, resources=tuple(kind.plural for kind in TRAINING_JOBS)),
            *((of_trainer,) if trainer else ()),
        ],
        demands=[
            Demand(
                expression=(
                    f"object.apiVersion != 'kubeflow.org/v1' || !(object.kind in {kinds})"
                ),
                message=(
                    "Kueue holds no MPIJob and MXJob of kubeflow.org/v1, which would run "
                    "beside the queue; use a PyTorchJob, TFJob, PaddleJob or XGBoostJob"
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
