"""Define jobs of Trainer, and the runtimes that they are run by.

Source: manifests/base/crds of kubeflow/trainer v2.1.0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from ..releases import TrainerFacts
from .custom_resource import CustomResource, ObjectRule, PrinterColumn
from .hints import ATOMIC_LIST, Int32, Keywords, Since, Until, keyed_by, one_of, shape
from .job_set import JOB_SET, OF_A_SET, PATCHES, Conditions, JobSetSpec
from .patched_train_job import PatchedTrainJobFields
from .training_job import JobMetadata, JobVolume

TRAINER_GROUP: Final = "trainer.kubeflow.org"
_KUBERNETES: Final = "1.34"
_VERSION: Final = "v1alpha1"

_CONTROLLER: Final = "trainer.kubeflow.org/trainjob-controller"
_MULTIKUEUE: Final = "kueue.x-k8s.io/multikueue"
_Count = Annotated[int, Keywords({"format": "int32", "minimum": 0})]
_Env = Annotated[Sequence[k8s.EnvVar], keyed_by("name")]
_Name = Annotated[str, Keywords({"minLength": 1})]
_Strings = Annotated[Sequence[str], ATOMIC_LIST]
_SOME: Final = {"minProperties": 1}


def _rule(message: str, rule: str) -> dict[str, str]:
    return {"message": message, "rule": rule}


def _rules(*rules: Mapping[str, str]) -> Keywords:
    return Keywords({"x-kubernetes-validations": list(rules)})


@shape
class Mpi:
    mpi_implementation: Annotated[str, one_of("OpenMPI", "", default="OpenMPI")] | None = None
    num_proc_per_node: Annotated[int, Keywords({"format": "int32", "default": 1})] | None = (
        None
    )
    run_launcher_as_node: bool | None = False
    ssh_auth_mount_path: (
        Annotated[str, Keywords({"maxLength": 4096}, since=PATCHES)] | None
    ) = "/root/.ssh"


@shape
class TorchElastic:
    max_nodes: Int32 | None = None
    max_restarts: Int32 | None = None
    metrics: Annotated[Sequence[k8s.MetricSpecV2], ATOMIC_LIST] | None = None
    min_nodes: Int32 | None = None


@shape
class Torch:
    elastic_policy: Annotated[TorchElastic | None, Until(PATCHES)] = None
    num_proc_per_node: Annotated[
        Annotated[
            k8s.IntOrString,
            Keywords(
                {
                    "default": "auto",
                    **_rules(
                        _rule(
                            "NumProcPerNode must be equal to auto, cpu, gpu, or int value",
                            "self > 0 || self in ['auto', 'cpu', 'gpu']",
                        )
                    ).lines,
                }
            ),
        ]
        | None,
        Until(PATCHES),
    ] = None


@shape
class Flux:
    num_proc_per_node: (
        Annotated[
            int,
            Keywords(
                {
                    "format": "int32",
                    "default": 1,
                    **_rules(
                        _rule("NumProcPerNode in fluxPolicy must be >= 1", "self >= 1")
                    ).lines,
                }
            ),
        ]
        | None
    ) = None


@shape
class Framework:
    """A framework without settings."""


@shape
class MlPolicy:
    flux: Annotated[Flux | None, Since(PATCHES)] = None
    jax: Annotated[Framework | None, Since(PATCHES)] = None
    xgboost: Annotated[Framework | None, Since(PATCHES)] = None
    mpi: Mpi | None = None
    num_nodes: Int32 | None = None
    torch: Torch | None = None


@shape
class Coscheduling:
    schedule_timeout_seconds: (
        Annotated[int, Keywords({"format": "int32", "default": 60})] | None
    ) = None


@shape
class NetworkTopology:
    highest_tier_allowed: int | None = 1
    mode: Annotated[str, one_of("hard", "soft", default="hard")] | None = None


@shape
class Volcano:
    network_topology: NetworkTopology | None = None


@shape
class PodGroupPolicy:
    coscheduling: Coscheduling | None = None
    volcano: Volcano | None = None


@shape
class JobSetTemplate:
    metadata: JobMetadata | None = None
    spec: Annotated[JobSetSpec, OF_A_SET] | None = None


_Policy = Annotated[
    MlPolicy,
    _rules(
        _rule(
            "numNodes should not be set if torch.elasticPolicy is configured",
            "!(has(self.numNodes) && (has(self.torch) && has(self.torch.elasticPolicy)))",
        ),
        _rule(
            "Only one of the policy can be configured",
            "!(has(self.torch) && has(self.mpi))",
        ),
    ),
]
_ONE_POLICY: Final = Keywords(
    _rules(
        _rule(
            "Only one of the policy can be configured",
            "[has(self.torch), has(self.mpi), has(self.jax), has(self.xgboost),"
            "has(self.flux)].filter(x, x).size() <= 1",
        )
    ).lines,
    since=PATCHES,
)


@shape
class TrainingRuntimeSpec:
    ml_policy: Annotated[_Policy | None, _ONE_POLICY] | None = None
    pod_group_policy: PodGroupPolicy | None = None
    template: Annotated[JobSetTemplate, Keywords(_SOME)] | None = None


@shape
class TrainingRuntimeFields:
    spec: Annotated[TrainingRuntimeSpec, Keywords(_SOME)] | None = None


@shape
class Initializer:
    env: _Env | None = None
    secret_ref: k8s.LocalObjectReference | None = None
    storageUri: str | None = None  # noqa: N815 - its Uri is no Kubernetes' URI


@shape
class Initializers:
    dataset: Initializer | None = None
    model: Initializer | None = None


@shape
class TargetJob:
    name: _Name


@shape
class ContainerOverride:
    name: _Name
    env: _Env | None = None
    volume_mounts: Annotated[Sequence[k8s.VolumeMount], keyed_by("name")] | None = None


_Containers = Annotated[Sequence[ContainerOverride], keyed_by("name")]


@shape
class PodOverride:
    """What a job may say of its pods besides what its runtime says."""

    affinity: k8s.Affinity | None = None
    containers: _Containers | None = None
    image_pull_secrets: (
        Annotated[Sequence[k8s.LocalObjectReference], keyed_by("name")] | None
    ) = None
    init_containers: _Containers | None = None
    node_selector: Mapping[str, str] | None = None
    scheduling_gates: Annotated[Sequence[k8s.PodSchedulingGate], keyed_by("name")] | None = (
        None
    )
    service_account_name: str | None = None
    tolerations: Annotated[Sequence[k8s.Toleration], ATOMIC_LIST] | None = None
    volumes: Annotated[Sequence[JobVolume], keyed_by("name")] | None = None


@shape
class PodTemplateOverride:
    target_jobs: Annotated[Sequence[TargetJob], ATOMIC_LIST]
    metadata: JobMetadata | None = None
    spec: PodOverride | None = None


@shape
class RuntimeRef:
    name: _Name
    api_group: str | None = TRAINER_GROUP
    kind: str | None = "ClusterTrainingRuntime"


@shape
class Training:
    args: _Strings | None = None
    command: _Strings | None = None
    env: _Env | None = None
    image: str | None = None
    num_nodes: Int32 | None = None
    num_proc_per_node: k8s.IntOrString | None = None
    resources_per_node: k8s.ResourceRequirements | None = None


@shape
class TrainJobSpec:
    runtime_ref: Annotated[
        RuntimeRef, _rules(_rule("runtimeRef is immutable", "self == oldSelf"))
    ]
    annotations: Mapping[str, str] | None = None
    initializer: Initializers | None = None
    labels: Mapping[str, str] | None = None
    managed_by: (
        Annotated[
            str,
            Keywords(
                {
                    "default": _CONTROLLER,
                    **_rules(
                        _rule(
                            f"ManagedBy must be {_CONTROLLER} or {_MULTIKUEUE} if set",
                            f"self in ['{_CONTROLLER}', '{_MULTIKUEUE}']",
                        ),
                        _rule("ManagedBy value is immutable", "self == oldSelf"),
                    ).lines,
                }
            ),
        ]
        | None
    ) = None
    pod_template_overrides: Annotated[Sequence[PodTemplateOverride], ATOMIC_LIST] | None = None
    suspend: bool | None = False
    trainer: Training | None = None


@shape
class TrainedJob:
    active: _Count
    failed: _Count
    name: _Name
    ready: _Count
    succeeded: _Count
    suspended: _Count


@shape
class TrainJobStatus:
    conditions: Conditions | None = None
    jobs_status: Annotated[Sequence[TrainedJob], keyed_by("name")] | None = None


@shape
class TrainJobFields:
    spec: TrainJobSpec | None = None
    status: Annotated[TrainJobStatus, Keywords(_SOME)] | None = None


def _runtime(kind: str, *, namespaced: bool) -> CustomResource:
    return CustomResource(
        group=TRAINER_GROUP,
        kind=kind,
        plural=f"{kind.lower()}s",
        versions=(_VERSION,),
        storage=_VERSION,
        fields=TrainingRuntimeFields,
        namespaced=namespaced,
        status_subresource=False,
        kubernetes=_KUBERNETES,
    )


CLUSTER_TRAINING_RUNTIME: Final = _runtime("ClusterTrainingRuntime", namespaced=False)
TRAINING_RUNTIME: Final = _runtime("TrainingRuntime", namespaced=True)
TRAIN_JOB: Final = CustomResource(
    group=TRAINER_GROUP,
    kind="TrainJob",
    plural="trainjobs",
    versions=(_VERSION,),
    storage=_VERSION,
    fields=TrainJobFields,
    columns=(
        PrinterColumn("State", ".status.conditions[-1:].type"),
        PrinterColumn("Age", ".metadata.creationTimestamp", "date"),
    ),
    rules=(
        ObjectRule(
            "metadata.name must match RFC 1035 DNS label format",
            "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        ),
        ObjectRule(
            "metadata.name must be no more than 63 characters",
            "size(self.metadata.name) <= 63",
        ),
    ),
    kubernetes=_KUBERNETES,
)

TRAINER_KINDS: Final = (CLUSTER_TRAINING_RUNTIME, TRAINING_RUNTIME, TRAIN_JOB)


def trainer_kinds(facts: TrainerFacts) -> tuple[CustomResource, ...]:
    """Return the kinds of a version of Trainer, TrainJobs last."""
    *runtimes, job = (_of(kind, facts) for kind in TRAINER_KINDS)
    return *runtimes, replace(job, fields=PatchedTrainJobFields) if facts.patches else job


def job_sets(facts: TrainerFacts) -> CustomResource:
    """Return JobSets of the version that a version of Trainer needs."""
    return _of(JOB_SET, facts)


def _of(kind: CustomResource, facts: TrainerFacts) -> CustomResource:
    return replace(kind, controller=facts.operator, kubernetes=facts.kubernetes)
