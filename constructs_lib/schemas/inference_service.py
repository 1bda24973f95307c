"""Define the fields of an InferenceService: a pod that serves a model.

Source: config/crd of kserve/kserve, v0.13.1 to v0.18.0.
"""

# ruff: noqa: N815 - its Uri and Url are no Kubernetes' URI and URL
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from .hints import ATOMIC_LIST, Absent, Int32, Int64, Keywords, Since, one_of
from .serving_runtime import V0_15, V0_15_2, V0_16, V0_18
from .serving_status import InferenceServiceStatus

ScaleMetric = Annotated[str, one_of("cpu", "memory", "concurrency", "rps")]
Count = Annotated[int, Keywords({"format": "int32"}, since=V0_15)]
_TARGETS: Final = one_of("Utilization", "Value", "AverageValue")


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
    """A container that serves a model, with the model's own fields."""

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
class MetricTarget:
    average_utilization: Int32 | None = None
    average_value: k8s.Quantity | None = None
    type: Annotated[str, _TARGETS] | None = None
    value: k8s.Quantity | None = None


@dataclass
class ResourceMetric:
    name: Annotated[str, one_of("cpu", "memory")]
    target: MetricTarget


@dataclass
class MetricLogin:
    name: str


@dataclass
class MetricAuthentication:
    authentication_ref: MetricLogin
    auth_modes: str | None = None


@dataclass
class OutsideMetric:
    backend: Annotated[str, one_of("prometheus", "graphite")] | None = None
    namespace: str | None = None
    query: str | None = None
    server_address: str | None = None


@dataclass
class PodMetric:
    backend: Annotated[str, one_of("opentelemetry")] | None = None
    metric_names: Sequence[str] | None = None
    operation_over_time: str | None = None
    query: str | None = None
    server_address: str | None = None


@dataclass
class ExternalSource:
    metric: OutsideMetric
    target: MetricTarget
    authentication_ref: Annotated[MetricAuthentication | None, Since(V0_16)] = None


@dataclass
class PodSource:
    metric: PodMetric
    target: MetricTarget


@dataclass
class Metric:
    type: Annotated[str, one_of("Resource", "External", "PodMetric")]
    external: ExternalSource | None = None
    podmetric: PodSource | None = None
    resource: ResourceMetric | None = None


@dataclass
class ScalingPolicy:
    period_seconds: Int32
    type: str
    value: Int32


@dataclass
class ScalingRules:
    policies: Annotated[Sequence[ScalingPolicy], ATOMIC_LIST] | None = None
    select_policy: str | None = None
    stabilization_window_seconds: Int32 | None = None
    tolerance: k8s.Quantity | None = None


@dataclass
class ScalingBehavior:
    scale_down: ScalingRules | None = None
    scale_up: ScalingRules | None = None


@dataclass
class AutoScaling:
    behavior: Annotated[ScalingBehavior | None, Since(V0_16)] = None
    metrics: Sequence[Metric] | None = None


@dataclass
class LogStorage:
    key: str | None = None
    parameters: Mapping[str, str] | None = None
    path: str | None = None
    service_account_name: str | None = None


@dataclass
class Logger:
    batch_interval: Annotated[str | None, Since(V0_18)] = None
    batch_size: Annotated[int | None, Since(V0_18)] = None
    marshallerUrl: Annotated[str | None, Since(V0_18)] = None
    metadata_annotations: Annotated[Sequence[str] | None, Since(V0_15_2)] = None
    metadata_headers: Annotated[Sequence[str] | None, Since(V0_15)] = None
    storage: Annotated[LogStorage | None, Since(V0_16)] = None
    mode: Annotated[str, one_of("all", "request", "response")] | None = None
    url: str | None = None


@dataclass
class StorageUri:
    uri: Annotated[str, Keywords({"minLength": 1})]
    mount_path: (
        Annotated[
            str, Keywords({"default": "/mnt/models", "maxLength": 255, "pattern": "^/.*"})
        ]
        | None
    ) = None


class ServingHostAlias(k8s.HostAlias):
    ip: Annotated[str, Since(V0_15)]


class PlainPod(k8s.PodSpec):
    """KServe's own pod: no list of it names keys for server-side apply, as Kubernetes' do."""

    containers: Sequence[k8s.Container] | None  # type: ignore[assignment]  # Inherited as required.
    host_aliases: Sequence[ServingHostAlias] | None  # type: ignore[assignment]  # A list, to cdk8s.
    image_pull_secrets: Sequence[k8s.LocalObjectReference] | None  # type: ignore[assignment]
    init_containers: Sequence[k8s.Container] | None  # type: ignore[assignment]
    readiness_gates: Sequence[k8s.PodReadinessGate] | None  # type: ignore[assignment]
    tolerations: Sequence[k8s.Toleration] | None  # type: ignore[assignment]
    volumes: Sequence[k8s.Volume] | None  # type: ignore[assignment]


class Worker(PlainPod):
    """The pods of a model on several nodes that are not the first."""

    ephemeral_containers: Sequence[k8s.EphemeralContainer] | None  # type: ignore[assignment]
    pipeline_parallel_size: int | None
    tensor_parallel_size: int | None


class ServingPod(PlainPod):
    """A pod without required containers: a predictor's come from its model."""

    containers: Sequence[PodContainer] | None
    ephemeral_containers: Absent  # type: ignore[assignment]  # Inherited.
    os: ServingOs | None  # type: ignore[assignment]  # Inherited.
    auto_scaling: Annotated[AutoScaling | None, Since(V0_15)]
    batcher: Batcher | None
    canary_traffic_percent: Int64 | None
    container_concurrency: Int64 | None
    deployment_strategy: k8s.DeploymentStrategy | None
    annotations: Mapping[str, str] | None
    labels: Mapping[str, str] | None
    logger: Logger | None
    max_replicas: Count | None
    min_replicas: Count | None
    scale_metric: ScaleMetric | None
    scale_metric_type: Annotated[Annotated[str, _TARGETS] | None, Since(V0_15)]
    scale_target: Count | None
    storageUris: Annotated[
        Annotated[
            Sequence[StorageUri],
            Keywords({"minItems": 1, "x-kubernetes-list-type": "atomic"}),
        ]
        | None,
        Since(V0_16),
    ]
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
    worker_spec: Annotated[Worker | None, Since(V0_15)]
    xgboost: ModelServer | None


class Explainer(ServingPod):
    art: ArtExplainer | None


@dataclass
class InferenceServiceSpec:
    predictor: Predictor
    explainer: Explainer | None = None
    transformer: ServingPod | None = None


@dataclass
class InferenceServiceFields:
    spec: InferenceServiceSpec | None = None
    status: (
        Annotated[
            InferenceServiceStatus, Keywords({"x-kubernetes-preserve-unknown-fields": True})
        ]
        | None
    ) = None
