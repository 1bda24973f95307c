"""KServe's kinds: models that are served, what serves them, and how their files come.

Source: config/crd of kserve/kserve v0.13.1.
"""

# ruff: noqa: N815 - its Uri and Url are no Kubernetes' URI and URL
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource, PrinterColumn
from .hints import Absent, Int32, Int64, Keywords

GROUP: Final = "serving.kserve.io"
# Its go.mod asks for the API of this release.
_KUBERNETES: Final = "1.28"


def _one_of(*names: str, default: str | None = None) -> Keywords:
    more = {} if default is None else {"default": default}
    return Keywords({"enum": list(names), **more})


_STATES: Final = ("", "Pending", "Standby", "Loading", "Loaded", "FailedToLoad")
_ScaleMetric = Annotated[str, _one_of("cpu", "memory", "concurrency", "rps")]


class AnyPortHttp(k8s.HttpGetAction):
    port: k8s.IntOrString | None  # type: ignore[assignment]  # KServe fills it in.


class AnyPortTcp(k8s.TcpSocketAction):
    port: k8s.IntOrString | None  # type: ignore[assignment]  # KServe fills it in.


class AnyPortProbe(k8s.Probe):
    http_get: AnyPortHttp | None
    tcp_socket: AnyPortTcp | None


class AnyPortHttpProbe(k8s.Probe):
    http_get: AnyPortHttp | None


class ServingContainer(k8s.Container):
    liveness_probe: AnyPortProbe | None
    readiness_probe: AnyPortProbe | None


class ServingClaimSpec(k8s.PersistentVolumeClaimSpec):
    # With the claims of a container, which Kubernetes had there by mistake until 1.29.
    resources: k8s.ResourceRequirements | None


class ServingClaim(k8s.PersistentVolumeClaimTemplate):
    spec: ServingClaimSpec


class ServingEphemeral(k8s.EphemeralVolumeSource):
    volume_claim_template: ServingClaim | None


class ServingVolume(k8s.Volume):
    ephemeral: ServingEphemeral | None


@dataclass
class ServingOs:
    name: str | None = None


class PodContainer(k8s.Container):
    liveness_probe: AnyPortHttpProbe | None
    readiness_probe: AnyPortHttpProbe | None


@dataclass
class ModelStorage:
    key: str | None = None
    parameters: Mapping[str, str] | None = None
    path: str | None = None
    schema_path: str | None = None


class ModelServer(ServingContainer):
    """A container that serves, of which a model's own fields are a part."""

    name: str | None  # type: ignore[assignment]  # KServe names it.
    protocol_version: str | None
    runtime_version: str | None
    storage: ModelStorage | None
    storageUri: str | None


@dataclass
class ModelFormat:
    name: str
    version: str | None = None


class Model(ModelServer):
    model_format: ModelFormat | None
    runtime: str | None


class ArtExplainer(ServingContainer):
    name: str | None  # type: ignore[assignment]  # KServe names it.
    config: Mapping[str, str] | None
    runtime_version: str | None
    storage: ModelStorage | None
    storageUri: str | None
    type: str | None


@dataclass
class Batcher:
    max_batch_size: int | None = None
    max_latency: int | None = None
    timeout: int | None = None


@dataclass
class Logger:
    mode: Annotated[str, _one_of("all", "request", "response")] | None = None
    url: str | None = None


class ServingPod(k8s.PodSpec):
    """A pod whose containers may be left out: those of a predictor are its model's."""

    containers: Sequence[PodContainer] | None  # type: ignore[assignment]  # Inherited as required.
    ephemeral_containers: Absent  # type: ignore[assignment]  # Inherited.
    os: ServingOs | None  # type: ignore[assignment]  # Inherited.
    volumes: Sequence[ServingVolume] | None  # type: ignore[assignment]  # A list, to cdk8s.
    batcher: Batcher | None
    canary_traffic_percent: Int64 | None
    container_concurrency: Int64 | None
    deployment_strategy: k8s.DeploymentStrategy | None
    annotations: Mapping[str, str] | None
    labels: Mapping[str, str] | None
    logger: Logger | None
    max_replicas: int | None
    min_replicas: int | None
    scale_metric: _ScaleMetric | None
    scale_target: int | None
    timeout: Int64 | None


class Predictor(ServingPod):
    huggingface: ModelServer | None
    lightgbm: ModelServer | None
    model: Model | None
    onnx: ModelServer | None
    paddle: ModelServer | None
    pmml: ModelServer | None
    pytorch: ModelServer | None
    sklearn: ModelServer | None
    tensorflow: ModelServer | None
    triton: ModelServer | None
    xgboost: ModelServer | None


class Explainer(ServingPod):
    art: ArtExplainer | None


@dataclass
class InferenceServiceSpec:
    predictor: Predictor
    explainer: Explainer | None = None
    transformer: ServingPod | None = None


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
    """What every kind that is served says of itself."""

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
            _one_of(
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
    active_model_state: Annotated[str, _one_of(*_STATES, default="Pending")]
    target_model_state: Annotated[str, _one_of(*_STATES, default="")] | None = None


@dataclass
class ModelStatus:
    transition_status: Annotated[
        str,
        _one_of(
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
    components: Mapping[str, ComponentStatus] | None = None
    model_status: ModelStatus | None = None


@dataclass
class InferenceServiceFields:
    spec: InferenceServiceSpec | None = None
    status: (
        Annotated[
            InferenceServiceStatus, Keywords({"x-kubernetes-preserve-unknown-fields": True})
        ]
        | None
    ) = None


@dataclass
class GraphStep:
    condition: str | None = None
    data: str | None = None
    dependency: Annotated[str, _one_of("Soft", "Hard")] | None = None
    name: str | None = None
    node_name: str | None = None
    service_name: str | None = None
    serviceUrl: str | None = None
    weight: Int64 | None = None


@dataclass
class GraphNode:
    router_type: Annotated[str, _one_of("Sequence", "Splitter", "Ensemble", "Switch")]
    steps: Sequence[GraphStep] | None = None


@dataclass
class InferenceGraphSpec:
    nodes: Mapping[str, GraphNode]
    affinity: k8s.Affinity | None = None
    max_replicas: int | None = None
    min_replicas: int | None = None
    resources: k8s.ResourceRequirements | None = None
    scale_metric: _ScaleMetric | None = None
    scale_target: int | None = None
    timeout: Int64 | None = None


@dataclass
class BuiltInAdapter:
    env: Sequence[k8s.EnvVar] | None = None
    mem_buffer_bytes: int | None = None
    model_loading_timeout_millis: int | None = None
    runtime_management_port: int | None = None
    server_type: str | None = None


@dataclass
class StorageHelper:
    disabled: bool | None = None


@dataclass
class SupportedModelFormat:
    name: str
    auto_select: bool | None = None
    priority: Annotated[int, Keywords({"format": "int32", "minimum": 1})] | None = None
    version: str | None = None


@dataclass
class ServingRuntimeSpec:
    containers: Sequence[k8s.Container]
    affinity: k8s.Affinity | None = None
    annotations: Mapping[str, str] | None = None
    built_in_adapter: BuiltInAdapter | None = None
    disabled: bool | None = None
    grpc_data_endpoint: str | None = None
    grpc_endpoint: str | None = None
    http_data_endpoint: str | None = None
    image_pull_secrets: Sequence[k8s.LocalObjectReference] | None = None
    labels: Mapping[str, str] | None = None
    multi_model: bool | None = None
    node_selector: Mapping[str, str] | None = None
    protocol_versions: Sequence[str] | None = None
    replicas: int | None = None
    storage_helper: StorageHelper | None = None
    supported_model_formats: Sequence[SupportedModelFormat] | None = None
    tolerations: Sequence[k8s.Toleration] | None = None
    volumes: Sequence[ServingVolume] | None = None


@dataclass
class ServingRuntimeStatus:
    pass


@dataclass
class UriFormat:
    prefix: str | None = None
    regex: str | None = None


@dataclass
class StorageContainerSpec:
    container: k8s.Container
    supportedUriFormats: Sequence[UriFormat]


@dataclass
class StorageContainer:
    """Everything beside its metadata: whether it is used stands beside its spec."""

    disabled: bool | None = None
    spec: StorageContainerSpec | None = None


@dataclass
class TrainedModelFiles:
    framework: str
    memory: k8s.Quantity
    storageUri: str


@dataclass
class TrainedModelSpec:
    inference_service: str
    model: TrainedModelFiles


_URL: Final = PrinterColumn("URL", ".status.url")
_READY: Final = PrinterColumn("Ready", ".status.conditions[?(@.type=='Ready')].status")
_AGE: Final = PrinterColumn("Age", ".metadata.creationTimestamp", "date")
_TRAFFIC: Final = ".status.components.predictor.traffic"
_PREVIOUS: Final = f"{_TRAFFIC}[?(@.tag=='prev')]"
_LATEST: Final = f"{_TRAFFIC}[?(@.latestRevision==true)]"


def _kind(
    kind: str,
    *short_names: str,
    version: str = "v1alpha1",
    columns: tuple[PrinterColumn, ...] = (_URL, _READY, _AGE),
    **more: Any,
) -> CustomResource:
    return CustomResource(
        group=GROUP,
        kind=kind,
        plural=f"{kind.lower()}s",
        short_names=short_names,
        versions=(version,),
        storage=version,
        columns=columns,
        kubernetes=_KUBERNETES,
        **more,
    )


def _runtime(kind: str, *, namespaced: bool) -> CustomResource:
    return _kind(
        kind,
        spec=ServingRuntimeSpec,
        status=ServingRuntimeStatus,
        namespaced=namespaced,
        status_subresource=False,
        columns=(
            PrinterColumn("Disabled", ".spec.disabled", "boolean"),
            PrinterColumn("ModelType", ".spec.supportedModelFormats[*].name"),
            PrinterColumn("Containers", ".spec.containers[*].name"),
            _AGE,
        ),
    )


INFERENCE_SERVICE: Final = _kind(
    "InferenceService",
    "isvc",
    version="v1beta1",
    fields=InferenceServiceFields,
    columns=(
        _URL,
        _READY,
        PrinterColumn("Prev", f"{_PREVIOUS}.percent", "integer"),
        PrinterColumn("Latest", f"{_LATEST}.percent", "integer"),
        PrinterColumn("PrevRolledoutRevision", f"{_PREVIOUS}.revisionName"),
        PrinterColumn("LatestReadyRevision", f"{_LATEST}.revisionName"),
        _AGE,
    ),
)
CLUSTER_SERVING_RUNTIME: Final = _runtime("ClusterServingRuntime", namespaced=False)
CLUSTER_STORAGE_CONTAINER: Final = _kind(
    "ClusterStorageContainer",
    fields=StorageContainer,
    namespaced=False,
    status_subresource=False,
    columns=(),
)

# Without InferenceServices, whose definition says who signs for the controller.
SERVING_KINDS: Final = (
    CLUSTER_SERVING_RUNTIME,
    CLUSTER_STORAGE_CONTAINER,
    _kind("InferenceGraph", "ig", spec=InferenceGraphSpec, status=ServedStatus),
    _runtime("ServingRuntime", namespaced=True),
    _kind("TrainedModel", "tm", spec=TrainedModelSpec, status=AddressedStatus),
)
