"""Define Tensorboard: a server of a folder of logs."""

from collections.abc import Sequence
from datetime import datetime

from .custom_resource import CustomResource
from .hints import Int32, shape


@shape
class TensorboardSpec:
    logspath: str


@shape
class TensorboardCondition:
    deployment_state: str
    last_probe_time: datetime | None = None


@shape
class TensorboardStatus:
    conditions: Sequence[TensorboardCondition]
    ready_replicas: Int32


TENSORBOARD = CustomResource(
    group="tensorboard.kubeflow.org",
    kind="Tensorboard",
    plural="tensorboards",
    versions=("v1alpha1",),
    storage="v1alpha1",
    spec=TensorboardSpec,
    status=TensorboardStatus,
)
