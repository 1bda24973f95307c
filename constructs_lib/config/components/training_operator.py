"""The operator that runs training jobs."""

from typing import Final

from ..links import DOCS, Link, Links
from .component import Component, IngressRule, MetricsPort

TRAINING_OPERATOR: Final = Component(
    name="training-operator",
    group="Controllers",
    upstream=True,
    images=("training-operator", "pytorch-init", "kubectl-delivery"),
    links=Links(
        documentation=(
            Link(
                "Kubeflow Training Operator Documentation",
                f"{DOCS}/training/",
                description="Documentation for Kubeflow Training Operator",
            ),
        ),
    ),
    reached_by=(
        IngressRule(
            name="training-operator-webhook",
            pods={"control-plane": "kubeflow-training-operator"},
            callers=("api-server",),
            ports=(9443,),
        ),
    ),
    settings="training_images",
    metrics=(
        MetricsPort(
            name="training-operator",
            pods={"control-plane": "kubeflow-training-operator"},
            number=8080,
            beside_webhook=True,
        ),
    ),
)
