"""Define the status of what KServe serves.

Source: config/crd of kserve/kserve, v0.13.1 to v0.18.0.
"""

# ruff: noqa: N815 - its Url is no Kubernetes' URL
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from .hints import Int32, Int64, Keywords, Since, one_of
from .serving_runtime import V0_15_2, V0_16

_STATES: Final = ("", "Pending", "Standby", "Loading", "Loaded", "FailedToLoad")


@dataclass
class Condition:
    status: str
    type: str
    last_transition_time: str | None = None
    message: str | None = None
    reason: str | None = None
    severity: str | None = None


@dataclass
class Address:
    CACerts: str | None = None
    audience: str | None = None
    name: str | None = None
    url: str | None = None


@dataclass
class ServedStatus:
    """The status that all served kinds share."""

    annotations: Mapping[str, str] | None = None
    conditions: Sequence[Condition] | None = None
    observed_generation: Int64 | None = None
    url: str | None = None


@dataclass
class AddressedStatus(ServedStatus):
    address: Address | None = None


@dataclass
class Traffic:
    configuration_name: str | None = None
    latest_revision: bool | None = None
    percent: Int64 | None = None
    revision_name: str | None = None
    tag: str | None = None
    url: str | None = None


@dataclass
class ComponentStatus:
    address: Address | None = None
    grpcUrl: str | None = None
    latest_created_revision: str | None = None
    latest_ready_revision: str | None = None
    latest_rolledout_revision: str | None = None
    previous_rolledout_revision: str | None = None
    restUrl: str | None = None
    traffic: Sequence[Traffic] | None = None
    url: str | None = None


@dataclass
class ModelCopies:
    failed_copies: Annotated[int, Keywords({"default": 0})]
    total_copies: int | None = None


@dataclass
class ModelFailure:
    exit_code: Int32 | None = None
    location: str | None = None
    message: str | None = None
    model_revision_name: str | None = None
    reason: (
        Annotated[
            str,
            one_of(
                "ModelLoadFailed",
                "RuntimeUnhealthy",
                "RuntimeDisabled",
                "NoSupportingRuntime",
                "RuntimeNotRecognized",
                "InvalidPredictorSpec",
            ),
        ]
        | None
    ) = None
    time: datetime | None = None


@dataclass
class ModelStates:
    active_model_state: Annotated[str, one_of(*_STATES, default="Pending")]
    target_model_state: Annotated[str, one_of(*_STATES, default="")] | None = None


@dataclass
class ModelStatus:
    transition_status: Annotated[
        str,
        one_of(
            "",
            "UpToDate",
            "InProgress",
            "BlockedByFailedLoad",
            "InvalidSpec",
            default="UpToDate",
        ),
    ]
    copies: ModelCopies | None = None
    last_failure_info: ModelFailure | None = None
    states: ModelStates | None = None


@dataclass
class InferenceServiceStatus(AddressedStatus):
    cluster_serving_runtime_name: Annotated[str | None, Since(V0_16)] = None
    components: Mapping[str, ComponentStatus] | None = None
    deployment_mode: Annotated[str | None, Since(V0_15_2)] = None
    serving_runtime_name: Annotated[str | None, Since(V0_16)] = None
    model_status: ModelStatus | None = None
