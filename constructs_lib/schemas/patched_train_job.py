"""Define jobs of Trainer 2.2, which patch the runtime that they name.

Source: manifests/base/crds of kubeflow/trainer v2.2.0.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from cdk8s_plus_27 import k8s

from .hints import ATOMIC_LIST, Int32, Keywords, keyed_by, shape
from .job_set import Condition
from .training_job import JobMetadata, JobVolume

_FIXED: Final = {
    "x-kubernetes-validations": [{"message": "field is immutable", "rule": "self == oldSelf"}]
}
_CONTROLLER: Final = "trainer.kubeflow.org/trainjob-controller"
_MULTIKUEUE: Final = "kueue.x-k8s.io/multikueue"


def _text(longest: int, **more: Any) -> Keywords:
    return Keywords({"maxLength": longest, **more})


def _named(most: int, **more: Any) -> Keywords:
    return Keywords({**keyed_by("name").lines, "maxItems": most, **more})


def _items(most: int) -> Keywords:
    return Keywords({**ATOMIC_LIST.lines, "maxItems": most})


_Name = Annotated[str, _text(253, minLength=1)]
_Env = Annotated[Sequence[k8s.EnvVar], _named(128)]
_Words = Annotated[Sequence[Annotated[str, _text(65536)]], _items(128)]
_Count = Annotated[int, Keywords({"format": "int32", "minimum": 0})]


@shape
class ContainerPatch:
    name: _Name
    env: _Env | None = None
    security_context: k8s.SecurityContext | None = None
    volume_mounts: Annotated[Sequence[k8s.VolumeMount], _named(128)] | None = None


_Containers = Annotated[Sequence[ContainerPatch], _named(64, **_FIXED)]


@shape
class PodPatch:
    """What a job may say of its pods besides what its runtime says."""

    affinity: k8s.Affinity | None = None
    containers: _Containers | None = None
    image_pull_secrets: (
        Annotated[Sequence[k8s.LocalObjectReference], _named(64, **_FIXED)] | None
    ) = None
    init_containers: _Containers | None = None
    node_selector: Mapping[str, str] | None = None
    scheduling_gates: Annotated[Sequence[k8s.PodSchedulingGate], _named(16)] | None = None
    security_context: Annotated[k8s.PodSecurityContext, Keywords(_FIXED)] | None = None
    service_account_name: Annotated[str, _text(253, **_FIXED)] | None = None
    tolerations: Annotated[Sequence[k8s.Toleration], _items(128)] | None = None
    volumes: Annotated[Sequence[JobVolume], _named(128, **_FIXED)] | None = None


@shape
class PodTemplatePatch:
    metadata: JobMetadata | None = None
    spec: PodPatch | None = None


@shape
class BatchJobPatch:
    template: PodTemplatePatch | None = None


@shape
class BatchTemplatePatch:
    metadata: JobMetadata | None = None
    spec: BatchJobPatch | None = None


@shape
class ReplicatedJobPatch:
    name: _Name
    template: BatchTemplatePatch | None = None


@shape
class JobSetSpecPatch:
    replicated_jobs: Annotated[Sequence[ReplicatedJobPatch], _named(100)] | None = None


@shape
class JobSetPatch:
    metadata: JobMetadata | None = None
    spec: JobSetSpecPatch | None = None


@shape
class RuntimeSpecPatch:
    template: JobSetPatch | None = None


@shape
class RuntimePatch:
    manager: Annotated[str, _text(253, minLength=1, **_FIXED)]
    time: datetime | None = None
    training_runtime_spec: RuntimeSpecPatch | None = None


@shape
class Fetching:
    env: _Env | None = None
    secret_ref: k8s.LocalObjectReference | None = None
    storageUri: Annotated[str, _text(2048)] | None = None  # noqa: N815 - no Kubernetes' URI


@shape
class Inputs:
    dataset: Fetching | None = None
    model: Fetching | None = None


@shape
class NamedRuntime:
    name: _Name
    api_group: Annotated[str, _text(253, default="trainer.kubeflow.org")] | None = None
    kind: Annotated[str, _text(253, default="ClusterTrainingRuntime")] | None = None


@shape
class PatchedTraining:
    args: _Words | None = None
    command: _Words | None = None
    env: _Env | None = None
    image: Annotated[str, _text(500)] | None = None
    num_nodes: Int32 | None = None
    num_proc_per_node: Int32 | None = None
    resources_per_node: k8s.ResourceRequirements | None = None


@shape
class PatchedTrainJobSpec:
    runtime_ref: Annotated[NamedRuntime, Keywords(_FIXED)]
    active_deadline_seconds: (
        Annotated[int, Keywords({"format": "int64", "minimum": 1, **_FIXED})] | None
    ) = None
    initializer: Annotated[Inputs, Keywords(_FIXED)] | None = None
    managed_by: (
        Annotated[
            str,
            Keywords(
                {
                    "default": _CONTROLLER,
                    "maxLength": 253,
                    "x-kubernetes-validations": [
                        {
                            "message": (
                                f"ManagedBy must be {_CONTROLLER} or {_MULTIKUEUE} if set"
                            ),
                            "rule": f"self in ['{_CONTROLLER}', '{_MULTIKUEUE}']",
                        },
                        *_FIXED["x-kubernetes-validations"],
                    ],
                }
            ),
        ]
        | None
    ) = None
    runtime_patches: (
        Annotated[
            Sequence[RuntimePatch],
            Keywords({**keyed_by("manager").lines, "maxItems": 16}),
        ]
        | None
    ) = None
    suspend: bool | None = False
    trainer: Annotated[PatchedTraining, Keywords(_FIXED)] | None = None


@shape
class PatchedJobStatus:
    active: _Count
    failed: _Count
    name: _Name
    ready: _Count
    succeeded: _Count
    suspended: _Count


@shape
class Measured:
    name: Annotated[str, _text(64, minLength=1)]
    value: Annotated[str, _text(64, minLength=1)]


@shape
class Progress:
    estimated_remaining_seconds: _Count | None = None
    last_updated_time: datetime | None = None
    metrics: Annotated[Sequence[Measured], _items(256)] | None = None
    progress_percentage: (
        Annotated[int, Keywords({"format": "int32", "minimum": 0, "maximum": 100})] | None
    ) = None


_TIMED: Final = Keywords(
    {
        "x-kubernetes-validations": [
            {
                "message": "lastUpdatedTime is required when trainerStatus is present",
                "rule": "has(self.lastUpdatedTime)",
            }
        ]
    }
)


@shape
class PatchedTrainJobStatus:
    conditions: (
        Annotated[Sequence[Condition], Keywords({**keyed_by("type").lines, "maxItems": 8})]
        | None
    ) = None
    jobs_status: Annotated[Sequence[PatchedJobStatus], _named(100)] | None = None
    trainer_status: Annotated[Progress, _TIMED] | None = None


@shape
class PatchedTrainJobFields:
    spec: PatchedTrainJobSpec | None = None
    status: Annotated[PatchedTrainJobStatus, Keywords({"minProperties": 1})] | None = None
