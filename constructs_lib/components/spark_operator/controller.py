"""Starts the drivers of Spark applications, and follows them."""

from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import Sidecars, SparkOperator, WorkloadDefaults
from ...workloads import (
    READ_ONLY,
    Container,
    EmptyVolume,
    Mount,
    PodSecurity,
    Probes,
    Security,
    Workload,
    http_probe,
)
from .names import CONTROLLER, METRICS, USER, election, labels_of, selector_of
from .rights import permit_controller

_PART: Final = "controller"
_METRICS_PORT: Final = 8080
HEALTH_PORT: Final = 8081
# What upstream writes of a container, besides what Kubernetes has by default.
AS_UPSTREAM: Final = Security(
    non_root=True, read_only_root=True, no_escalation=True, drop_all=True, seccomp=True
)
PROBES: Final = Probes(
    liveness=http_probe("/healthz", HEALTH_PORT), readiness=http_probe("/readyz", HEALTH_PORT)
)
_BUCKETS: Final = ",".join(str(seconds) for seconds in range(30, 301, 30))


class Controller(Construct):
    """Runs the controller, in every namespace, since profiles come and go."""

    def __init__(
        self, scope: Construct, id: str, *, spark: SparkOperator, defaults: WorkloadDefaults
    ) -> None:
        super().__init__(scope, id)
        account = ServiceAccount(
            self, "ServiceAccount", name=CONTROLLER, labels=labels_of(_PART)
        )
        permit_controller(account, spark)
        Workload(
            self,
            "Workload",
            name=CONTROLLER,
            account=account,
            defaults=defaults,
            selector=selector_of(_PART),
            pod_labels=without_sidecar(defaults),
            labels=labels_of(_PART),
            annotations={
                "prometheus.io/path": "/metrics",
                "prometheus.io/port": str(_METRICS_PORT),
                "prometheus.io/scrape": "true",
            },
            pod_security=PodSecurity(group=USER, on_mismatch=False),
            # The application's pod templates, and what spark-submit writes.
            volumes=[EmptyVolume(name="tmp", size="1Gi")],
            containers=[
                Container(
                    name=CONTROLLER,
                    image=defaults.images.named("spark-operator"),
                    pull_policy="IfNotPresent",
                    args=(
                        "controller",
                        "start",
                        "--zap-log-level=info",
                        '--namespaces=""',
                        f"--controller-threads={spark.threads}",
                        "--enable-ui-service=true",
                        *METRICS,
                        f"--metrics-job-start-latency-buckets={_BUCKETS}",
                        *election(f"{CONTROLLER}-lock", account.namespace),
                        "--workqueue-ratelimiter-bucket-qps=50",
                        "--workqueue-ratelimiter-bucket-size=500",
                        "--workqueue-ratelimiter-max-delay=6h",
                        "--driver-pod-creation-grace-period=10s",
                        f"--max-tracked-executor-per-app={spark.executors}",
                    ),
                    ports={"metrics": _METRICS_PORT},
                    mounts=(Mount(volume="tmp", path="/tmp", read_only=False),),  # noqa: S108
                    probes=PROBES,
                    security=AS_UPSTREAM,
                    restricted=READ_ONLY.as_user(USER),
                )
            ],
        )


def without_sidecar(defaults: WorkloadDefaults) -> dict[str, str]:
    """Return the label that keeps a sidecar away, where there are any."""
    return {"sidecar.istio.io/inject": "false"} if isinstance(defaults.mesh, Sidecars) else {}
