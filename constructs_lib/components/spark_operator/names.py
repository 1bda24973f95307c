"""Define names, labels and flags that the parts of the Spark operator share."""

from collections.abc import Mapping
from typing import Final

from ...config.components import SPARK_OPERATOR
from ...releases import Release

CONTROLLER: Final = "spark-operator-controller"
WEBHOOK: Final = "spark-operator-webhook"
CERTIFICATE: Final = f"{WEBHOOK}-certs"
METRICS_PORT: Final = 8080
# The flags of both.
METRICS: Final = (
    "--enable-metrics=true",
    f"--metrics-bind-address=:{METRICS_PORT}",
    "--metrics-endpoint=/metrics",
    "--metrics-prefix=",
    "--metrics-labels=app_type",
)
# Kubernetes' usual times of an election, which a newer operator is told.
ELECTION_TIMES: Final = (
    "--leader-election-lease-duration=15s",
    "--leader-election-renew-deadline=10s",
    "--leader-election-retry-period=2s",
)


def selector_of(part: str) -> Mapping[str, str]:
    """Return the labels of the pods of the controller or the webhook."""
    return {
        "app.kubernetes.io/name": SPARK_OPERATOR.name,
        "app.kubernetes.io/instance": SPARK_OPERATOR.name,
        "app.kubernetes.io/component": part,
    }


def labels_of(part: str, release: Release) -> Mapping[str, str]:
    """Return the labels of an object of the controller or the webhook."""
    return {
        **selector_of(part),
        "app.kubernetes.io/managed-by": "Helm",
        "app.kubernetes.io/version": release.spark,
        "helm.sh/chart": f"{SPARK_OPERATOR.name}-{release.spark}",
    }


def lock_of(name: str) -> str:
    """Return the lock by which one of several pods of a Deployment is elected."""
    return f"{name}-lock"


def election(name: str, namespace: str) -> tuple[str, ...]:
    """Return the flags by which one of several pods of a Deployment is elected."""
    return (
        "--leader-election=true",
        f"--leader-election-lock-name={lock_of(name)}",
        f"--leader-election-lock-namespace={namespace}",
    )
