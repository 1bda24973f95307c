"""Define sets of Jobs that start, fail and end together, which Trainer makes of its jobs.

Source: config/components/crd of kubernetes-sigs/jobset v0.10.1.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource, PrinterColumn
from .hints import ATOMIC_LIST, Int32, Int64, Keywords, Since, keyed_by, one_of, shape
from .training_job import JobMetadata, JobVolume

JOB_SET_GROUP: Final = "jobset.x-k8s.io"
# Its go.mod requires the API of this release.
_KUBERNETES: Final = "1.34"
# The Trainer that needs JobSet 0.11; older ones have 0.10.
PATCHES: Final = "2.2.0"

IMMUTABLE: Final = {"message": "Value is immutable", "rule": "self == oldSelf"}
_FIXED: Final = {"x-kubernetes-validations": [IMMUTABLE]}
_Count = Annotated[int, Keywords({"format": "int32"})]
_FIFTY: Final = Keywords({**ATOMIC_LIST.lines, "maxItems": 50})
_POLICIES: Final = Keywords({**_FIFTY.lines, **_FIXED})
_GRANULAR: Final = Keywords({"x-kubernetes-map-type": "granular"})
_Names = Annotated[Sequence[str], ATOMIC_LIST]
_ExitCodes = Annotated[Sequence[Int32], Keywords({"x-kubernetes-list-type": "set"})]
_Conditions = Annotated[Sequence[k8s.PodFailurePolicyOnPodConditionsPattern], ATOMIC_LIST]


def _set_of(*keys: str) -> Keywords:
    """Return the keywords of a list by keys that cannot be changed."""
    return Keywords({**keyed_by(*keys).lines, **_FIXED})


@shape
class SuccessRule:
    succeeded_count: Int32 | None = None
    succeeded_indexes: str | None = None


@shape
class JobSuccess:
    rules: Annotated[Sequence[SuccessRule], ATOMIC_LIST]


class ExitCodes(k8s.PodFailurePolicyOnExitCodesRequirement):
    values: _ExitCodes  # type: ignore[assignment]  # A list, to cdk8s.


class FailureRule(k8s.PodFailurePolicyRule):
    on_exit_codes: ExitCodes | None
    on_pod_conditions: _Conditions | None  # type: ignore[assignment]  # Likewise.


@shape
class JobFailure:
    rules: Annotated[Sequence[FailureRule], ATOMIC_LIST]


class SetPod(k8s.PodSpec):
    containers: Annotated[Sequence[k8s.Container], keyed_by("name")]  # type: ignore[assignment]
    volumes: Annotated[Sequence[JobVolume], keyed_by("name")] | None  # type: ignore[assignment]


@shape
class PodTemplate:
    metadata: JobMetadata | None = None
    spec: SetPod | None = None


@shape
class BatchJob:
    """A Job of Kubernetes, of a later release than cdk8s's."""

    template: PodTemplate
    active_deadline_seconds: Int64 | None = None
    backoff_limit: Int32 | None = None
    backoff_limit_per_index: Int32 | None = None
    completion_mode: str | None = None
    completions: Int32 | None = None
    managed_by: str | None = None
    manual_selector: bool | None = None
    max_failed_indexes: Int32 | None = None
    parallelism: Int32 | None = None
    pod_failure_policy: JobFailure | None = None
    pod_replacement_policy: str | None = None
    selector: k8s.LabelSelector | None = None
    success_policy: JobSuccess | None = None
    suspend: bool | None = None
    ttl_seconds_after_finished: Int32 | None = None


@shape
class BatchJobTemplate:
    metadata: JobMetadata | None = None
    spec: BatchJob | None = None


@shape
class DependsOn:
    name: str
    status: Annotated[str, one_of("Ready", "Complete")]


@shape
class ReplicatedJob:
    name: str
    template: BatchJobTemplate
    depends_on: (
        Annotated[Sequence[DependsOn], Keywords({**_set_of("name").lines, "maxItems": 5})]
        | None
    ) = None
    group_name: Annotated[str, Keywords({"default": "default"})] | None = None
    replicas: Annotated[int, Keywords({"format": "int32", "default": 1})] | None = None


@shape
class Coordinator:
    replicated_job: str
    job_index: int | None = None
    pod_index: int | None = None


@shape
class SetFailureRule:
    action: Annotated[
        str, one_of("FailJobSet", "RestartJobSet", "RestartJobSetAndIgnoreMaxRestarts")
    ]
    name: str
    on_job_failure_message_patterns: Sequence[str] | None = None
    on_job_failure_reasons: Sequence[str] | None = None
    target_replicated_jobs: _Names | None = None


_Strategy = Annotated[str, one_of("Recreate", "BlockingRecreate", default="Recreate")]
_IN_PLACE: Final = Keywords(
    {"enum": ["Recreate", "BlockingRecreate", "InPlaceRestart"]}, since=PATCHES
)


@shape
class SetFailure:
    max_restarts: Int32 | None = None
    restart_strategy: Annotated[_Strategy | None, _IN_PLACE] | None = None
    rules: Sequence[SetFailureRule] | None = None


@shape
class SetNetwork:
    enableDNSHostnames: bool | None = None  # noqa: N815 - its DNS is no Kubernetes' Dns
    publish_not_ready_addresses: bool | None = None
    subdomain: str | None = None


@shape
class SetStartup:
    startup_policy_order: Annotated[str, one_of("AnyOrder", "InOrder")]


@shape
class SetSuccess:
    operator: Annotated[str, one_of("All", "Any")]
    target_replicated_jobs: _Names | None = None


@shape
class ClaimCondition:
    status: str
    type: str
    last_probe_time: datetime | None = None
    last_transition_time: datetime | None = None
    message: str | None = None
    reason: str | None = None


@shape
class ClaimChange:
    status: str
    target_volume_attributes_class_name: str | None = None


@shape
class ClaimStatus:
    """What a claim's status says, which nobody writes in a template."""

    access_modes: _Names | None = None
    allocated_resource_statuses: Annotated[Mapping[str, str], _GRANULAR] | None = None
    allocated_resources: Mapping[str, k8s.Quantity] | None = None
    capacity: Mapping[str, k8s.Quantity] | None = None
    conditions: Annotated[Sequence[ClaimCondition], keyed_by("type")] | None = None
    current_volume_attributes_class_name: str | None = None
    modify_volume_status: ClaimChange | None = None
    phase: str | None = None


@shape
class SetClaim:
    api_version: str | None = None
    kind: str | None = None
    metadata: JobMetadata | None = None
    spec: k8s.PersistentVolumeClaimSpec | None = None
    status: ClaimStatus | None = None


@shape
class Retention:
    when_deleted: Annotated[str, one_of("Delete", "Retain", default="Delete")] | None = None


@shape
class SetClaims:
    retention_policy: Retention | None = None
    templates: Annotated[Sequence[SetClaim], _FIFTY] | None = None


_HERE: Final = Keywords(
    {
        "x-kubernetes-validations": [
            {
                "message": "namespace cannot be set for VolumeClaimPolicies templates",
                "rule": (
                    "self.templates.all(t, !has(t.metadata.namespace) || "
                    "size(t.metadata.namespace) == 0)"
                ),
            }
        ]
    }
)


@shape
class JobSetSpec:
    coordinator: Coordinator | None = None
    failure_policy: Annotated[SetFailure, Keywords(_FIXED)] | None = None
    managed_by: str | None = None
    network: Annotated[SetNetwork, Keywords(_FIXED)] | None = None
    replicated_jobs: Annotated[Sequence[ReplicatedJob], keyed_by("name")] | None = None
    startup_policy: Annotated[SetStartup, Keywords(_FIXED)] | None = None
    success_policy: Annotated[SetSuccess, Keywords(_FIXED)] | None = None
    suspend: bool | None = None
    ttl_seconds_after_finished: (
        Annotated[int, Keywords({"format": "int32", "minimum": 0})] | None
    ) = None
    volume_claim_policies: Annotated[
        Annotated[Sequence[Annotated[SetClaims, _HERE]], _POLICIES] | None, Since(PATCHES)
    ] = None


# What every set has to keep, by itself or in a runtime of Trainer's.
OF_A_SET: Final = Keywords(
    {
        "x-kubernetes-validations": [
            {
                "message": "StartupPolicy and DependsOn APIs are mutually exclusive",
                "rule": (
                    "!(has(self.startupPolicy) && self.startupPolicy.startupPolicyOrder == "
                    "'InOrder' && self.replicatedJobs.exists(x, has(x.dependsOn)))"
                ),
            }
        ]
    }
)


# As of labels: with a domain or without.
QualifiedName = Annotated[
    str,
    Keywords(
        {
            "maxLength": 316,
            "pattern": (
                r"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$"
            ),
        }
    ),
]


@shape
class Condition:
    """A condition as Kubernetes defines it."""

    last_transition_time: datetime
    message: Annotated[str, Keywords({"maxLength": 32768})]
    reason: Annotated[
        str,
        Keywords(
            {
                "maxLength": 1024,
                "minLength": 1,
                "pattern": "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$",
            }
        ),
    ]
    status: Annotated[str, one_of("True", "False", "Unknown")]
    type: QualifiedName
    observed_generation: Annotated[int, Keywords({"format": "int64", "minimum": 0})] | None = (
        None
    )


Conditions = Annotated[Sequence[Condition], keyed_by("type")]


@shape
class ReplicatedJobStatus:
    active: _Count
    failed: _Count
    name: str
    ready: _Count
    succeeded: _Count
    suspended: _Count


_Attempt = Annotated[int, Keywords({"format": "int32", "minimum": 0})]


@shape
class JobSetStatus:
    conditions: Conditions | None = None
    replicated_jobs_status: (
        Annotated[Sequence[ReplicatedJobStatus], keyed_by("name")] | None
    ) = None
    current_in_place_restart_attempt: Annotated[_Attempt | None, Since(PATCHES)] = None
    previous_in_place_restart_attempt: Annotated[_Attempt | None, Since(PATCHES)] = None
    restarts: Int32 | None = None
    restarts_count_towards_max: Int32 | None = None
    terminal_state: str | None = None


@shape
class JobSetFields:
    spec: Annotated[JobSetSpec, OF_A_SET] | None = None
    status: JobSetStatus | None = None


JOB_SET: Final = CustomResource(
    group=JOB_SET_GROUP,
    kind="JobSet",
    plural="jobsets",
    versions=("v1alpha2",),
    storage="v1alpha2",
    fields=JobSetFields,
    columns=(
        PrinterColumn(
            "TerminalState", ".status.terminalState", description="Final state of JobSet"
        ),
        PrinterColumn("Restarts", ".status.restarts", description="Number of restarts"),
        PrinterColumn("Completed", '.status.conditions[?(@.type=="Completed")].status'),
        PrinterColumn("Suspended", ".spec.suspend", description="JobSet suspended"),
        PrinterColumn(
            "Age",
            ".metadata.creationTimestamp",
            "date",
            description="Time this JobSet was created",
        ),
    ),
    kubernetes=_KUBERNETES,
)
