"""Define KServe's kinds: served models, their runtimes, and sources of their files.

Source: config/crd of kserve/kserve, v0.13.1 to v0.18.0.
"""

# ruff: noqa: N815 - its Uri and Url are no Kubernetes' URI and URL
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource, PrinterColumn
from .hints import Int64, Since, one_of, reaches
from .inference_service import Count, InferenceServiceFields, ScaleMetric
from .local_model import (
    CacheSpec,
    CacheStatus,
    NodeGroupFields,
    NodeSpec,
    NodeStatus,
    ProfileCacheSpec,
)
from .serving_runtime import (
    V0_15,
    V0_15_2,
    V0_16,
    V0_18,
    ServingRuntimeSpec,
    ServingRuntimeStatus,
    StorageContainer,
)
from .serving_status import AddressedStatus, ServedStatus

GROUP: Final = "serving.kserve.io"
# The release of Kubernetes whose API its go.mod requires, by KServe's own.
_KUBERNETES: Final = {
    "0.13.1": "1.28",
    V0_15: "1.32",
    V0_15_2: "1.32",
    V0_16: "1.33",
    V0_18: "1.34",
}


@dataclass
class GraphStep:
    condition: str | None = None
    data: str | None = None
    dependency: Annotated[str, one_of("Soft", "Hard")] | None = None
    map_predictions_to_instances: Annotated[bool | None, Since(V0_18)] = None
    name: str | None = None
    node_name: str | None = None
    service_name: str | None = None
    serviceUrl: str | None = None
    weight: Int64 | None = None


@dataclass
class GraphNode:
    router_type: Annotated[str, one_of("Sequence", "Splitter", "Ensemble", "Switch")]
    steps: Sequence[GraphStep] | None = None


@dataclass
class RouterTimeouts:
    server_idle: Int64 | None = None
    server_read: Int64 | None = None
    server_write: Int64 | None = None
    service_client: Int64 | None = None


@dataclass
class InferenceGraphSpec:
    nodes: Mapping[str, GraphNode]
    affinity: k8s.Affinity | None = None
    max_replicas: Count | None = None
    min_replicas: Count | None = None
    node_name: Annotated[str | None, Since(V0_15)] = None
    node_selector: Annotated[Mapping[str, str] | None, Since(V0_15)] = None
    resources: k8s.ResourceRequirements | None = None
    router_timeouts: Annotated[RouterTimeouts | None, Since(V0_16)] = None
    scale_metric: ScaleMetric | None = None
    scale_target: Count | None = None
    service_account_name: Annotated[str | None, Since(V0_15)] = None
    timeout: Int64 | None = None
    tolerations: Annotated[Sequence[k8s.Toleration] | None, Since(V0_15)] = None


@dataclass
class InferenceGraphStatus(ServedStatus):
    deployment_mode: Annotated[str | None, Since(V0_15_2)] = None


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
        controller="0.13.1",
        kubernetes=_KUBERNETES["0.13.1"],
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
INFERENCE_GRAPH: Final = _kind(
    "InferenceGraph", "ig", spec=InferenceGraphSpec, status=InferenceGraphStatus
)
CLUSTER_SERVING_RUNTIME: Final = _runtime("ClusterServingRuntime", namespaced=False)
CLUSTER_STORAGE_CONTAINER: Final = _kind(
    "ClusterStorageContainer",
    fields=StorageContainer,
    namespaced=False,
    status_subresource=False,
    columns=(),
)

_KINDS: Final = (
    CLUSTER_SERVING_RUNTIME,
    CLUSTER_STORAGE_CONTAINER,
    INFERENCE_GRAPH,
    _runtime("ServingRuntime", namespaced=True),
    _kind("TrainedModel", "tm", spec=TrainedModelSpec, status=AddressedStatus),
)
# Of models that are kept on nodes.
_LOCAL: Final = (
    _kind("LocalModelCache", spec=CacheSpec, status=CacheStatus, namespaced=False, columns=()),
    _kind(
        "LocalModelNodeGroup",
        fields=NodeGroupFields,
        namespaced=False,
        status_subresource=False,
        columns=(),
    ),
    _kind("LocalModelNode", spec=NodeSpec, status=NodeStatus, namespaced=False, columns=()),
)
# Of models that are kept for a profile alone.
_OF_PROFILES: Final = (
    _kind("LocalModelNamespaceCache", spec=ProfileCacheSpec, status=CacheStatus, columns=()),
)


@cache
def serving_kinds(kserve: str) -> tuple[CustomResource, ...]:
    """Return the kinds of a release of KServe, InferenceServices first."""
    local = (
        *(_LOCAL if reaches(kserve, V0_15) else ()),
        *(_OF_PROFILES if reaches(kserve, V0_18) else ()),
    )
    return tuple(
        replace(kind, controller=kserve, kubernetes=_KUBERNETES[kserve])
        for kind in (INFERENCE_SERVICE, *_KINDS, *local)
    )
