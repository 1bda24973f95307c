"""Every metric that a dashboard shows: who serves it, and the source file that says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, get_args

from constructs_lib.config.components import INSTALLABLE, LOGIN_SERVERS, METACONTROLLER
from constructs_lib.config.components.pipelines import API, WAYPOINT
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.config.usage import RECORDS
from constructs_lib.gateway import ingress_gateway

EDGE: Final = ingress_gateway.NAME
# Prometheus' own.
PROMETHEUS: Final = "prometheus"
# The rules of `Monitoring(usage=…)`.
USAGE: Final = "usage"

_WITH_PORTS: Final = (*INSTALLABLE, METACONTROLLER, *LOGIN_SERVERS)
# Each port's job, as the Prometheus Operator names it after the monitor.
JOBS: Final[Mapping[str, str]] = {
    **{
        port.name: f"{each.namespace}/{port.name}"
        for each in _WITH_PORTS
        for port in each.metrics
    },
    EDGE: f"kubeflow/{EDGE}",
    API: f"kubeflow/{API}",
}
# Those that are made with controller-runtime.
CONTROLLERS: Final = (
    "profile-controller",
    "notebook-controller",
    "pvcviewer-controller",
    "tensorboard-controller",
    "training-operator",
    "katib-controller",
    "kserve-controller",
    "metacontroller",
)
SOURCES: Final[tuple[MetricSource, ...]] = get_args(MetricSource)


@dataclass(frozen=True, slots=True)
class Served:
    """Who serves metrics, and where their source says so.

    by: metrics ports, sources of the platform, `prometheus`, or `usage`. file: repository,
    version and path. names: of the metrics, a histogram's without `_bucket`.
    """

    by: tuple[str, ...]
    file: str
    names: tuple[str, ...]


_PIPELINES: Final = "kubeflow/pipelines 2.3.0, backend/src/apiserver"
_ARGO: Final = "argoproj/argo-workflows v3.4.17, workflow/metrics"
_RUNTIME: Final = "kubernetes-sigs/controller-runtime v0.16.3, pkg"
_STATE: Final = "kubernetes/kube-state-metrics, docs/metrics/workload"

SERVED: Final = (
    Served(
        (PROMETHEUS,),
        "prometheus/prometheus, docs/concepts/jobs_instances.md",
        ("up",),
    ),
    Served(
        (PROMETHEUS,),
        "prometheus/prometheus, docs/configuration/alerting_rules.md",
        ("ALERTS",),
    ),
    Served(
        (EDGE, WAYPOINT),
        "istio/istio.io, content/en/docs/reference/config/metrics/index.md",
        ("istio_requests_total", "istio_request_duration_milliseconds"),
    ),
    Served(
        ("oauth2-proxy",),
        "oauth2-proxy/oauth2-proxy v7.6.0, pkg/middleware/metrics.go",
        (
            "oauth2_proxy_requests_total",
            "oauth2_proxy_requests_in_flight",
            "oauth2_proxy_response_duration_seconds",
        ),
    ),
    Served(("dex",), "dexidp/dex, server/server.go", ("http_requests_total",)),
    Served(
        ("notebook-controller",),
        "kubeflow/kubeflow v1.9.2, components/notebook-controller/pkg/metrics/metrics.go",
        ("notebook_create_total", "notebook_create_failed_total"),
    ),
    Served(
        ("profile-controller",),
        "kubeflow/kubeflow v1.9.2, components/profile-controller/controllers/monitoring.go",
        ("request_kf", "request_kf_failure"),
    ),
    Served(
        (API,),
        f"{_PIPELINES}/server/run_server.go",
        ("run_server_create_requests",),
    ),
    Served(
        (API,),
        f"{_PIPELINES}/server/job_server.go",
        ("job_server_create_requests",),
    ),
    Served(
        (API,),
        f"{_PIPELINES}/server/pipeline_server.go",
        ("pipeline_server_create_requests",),
    ),
    Served(
        (API,),
        f"{_PIPELINES}/server/experiment_server.go",
        ("experiment_server_create_requests",),
    ),
    Served(
        (API,),
        f"{_PIPELINES}/resource/resource_manager.go",
        ("resource_manager_workflow_runs_success", "resource_manager_workflow_runs_failed"),
    ),
    Served(
        ("workflow-controller",),
        f"{_ARGO}/util.go",
        (
            "argo_workflows_count",
            "argo_workflows_error_count",
            "argo_workflows_pods_count",
            "argo_workflows_workers_busy_count",
        ),
    ),
    Served(
        ("workflow-controller",),
        f"{_ARGO}/metrics.go",
        (
            "argo_workflows_operation_duration_seconds",
            "argo_workflows_queue_depth_count",
            "argo_workflows_queue_latency",
        ),
    ),
    Served(("workflow-controller",), f"{_ARGO}/pod_missing_metric.go", ("argo_pod_missing",)),
    Served(
        ("workflow-controller",),
        f"{_ARGO}/k8s_request_total_metric.go",
        ("argo_workflows_k8s_request_total",),
    ),
    Served(
        ("katib-controller",),
        "kubeflow/katib v0.17.0, pkg/controller.v1beta1/experiment/util/prometheus_metrics.go",
        (
            "katib_experiment_created_total",
            "katib_experiment_failed_total",
            "katib_experiment_succeeded_total",
            "katib_experiments_current",
        ),
    ),
    Served(
        ("katib-controller",),
        "kubeflow/katib v0.17.0, pkg/controller.v1beta1/trial/util/prometheus_metrics.go",
        (
            "katib_trial_created_total",
            "katib_trial_failed_total",
            "katib_trial_metrics_unavailable_total",
            "katib_trial_succeeded_total",
            "katib_trials_current",
        ),
    ),
    Served(
        ("training-operator",),
        "kubeflow/training-operator v1.8.1, pkg/common/metrics.go",
        (
            "training_operator_jobs_created_total",
            "training_operator_jobs_failed_total",
            "training_operator_jobs_restarted_total",
            "training_operator_jobs_successful_total",
        ),
    ),
    Served(
        ("metacontroller",),
        "metacontroller/metacontroller v2.0.4, pkg/metrics/http.go",
        (
            "metacontroller_sync_request_duration_histogram_seconds",
            "metacontroller_sync_requests_total",
        ),
    ),
    Served(
        CONTROLLERS,
        f"{_RUNTIME}/internal/controller/metrics/metrics.go",
        (
            "controller_runtime_reconcile_errors_total",
            "controller_runtime_reconcile_time_seconds",
            "controller_runtime_reconcile_total",
        ),
    ),
    Served(
        CONTROLLERS,
        f"{_RUNTIME}/metrics/workqueue.go",
        (
            "workqueue_depth",
            "workqueue_longest_running_processor_seconds",
            "workqueue_retries_total",
        ),
    ),
    Served(
        CONTROLLERS,
        f"{_RUNTIME}/metrics/client_go_adapter.go",
        ("rest_client_requests_total",),
    ),
    Served(
        CONTROLLERS,
        "prometheus/client_golang v1.18.0, prometheus/process_collector.go",
        ("process_cpu_seconds_total", "process_resident_memory_bytes"),
    ),
    Served(
        ("kube-state-metrics",),
        f"{_STATE}/deployment-metrics.md",
        (
            "kube_deployment_status_replicas_available",
            "kube_deployment_status_replicas_unavailable",
        ),
    ),
    Served(
        ("kube-state-metrics",),
        f"{_STATE}/pod-metrics.md",
        (
            "kube_pod_container_status_restarts_total",
            "kube_pod_status_phase",
            "kube_pod_status_ready",
        ),
    ),
    Served(("notebook-labels",), f"{_STATE}/pod-metrics.md", ("kube_pod_labels",)),
    Served(
        ("kube-state-metrics",),
        f"{_STATE}/cronjob-metrics.md",
        ("kube_cronjob_status_last_successful_time",),
    ),
    Served(
        ("kube-state-metrics",),
        f"{_STATE}/job-metrics.md",
        (
            "kube_job_status_completion_time",
            "kube_job_status_failed",
            "kube_job_status_start_time",
        ),
    ),
    Served(
        ("kubelet",),
        "kubernetes/kubernetes v1.34.0, pkg/kubelet/metrics/collectors/volume_stats.go",
        (
            "kubelet_volume_stats_available_bytes",
            "kubelet_volume_stats_capacity_bytes",
            "kubelet_volume_stats_inodes",
            "kubelet_volume_stats_inodes_used",
        ),
    ),
    Served(
        ("cert-manager",),
        "cert-manager/cert-manager v1.19.1, internal/collectors/certificate_collector.go",
        ("certmanager_certificate_expiration_timestamp_seconds",),
    ),
    Served(
        ("argo-cd",),
        "argoproj/argo-cd v3.2.1, docs/operator-manual/metrics.md",
        ("argocd_app_info",),
    ),
    Served(
        (USAGE,),
        "constructs_lib/components/usage.py",
        tuple(record.name for record in RECORDS),
    ),
)
METRICS: Final[Mapping[str, Served]] = {
    name: served for served in SERVED for name in served.names
}


def shown_of(server: str) -> tuple[str, ...]:
    """Return the metrics of a port or a source that dashboards may show."""
    return tuple(name for name, served in METRICS.items() if server in served.by)
