"""The controller that runs TensorBoards."""

from typing import Final

from .component import Component

TENSORBOARD_CONTROLLER: Final = Component(
    name="tensorboard-controller",
    group="Controllers",
    upstream="apps/tensorboard/tensorboard-controller/upstream/overlays/kubeflow",
    images=(
        "tensorboard-controller",
        "kube-rbac-proxy/tensorboard-controller",
        "tensorflow",
    ),
    without_clients=("tensorboard-controller-deployment",),
)
