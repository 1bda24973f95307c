"""The controller that runs TensorBoards."""

from typing import Final

from .component import Component, MetricsPort

TENSORBOARD_CONTROLLER: Final = Component(
    name="tensorboard-controller",
    group="Controllers",
    upstream=True,
    images=(
        "tensorboard-controller",
        "kube-rbac-proxy/tensorboard-controller",
        "tensorflow",
    ),
    settings="tensorboards",
    metrics=(
        MetricsPort(
            name="tensorboard-controller",
            pods={
                "app": "tensorboard-controller",
                "control-plane": "controller-manager",
                "kustomize.component": "tensorboard-controller",
            },
            number=8080,
            proxy=8443,
        ),
    ),
    without_clients=("tensorboard-controller-deployment",),
)
