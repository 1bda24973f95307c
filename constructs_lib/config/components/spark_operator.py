"""The operator that runs Spark applications."""

from typing import Final

from .component import Component, IngressRule

SPARK_OPERATOR: Final = Component(
    name="spark-operator",
    group="Spark",
    upstream=True,
    images=("spark-operator",),
    reached_by=(
        IngressRule(
            name="spark-operator-webhook",
            pods={
                "app.kubernetes.io/name": "spark-operator",
                "app.kubernetes.io/component": "webhook",
            },
            callers=("api-server",),
            ports=(9443,),
        ),
    ),
    without_clients=("spark-operator-controller",),
    opt_in=True,
    settings="spark",
)
