"""Define training jobs: several pods of one framework that work together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from ..releases import TrainingJobs
from .custom_resource import CustomResource, PrinterColumn, Scale
from .hints import Int32, Int64, Keywords, Since, keyed_by, shape

# The operator that first had these fields.
_NEWER: Final = "1.9"


@shape
class JobMetadata:
    """Metadata for the objects created from a job's templates."""

    annotations: Mapping[str, str] | None = None
    finalizers: Sequence[str] | None = None
    labels: Mapping[str, str] | None = None
    name: str | None = None
    namespace: str | None = None


class JobClaim(k8s.PersistentVolumeClaimTemplate):
    metadata: JobMetadata | None  # type: ignore[assignment]  # Inherited as a property.


class JobEphemeral(k8s.EphemeralVolumeSource):
    volume_claim_template: JobClaim | None


class JobVolume(k8s.Volume):
    ephemeral: JobEphemeral | None


_Volumes = Annotated[Sequence[JobVolume], keyed_by("name", since=_NEWER)]


class JobPod(k8s.PodSpec):
    volumes: _Volumes | None  # type: ignore[assignment]  # A list, to cdk8s.


@shape
class JobTemplate:
    metadata: JobMetadata | None = None
    spec: JobPod | None = None


@shape
class ReplicaSpec:
    replicas: Int32 | None = None
    restart_policy: str | None = None
    template: JobTemplate | None = None


_Replicas = Mapping[str, ReplicaSpec]
_Queue = Annotated[
    str,
    Keywords(
        {
            "x-kubernetes-validations": [
                {
                    "message": "spec.runPolicy.schedulingPolicy.queue is immutable",
                    "rule": "self == oldSelf",
                }
            ]
        }
    ),
]


@shape
class SchedulingPolicy:
    min_available: Int32 | None = None
    min_resources: Mapping[str, k8s.Quantity] | None = None
    priority_class: str | None = None
    queue: _Queue | None = None
    schedule_timeout_seconds: Int32 | None = None


@shape
class RunPolicy:
    active_deadline_seconds: Int64 | None = None
    backoff_limit: Int32 | None = None
    clean_pod_policy: str | None = None
    managed_by: Annotated[str | None, Since(_NEWER)] = None
    scheduling_policy: SchedulingPolicy | None = None
    suspend: bool | None = False
    ttl_seconds_after_finished: Int32 | None = None


@shape
class JaxJobSpec:
    jax_replica_specs: _Replicas
    run_policy: RunPolicy | None = None


@shape
class MpiJobSpec:
    mpi_replica_specs: _Replicas
    clean_pod_policy: str | None = None
    main_container: str | None = None
    run_policy: RunPolicy | None = None
    slots_per_worker: Int32 | None = None


@shape
class MxJobSpec:
    job_mode: str
    mx_replica_specs: _Replicas
    run_policy: RunPolicy | None = None


@shape
class PaddleElasticPolicy:
    max_replicas: Int32 | None = None
    max_restarts: Int32 | None = None
    metrics: Sequence[k8s.MetricSpecV2] | None = None
    min_replicas: Int32 | None = None


@shape
class PaddleJobSpec:
    paddle_replica_specs: _Replicas
    elastic_policy: PaddleElasticPolicy | None = None
    run_policy: RunPolicy | None = None


@shape
class RendezvousSetting:
    key: str | None = None
    value: str | None = None


@shape
class PyTorchElasticPolicy:
    max_replicas: Int32 | None = None
    max_restarts: Int32 | None = None
    metrics: Sequence[k8s.MetricSpecV2] | None = None
    min_replicas: Int32 | None = None
    n_proc_per_node: Int32 | None = None
    rdzv_backend: str | None = None
    rdzv_conf: Sequence[RendezvousSetting] | None = None
    rdzv_host: str | None = None
    rdzvId: str | None = None  # noqa: N815 - the one field whose Id has a small d
    rdzv_port: Int32 | None = None
    standalone: bool | None = None


@shape
class PyTorchJobSpec:
    pytorch_replica_specs: _Replicas
    elastic_policy: PyTorchElasticPolicy | None = None
    nproc_per_node: str | None = None
    run_policy: RunPolicy | None = None


@shape
class TfJobSpec:
    tf_replica_specs: _Replicas
    enable_dynamic_worker: bool | None = None
    run_policy: RunPolicy | None = None
    success_policy: str | None = None


@shape
class XgBoostJobSpec:
    xgb_replica_specs: _Replicas
    run_policy: RunPolicy | None = None


@shape
class JobCondition:
    status: str
    type: str
    last_transition_time: datetime | None = None
    last_update_time: datetime | None = None
    message: str | None = None
    reason: str | None = None


@shape
class ReplicaStatus:
    active: Int32 | None = None
    failed: Int32 | None = None
    label_selector: k8s.LabelSelector | None = None
    selector: str | None = None
    succeeded: Int32 | None = None


@shape
class JobStatus:
    completion_time: datetime | None = None
    conditions: Sequence[JobCondition] | None = None
    last_reconcile_time: datetime | None = None
    replica_statuses: Mapping[str, ReplicaStatus] | None = None
    start_time: datetime | None = None


_STATE: Final = PrinterColumn("State", ".status.conditions[-1:].type")
_AGE: Final = PrinterColumn("Age", ".metadata.creationTimestamp", "date")


def _job(
    kind: str,
    spec: type,
    *,
    columns: tuple[PrinterColumn, ...] = (_STATE, _AGE),
    scaled: str | None = None,
) -> CustomResource:
    """Return a kind of job; `scaled` is the field with the replicas to scale."""
    scale = scaled and Scale(
        spec=f".spec.{scaled}.Worker.replicas",
        status=".status.replicaStatuses.Worker.active",
        selector=".status.replicaStatuses.Worker.selector",
    )
    return CustomResource(
        group="kubeflow.org",
        kind=kind,
        plural=f"{kind.lower()}s",
        versions=("v1",),
        storage="v1",
        spec=spec,
        status=JobStatus,
        scale=scale or None,
        columns=columns,
    )


JAX_JOB: Final = _job("JAXJob", JaxJobSpec, scaled="jaxReplicaSpecs")
MPI_JOB: Final = _job("MPIJob", MpiJobSpec, columns=(_AGE, _STATE))
MX_JOB: Final = _job("MXJob", MxJobSpec)
PADDLE_JOB: Final = _job("PaddleJob", PaddleJobSpec, scaled="paddleReplicaSpecs")
PYTORCH_JOB: Final = _job("PyTorchJob", PyTorchJobSpec, scaled="pytorchReplicaSpecs")
TF_JOB: Final = _job("TFJob", TfJobSpec)
XGBOOST_JOB: Final = _job("XGBoostJob", XgBoostJobSpec)

_KINDS: Final = {
    kind.kind: kind
    for kind in (JAX_JOB, MPI_JOB, MX_JOB, PADDLE_JOB, PYTORCH_JOB, TF_JOB, XGBOOST_JOB)
}


@cache
def training_jobs(jobs: TrainingJobs) -> tuple[CustomResource, ...]:
    """Return the kinds of a release's training jobs."""
    return tuple(
        replace(_KINDS[name], controller=jobs.operator, kubernetes=jobs.kubernetes)
        for name in jobs.kinds
    )
