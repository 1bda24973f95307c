"""The controller that runs notebooks."""

from typing import Final

from .component import Component, MetricsPort

NOTEBOOK_CONTROLLER: Final = Component(
    name="notebook-controller",
    group="Controllers",
    upstream=True,
    images=("notebook-controller",),
    # controller-runtime's own port: main.go of the controller.
    settings="notebooks",
    metrics=(
        MetricsPort(
            name="notebook-controller", pods={"app": "notebook-controller"}, number=8080
        ),
    ),
    without_clients=("notebook-controller-deployment",),
)
