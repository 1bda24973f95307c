"""Define the fields of a serving runtime, and of the container that downloads models.

Source: config/crd of kserve/kserve, v0.13.1 to v0.18.0.
"""

# ruff: noqa: N815 - its Uri is no Kubernetes' URI
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from cdk8s_plus_27 import k8s

from .hints import Keywords, Since

# Releases of KServe that changed its kinds.
V0_15: Final = "0.15.0"
V0_15_2: Final = "0.15.2"
V0_16: Final = "0.16.0"
V0_18: Final = "0.18.0"


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
class RuntimeWorker:
    """The pods of a model on several nodes that are not the first."""

    containers: Sequence[k8s.Container]
    affinity: k8s.Affinity | None = None
    annotations: Mapping[str, str] | None = None
    host_ipc: bool | None = None
    image_pull_secrets: Sequence[k8s.LocalObjectReference] | None = None
    labels: Mapping[str, str] | None = None
    node_selector: Mapping[str, str] | None = None
    pipeline_parallel_size: int | None = None
    scheduler_name: Annotated[str | None, Since(V0_18)] = None
    tensor_parallel_size: int | None = None
    tolerations: Sequence[k8s.Toleration] | None = None
    volumes: Sequence[k8s.Volume] | None = None


@dataclass
class ServingRuntimeSpec:
    containers: Sequence[k8s.Container]
    affinity: k8s.Affinity | None = None
    annotations: Mapping[str, str] | None = None
    built_in_adapter: BuiltInAdapter | None = None
    disabled: bool | None = None
    grpc_data_endpoint: str | None = None
    grpc_endpoint: str | None = None
    host_ipc: Annotated[bool | None, Since(V0_15)] = None
    http_data_endpoint: str | None = None
    image_pull_secrets: Sequence[k8s.LocalObjectReference] | None = None
    labels: Mapping[str, str] | None = None
    multi_model: bool | None = None
    node_selector: Mapping[str, str] | None = None
    protocol_versions: Sequence[str] | None = None
    replicas: int | None = None
    scheduler_name: Annotated[str | None, Since(V0_18)] = None
    storage_helper: StorageHelper | None = None
    supported_model_formats: Sequence[SupportedModelFormat] | None = None
    tolerations: Sequence[k8s.Toleration] | None = None
    volumes: Sequence[k8s.Volume] | None = None
    worker_spec: Annotated[RuntimeWorker | None, Since(V0_15)] = None


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
    supports_multi_model_download: Annotated[
        Annotated[bool, Keywords({"default": False})] | None, Since(V0_16)
    ] = None
    workload_type: Annotated[
        Annotated[str, Keywords({"default": "initContainer"})] | None, Since(V0_15)
    ] = None


@dataclass
class StorageContainer:
    """All fields but the metadata: `disabled` is beside `spec`."""

    disabled: bool | None = None
    spec: StorageContainerSpec | None = None
