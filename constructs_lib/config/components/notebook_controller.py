"""The controller that runs notebooks."""

from typing import Final

from .component import Component

NOTEBOOK_CONTROLLER: Final = Component(
    name="notebook-controller",
    group="Controllers",
    upstream="apps/jupyter/notebook-controller/upstream/overlays/kubeflow",
    images=("notebook-controller",),
    without_clients=("notebook-controller-deployment",),
)
