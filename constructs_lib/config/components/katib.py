"""Katib, which searches for the best parameters."""

from typing import Final

from ..links import DOCS, Link, Links
from .component import Component, IngressRule, MetricsPort

KATIB: Final = Component(
    name="katib",
    group="Katib",
    upstream=True,
    images=(
        "katib-controller",
        "katib-db-manager",
        "katib-ui",
        "katib-mysql",
        "file-metrics-collector",
        "tfevent-metrics-collector",
        "suggestion-hyperopt",
        "suggestion-optuna",
        "suggestion-hyperband",
        "suggestion-skopt",
        "suggestion-goptuna",
        "suggestion-enas",
        "suggestion-darts",
        "suggestion-pbt",
        "earlystopping-medianstop",
        "pytorch-mnist-cpu",
        "enas-cnn-cifar10-cpu",
    ),
    links=Links(
        menu=(Link("Katib Experiments", "/katib/", icon="kubeflow:katib"),),
        documentation=(
            Link(
                "Katib Documentation",
                f"{DOCS}/katib/",
                description="Documentation for Katib",
            ),
        ),
    ),
    reached_by=(
        IngressRule(
            name="katib-controller",
            pods={"katib.kubeflow.org/component": "controller"},
            callers=("api-server",),
            ports=(8443,),
        ),
        IngressRule(
            name="katib-db-manager",
            pods={"katib.kubeflow.org/component": "db-manager"},
            callers=("profiles", "namespace"),
        ),
        IngressRule(
            name="katib-ui", pods={"katib.kubeflow.org/component": "ui"}, callers=("gateway",)
        ),
    ),
    settings="experiments",
    metrics=(
        MetricsPort(
            name="katib-controller",
            pods={"katib.kubeflow.org/component": "controller"},
            number=8080,
            beside_webhook=True,
        ),
    ),
    # DBManagerAddr: pkg/common/v1beta1/katib_manager_util.go of kubeflow/katib 0.17.0.
    calls={"katib-controller": ("katib-db-manager",), "katib-ui": ("katib-db-manager",)},
    published_secrets=("katib-mysql-secrets",),
)
