"""The second generation of training: Trainer, and the JobSet controller that it needs."""

from typing import Final

from .component import Component, IngressRule

TRAINER: Final = Component(
    name="trainer",
    group="Controllers",
    upstream=True,
    images=(
        "jobset",
        "trainer/trainer-controller-manager",
        "trainer/dataset-initializer",
        "trainer/model-initializer",
        "trainer/deepspeed-runtime",
        "trainer/mlx-runtime",
        "trainer/jax-runtime",
        "trainer/torch-runtime",
        "trainer/torchtune-trainer",
        "trainer/xgboost-runtime",
    ),
    reached_by=(
        IngressRule(
            name="trainer-webhook",
            pods={
                "app.kubernetes.io/component": "manager",
                "app.kubernetes.io/name": "trainer",
                "app.kubernetes.io/part-of": "kubeflow",
            },
            callers=("api-server",),
            ports=(9443,),
        ),
        IngressRule(
            name="jobset-webhook",
            pods={"control-plane": "controller-manager"},
            callers=("api-server",),
            ports=(9443,),
        ),
    ),
    namespace="kubeflow-system",
    opt_in=True,
)
