"""Define SparkConnect: a server that stays, and the executors that its clients share.

Source: config/crd of kubeflow/spark-operator v2.4.0.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource, PrinterColumn
from .hints import ATOMIC_LIST, ATOMIC_MAP, Int32, Int64, Keywords, keyed_by, shape
from .job_set import Conditions, QualifiedName
from .training_job import JobMetadata

GROUP: Final = "sparkoperator.k8s.io"
# Its go.mod requires the API of this release.
_KUBERNETES: Final = "1.32"

_AtLeastOne = Annotated[int, Keywords({"format": "int32", "minimum": 1})]


@shape
class DynamicAllocation:
    enabled: bool | None = None
    initial_executors: Int32 | None = None
    max_executors: Int32 | None = None
    min_executors: Int32 | None = None
    shuffle_tracking_enabled: bool | None = None
    shuffle_tracking_timeout: Int64 | None = None


class ConnectPort(k8s.ServicePort):
    protocol: Annotated[str, Keywords({"default": "TCP"})] | None


class ConnectServiceSpec(k8s.ServiceSpec):
    ports: Annotated[Sequence[ConnectPort], keyed_by("port", "protocol")] | None  # type: ignore[assignment]
    selector: Annotated[Mapping[str, str], ATOMIC_MAP] | None
    traffic_distribution: str | None


@shape
class PortStatus:
    error: QualifiedName
    port: Int32
    protocol: str


@shape
class BalancerIngress:
    hostname: str | None = None
    ip: str | None = None
    ip_mode: str | None = None
    ports: Annotated[Sequence[PortStatus], ATOMIC_LIST] | None = None


@shape
class Balancer:
    ingress: Annotated[Sequence[BalancerIngress], ATOMIC_LIST] | None = None


@shape
class ConnectServiceStatus:
    conditions: Conditions | None = None
    load_balancer: Balancer | None = None


@shape
class ConnectService:
    """A whole Service, since the operator's type is Kubernetes' own."""

    api_version: str | None = None
    kind: str | None = None
    metadata: JobMetadata | None = None
    spec: ConnectServiceSpec | None = None
    status: ConnectServiceStatus | None = None


@shape
class ConnectPod:
    """What a server and an executor share."""

    cores: _AtLeastOne | None = None
    memory: str | None = None
    # A whole pod, which the operator checks.
    template: Mapping[str, Any] | None = None


@shape
class ConnectServer(ConnectPod):
    service: ConnectService | None = None


@shape
class ConnectExecutor(ConnectPod):
    instances: Annotated[int, Keywords({"format": "int32", "minimum": 0})] | None = None


@shape
class SparkConnectSpec:
    executor: ConnectExecutor
    server: ConnectServer
    spark_version: str
    dynamic_allocation: DynamicAllocation | None = None
    hadoop_conf: Mapping[str, str] | None = None
    image: str | None = None
    spark_conf: Mapping[str, str] | None = None


@shape
class ConnectServerStatus:
    podIp: str | None = None  # noqa: N815 - no Kubernetes' IP
    pod_name: str | None = None
    service_name: str | None = None


@shape
class SparkConnectStatus:
    conditions: Conditions | None = None
    executors: Mapping[str, int] | None = None
    last_update_time: datetime | None = None
    server: ConnectServerStatus | None = None
    start_time: datetime | None = None
    state: str | None = None


SPARK_CONNECT: Final = CustomResource(
    group=GROUP,
    kind="SparkConnect",
    plural="sparkconnects",
    short_names=("sparkconn",),
    versions=("v1alpha1",),
    storage="v1alpha1",
    spec=SparkConnectSpec,
    status=SparkConnectStatus,
    required=("metadata", "spec"),
    columns=(
        PrinterColumn("Age", ".metadata.creationTimestamp", "date"),
        PrinterColumn("Status", ".status.state"),
        PrinterColumn("PodName", ".status.server.podName"),
    ),
    kubernetes=_KUBERNETES,
)
