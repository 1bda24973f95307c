"""Start the drivers of Spark applications, and follow their state."""

from typing import Final

from constructs import Construct

from ...access import ServiceAccount
from ...config import SparkOperator, WorkloadDefaults
from ...workloads import EmptyVolume, Mount
from .names import CONTROLLER, ELECTION_TIMES, METRICS, METRICS_PORT, election, labels_of
from .process import process
from .rights import permit_controller

_PART: Final = "controller"
_NEWER_FLAGS: Final = (
    "--scheduled-spark-application-timestamp-precision=nanos",
    "--feature-gates=PartialRestart=false,LoadSparkDefaults=false",
)
_BUCKETS: Final = ",".join(str(seconds) for seconds in range(30, 301, 30))


class Controller(Construct):
    """Runs the controller, in every namespace, since profiles come and go."""

    def __init__(
        self, scope: Construct, id: str, *, spark: SparkOperator, defaults: WorkloadDefaults
    ) -> None:
        super().__init__(scope, id)
        release = defaults.images.release
        labels = labels_of(_PART, release)
        account = ServiceAccount(self, "ServiceAccount", name=CONTROLLER, labels=labels)
        permit_controller(account, spark, release)
        process(
            self,
            _PART,
            account=account,
            defaults=defaults,
            flags=(
                f"--controller-threads={spark.threads}",
                "--enable-ui-service=true",
                *METRICS,
                f"--metrics-job-start-latency-buckets={_BUCKETS}",
                *election(CONTROLLER, account.namespace),
                *(ELECTION_TIMES if release.spark_connects != "none" else ()),
                "--workqueue-ratelimiter-bucket-qps=50",
                "--workqueue-ratelimiter-bucket-size=500",
                "--workqueue-ratelimiter-max-delay=6h",
                "--driver-pod-creation-grace-period=10s",
                f"--max-tracked-executor-per-app={spark.executors}",
                *(_NEWER_FLAGS if release.spark_connects == "checked" else ()),
            ),
            # The application's pod templates, and what spark-submit writes.
            volume=EmptyVolume(name="tmp", size="1Gi"),
            mount=Mount(volume="tmp", path="/tmp", read_only=False),  # noqa: S108
            annotations={
                "prometheus.io/path": "/metrics",
                "prometheus.io/port": str(METRICS_PORT),
                "prometheus.io/scrape": "true",
            },
        )
