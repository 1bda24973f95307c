"""Define Spark applications: a driver and its executors, once or on a schedule.

Source: config/crd of kubeflow/spark-operator v2.2.0.
"""

# ruff: noqa: N815 - its TLS, UI, URL and Id are no Kubernetes' Tls, Url and Id
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource, PrinterColumn
from .hints import ATOMIC_LIST, Int32, Int64, Keywords, Since, reaches, shape
from .spark_connect import GROUP, SPARK_CONNECT, DynamicAllocation
from .training_job import JobVolume

# Its go.mod requires the API of this release.
_KUBERNETES: Final = "1.32"
# The operator that also runs SparkConnects.
CONNECTS: Final = "2.4.0"
# As upstream writes it, backslashes doubled.
_POD_NAME: Final = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"

_Time = Annotated[datetime, Keywords({"nullable": True})]
_AtLeastOne = Annotated[int, Keywords({"format": "int32", "minimum": 1})]
_Seconds = Annotated[int, Keywords({"format": "int64", "minimum": 1})]
_Retries = Annotated[int, Keywords({"format": "int32", "minimum": 0})]


class SparkHostAlias(k8s.HostAlias):
    ip: str


@shape
class NamePath:
    name: str
    path: str


@shape
class NameKey:
    key: str
    name: str


@shape
class SparkSecret:
    name: str
    path: str
    secret_type: str


@shape
class Gpu:
    name: str
    quantity: Int64


@shape
class SparkPort:
    container_port: Int32
    name: str
    protocol: str


@shape
class SparkPod:
    """What a driver and an executor share."""

    affinity: k8s.Affinity | None = None
    annotations: Mapping[str, str] | None = None
    config_maps: Sequence[NamePath] | None = None
    core_limit: str | None = None
    core_request: str | None = None
    cores: _AtLeastOne | None = None
    dns_config: k8s.PodDnsConfig | None = None
    env: Sequence[k8s.EnvVar] | None = None
    env_from: Sequence[k8s.EnvFromSource] | None = None
    env_secret_key_refs: Mapping[str, NameKey] | None = None
    env_vars: Mapping[str, str] | None = None
    gpu: Gpu | None = None
    host_aliases: Sequence[SparkHostAlias] | None = None
    host_network: bool | None = None
    image: str | None = None
    init_containers: Sequence[k8s.Container] | None = None
    java_options: str | None = None
    labels: Mapping[str, str] | None = None
    lifecycle: k8s.Lifecycle | None = None
    memory: str | None = None
    memory_limit: str | None = None
    memory_overhead: str | None = None
    node_selector: Mapping[str, str] | None = None
    pod_security_context: k8s.PodSecurityContext | None = None
    ports: Sequence[SparkPort] | None = None
    priority_class_name: str | None = None
    scheduler_name: str | None = None
    secrets: Sequence[SparkSecret] | None = None
    security_context: k8s.SecurityContext | None = None
    service_account: str | None = None
    share_process_namespace: bool | None = None
    sidecars: Sequence[k8s.Container] | None = None
    # A whole pod, which the operator checks.
    template: Mapping[str, Any] | None = None
    termination_grace_period_seconds: Int64 | None = None
    tolerations: Sequence[k8s.Toleration] | None = None
    volume_mounts: Sequence[k8s.VolumeMount] | None = None


@shape
class Driver(SparkPod):
    kubernetes_master: str | None = None
    pod_name: Annotated[str, Keywords({"pattern": _POD_NAME})] | None = None
    service_annotations: Mapping[str, str] | None = None
    service_labels: Mapping[str, str] | None = None


@shape
class Executor(SparkPod):
    delete_on_termination: bool | None = None
    instances: _AtLeastOne | None = None


@shape
class BatchScheduling:
    priority_class_name: str | None = None
    queue: str | None = None
    resources: Mapping[str, k8s.Quantity] | None = None


@shape
class Dependencies:
    archives: Sequence[str] | None = None
    exclude_packages: Sequence[str] | None = None
    files: Sequence[str] | None = None
    jars: Sequence[str] | None = None
    packages: Sequence[str] | None = None
    py_files: Sequence[str] | None = None
    repositories: Sequence[str] | None = None


@shape
class SparkIngressTls:
    hosts: Annotated[Sequence[str], ATOMIC_LIST] | None = None
    secret_name: str | None = None


@shape
class SparkService:
    ingress_annotations: Mapping[str, str] | None = None
    ingressTLS: Sequence[SparkIngressTls] | None = None
    service_annotations: Mapping[str, str] | None = None
    service_labels: Mapping[str, str] | None = None
    service_type: str | None = None


@shape
class DriverIngress(SparkService):
    service_port: Int32
    service_port_name: str
    ingressURLFormat: str | None = None


@shape
class SparkUi(SparkService):
    service_port: Int32 | None = None
    service_port_name: str | None = None


@shape
class PrometheusExporter:
    jmx_exporter_jar: str
    config_file: str | None = None
    configuration: str | None = None
    port: (
        Annotated[int, Keywords({"format": "int32", "minimum": 1024, "maximum": 49151})] | None
    ) = None
    port_name: str | None = None


@shape
class SparkMonitoring:
    expose_driver_metrics: bool
    expose_executor_metrics: bool
    metrics_properties: str | None = None
    metrics_properties_file: str | None = None
    prometheus: PrometheusExporter | None = None


@shape
class SparkRestarts:
    on_failure_retries: _Retries | None = None
    on_failure_retry_interval: _Seconds | None = None
    on_submission_failure_retries: _Retries | None = None
    on_submission_failure_retry_interval: _Seconds | None = None
    type: Annotated[str, Keywords({"enum": ["Never", "Always", "OnFailure"]})] | None = None


@shape
class SparkApplicationSpec:
    driver: Driver
    executor: Executor
    main_application_file: str
    spark_version: str
    type: Annotated[str, Keywords({"enum": ["Java", "Python", "Scala", "R"]})]
    arguments: Sequence[str] | None = None
    batch_scheduler: str | None = None
    batch_scheduler_options: BatchScheduling | None = None
    deps: Dependencies | None = None
    driver_ingress_options: Sequence[DriverIngress] | None = None
    dynamic_allocation: DynamicAllocation | None = None
    failure_retries: Int32 | None = None
    hadoop_conf: Mapping[str, str] | None = None
    hadoop_config_map: str | None = None
    image: str | None = None
    image_pull_policy: str | None = None
    image_pull_secrets: Sequence[str] | None = None
    main_class: str | None = None
    memory_overhead_factor: str | None = None
    mode: Annotated[str, Keywords({"enum": ["cluster", "client"]})] | None = None
    monitoring: SparkMonitoring | None = None
    node_selector: Mapping[str, str] | None = None
    proxy_user: str | None = None
    python_version: Annotated[str, Keywords({"enum": ["2", "3"]})] | None = None
    restart_policy: SparkRestarts | None = None
    retry_interval: Int64 | None = None
    spark_conf: Mapping[str, str] | None = None
    spark_config_map: str | None = None
    sparkUIOptions: SparkUi | None = None
    suspend: Annotated[bool | None, Since(CONNECTS)] = None
    time_to_live_seconds: Int64 | None = None
    volumes: Sequence[JobVolume] | None = None


@shape
class SparkState:
    state: str
    error_message: str | None = None


@shape
class DriverInfo:
    pod_name: str | None = None
    webUIAddress: str | None = None
    webUIIngressAddress: str | None = None
    webUIIngressName: str | None = None
    webUIPort: Int32 | None = None
    webUIServiceName: str | None = None


@shape
class SparkApplicationStatus:
    driver_info: DriverInfo
    application_state: SparkState | None = None
    execution_attempts: Int32 | None = None
    executor_state: Mapping[str, str] | None = None
    last_submission_attempt_time: _Time | None = None
    sparkApplicationId: str | None = None
    submission_attempts: Int32 | None = None
    submissionID: str | None = None
    termination_time: _Time | None = None


@shape
class ScheduledSparkApplicationSpec:
    schedule: str
    template: SparkApplicationSpec
    concurrency_policy: str | None = None
    failed_run_history_limit: Int32 | None = None
    successful_run_history_limit: Int32 | None = None
    suspend: bool | None = None
    time_zone: str | None = None


@shape
class ScheduledSparkApplicationStatus:
    last_run: _Time | None = None
    last_run_name: str | None = None
    next_run: _Time | None = None
    past_failed_run_names: Sequence[str] | None = None
    past_successful_run_names: Sequence[str] | None = None
    reason: str | None = None
    schedule_state: str | None = None


_AGE: Final = PrinterColumn("Age", ".metadata.creationTimestamp", "date")


def _kind(
    kind: str, short: str, spec: type, status: type, *columns: PrinterColumn
) -> CustomResource:
    return CustomResource(
        group=GROUP,
        kind=kind,
        plural=f"{kind.lower()}s",
        short_names=(short,),
        versions=("v1beta2",),
        storage="v1beta2",
        spec=spec,
        status=status,
        required=("metadata", "spec"),
        columns=(*columns, _AGE),
        kubernetes=_KUBERNETES,
    )


SPARK_APPLICATION: Final = _kind(
    "SparkApplication",
    "sparkapp",
    SparkApplicationSpec,
    SparkApplicationStatus,
    PrinterColumn("Status", ".status.applicationState.state"),
    PrinterColumn("Attempts", ".status.executionAttempts"),
    PrinterColumn("Start", ".status.lastSubmissionAttemptTime"),
    PrinterColumn("Finish", ".status.terminationTime"),
)
SCHEDULED_SPARK_APPLICATION: Final = _kind(
    "ScheduledSparkApplication",
    "scheduledsparkapp",
    ScheduledSparkApplicationSpec,
    ScheduledSparkApplicationStatus,
    PrinterColumn("Schedule", ".spec.schedule"),
    PrinterColumn("TimeZone", ".spec.timeZone"),
    PrinterColumn("Suspend", ".spec.suspend"),
    PrinterColumn("Last Run", ".status.lastRun", "date"),
    PrinterColumn("Last Run Name", ".status.lastRunName"),
)

# Kinds of applications, whatever the operator; users write no others.
SPARK_KINDS: Final = (SCHEDULED_SPARK_APPLICATION, SPARK_APPLICATION)
_SUSPENDED: Final = PrinterColumn("Suspend", ".spec.suspend", "boolean")


def spark_kinds(operator: str) -> tuple[CustomResource, ...]:
    """Return the kinds of a release of the operator."""
    scheduled, application = (replace(kind, controller=operator) for kind in SPARK_KINDS)
    if not reaches(operator, CONNECTS):
        return scheduled, application
    columns = (_SUSPENDED, *application.columns)
    return scheduled, replace(application, columns=columns), SPARK_CONNECT
