"""Whether runs start, and end well."""

from typing import Final

from constructs_lib.config.components.pipelines import API, WAYPOINT

from .model import Dashboard, Panel, Query, Row
from .promql import added, of, quantile, rate

_BEFORE_API: Final = f'reporter="waypoint",destination_service_name="{API}"'
_REQUESTS: Final = of("istio_requests_total", WAYPOINT, where=_BEFORE_API)
_TIME: Final = of("istio_request_duration_milliseconds_bucket", WAYPOINT, where=_BEFORE_API)


def _argo(name: str) -> str:
    return of(f"argo_{name}", "workflow-controller")


DASHBOARD: Final = Dashboard(
    name="pipelines",
    title="Pipelines",
    sentence="For complaints such as: my run does not start, or the page of runs is slow.",
    rows=(
        Row(
            "API",
            (
                Panel(
                    title="Requests to the API",
                    sentence=(
                        "Requests to Pipelines' API by status, counted at its waypoint: 403 "
                        "is a refused user, 5xx is a fault."
                    ),
                    queries=(Query(rate(_REQUESTS, "response_code"), "{{response_code}}"),),
                    unit="reqps",
                    stacked=True,
                ),
                Panel(
                    title="Latency of the API",
                    sentence=(
                        "How long half and 99 of 100 requests to the API take: when it rises, "
                        "look at the database first."
                    ),
                    queries=(
                        Query(quantile(0.5, _TIME), "half"),
                        Query(quantile(0.99, _TIME), "99 of 100"),
                    ),
                    unit="ms",
                ),
                Panel(
                    title="Requests to create",
                    sentence=(
                        "Runs, recurring runs, pipelines and experiments that were asked for "
                        "in the last hour, whether or not they were created."
                    ),
                    queries=tuple(
                        Query(added(of(f"{kind}_server_create_requests", API)), name)
                        for kind, name in (
                            ("run", "runs"),
                            ("job", "recurring runs"),
                            ("pipeline", "pipelines"),
                            ("experiment", "experiments"),
                        )
                    ),
                ),
                Panel(
                    title="Runs that ended",
                    sentence=(
                        "Runs that ended since the API server started and that nobody has "
                        "deleted: a step up of the failed ones is worth a question to the "
                        "team."
                    ),
                    queries=tuple(
                        Query(
                            "sum by (profile) "
                            f"({of(f'resource_manager_workflow_runs_{end}', API)})",
                            f"{{{{profile}}}} {name}",
                        )
                        for end, name in (("failed", "failed"), ("success", "succeeded"))
                    ),
                    width=24,
                ),
            ),
        ),
        Row(
            "Workflows",
            (
                Panel(
                    title="Workflows by status",
                    sentence=(
                        "Workflows in the cluster: Pending ones that grow wait for nodes, "
                        "quotas or `parallelism`."
                    ),
                    queries=(
                        Query(
                            f"sum by (status) ({_argo('workflows_count')})",
                            "{{status}}",
                        ),
                    ),
                    stacked=True,
                ),
                Panel(
                    title="Pods of workflows",
                    sentence=(
                        "Pods of runs that are pending or running: many pending ones are a "
                        "lack of nodes or of quota."
                    ),
                    queries=(
                        Query(
                            f"sum by (status) ({_argo('workflows_pods_count')})",
                            "{{status}}",
                        ),
                    ),
                ),
                Panel(
                    title="Queue of the workflow controller",
                    sentence=(
                        "Objects that wait for the workflow controller, by queue: a queue "
                        "that does not empty needs more workers."
                    ),
                    queries=(
                        Query(
                            f"sum by (queue_name) ({_argo('workflows_queue_depth_count')})",
                            "{{queue_name}}",
                        ),
                    ),
                ),
                Panel(
                    title="Time in the queue",
                    sentence=(
                        "What 95 of 100 objects wait less than in a queue: runs start this "
                        "much later."
                    ),
                    queries=(
                        Query(
                            quantile(
                                0.95, _argo("workflows_queue_latency_bucket"), "queue_name"
                            ),
                            "{{queue_name}}",
                        ),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Duration of a reconcile",
                    sentence=(
                        "What 95 of 100 reconciles of a workflow take less than: large "
                        "workflows and a slow API server make it rise."
                    ),
                    queries=(
                        Query(
                            quantile(
                                0.95, _argo("workflows_operation_duration_seconds_bucket")
                            ),
                            "95 of 100",
                        ),
                    ),
                    unit="s",
                ),
                Panel(
                    title="Busy workers",
                    sentence=(
                        "Workers of the controller that are busy, by kind: at their number, "
                        "work waits."
                    ),
                    queries=(
                        Query(
                            f"sum by (worker_type) ({_argo('workflows_workers_busy_count')})",
                            "{{worker_type}}",
                        ),
                    ),
                ),
                Panel(
                    title="Errors of the workflow controller",
                    sentence=(
                        "Its own errors in the last hour, by cause: an OperationPanic is a "
                        "bug to report, with its log."
                    ),
                    queries=(
                        Query(added(_argo("workflows_error_count"), "cause"), "{{cause}}"),
                    ),
                ),
                Panel(
                    title="Missing pods",
                    sentence=(
                        "Steps whose pod vanished, since the controller started: nodes that "
                        "are removed under running steps."
                    ),
                    queries=(
                        Query(
                            f"sum by (node_phase, recently_started) ({_argo('pod_missing')})",
                            "{{node_phase}}, recently started: {{recently_started}}",
                        ),
                    ),
                ),
                Panel(
                    title="Refused requests to Kubernetes",
                    sentence=(
                        "Requests of the controller that the API server did not grant, by "
                        "kind and status: 403 is a missing right, 429 is too many requests."
                    ),
                    queries=(
                        Query(
                            rate(
                                of(
                                    "argo_workflows_k8s_request_total",
                                    "workflow-controller",
                                    where='status_code=~"[45].."',
                                ),
                                "kind",
                                "verb",
                                "status_code",
                            ),
                            "{{verb}} {{kind}} {{status_code}}",
                        ),
                    ),
                    unit="reqps",
                ),
            ),
        ),
    ),
)
