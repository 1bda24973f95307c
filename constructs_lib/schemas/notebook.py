"""Define Notebook: a server in one pod with its volumes and its page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource
from .hints import Int32, Keywords, shape


class NotebookContainer(k8s.Container):
    """A container with a required image, since nothing sets one later."""

    image: str


class NotebookPod(k8s.PodSpec):
    """A pod with at least one container: the first is the notebook server."""

    containers: Annotated[  # type: ignore[assignment]  # Inherited as a property.
        Sequence[NotebookContainer], Keywords({"minItems": 1})
    ]


@shape
class NotebookTemplate:
    spec: NotebookPod | None = None


@shape
class NotebookSpec:
    template: NotebookTemplate | None = None


@shape
class ContainerStateRunning:
    started_at: datetime | None = None


@shape
class ContainerStateTerminated:
    exit_code: Int32
    container_id: str | None = None
    finished_at: datetime | None = None
    message: str | None = None
    reason: str | None = None
    signal: Int32 | None = None
    started_at: datetime | None = None


@shape
class ContainerStateWaiting:
    message: str | None = None
    reason: str | None = None


@shape
class ContainerState:
    running: ContainerStateRunning | None = None
    terminated: ContainerStateTerminated | None = None
    waiting: ContainerStateWaiting | None = None


@shape
class NotebookCondition:
    status: str
    type: str
    last_probe_time: datetime | None = None
    last_transition_time: datetime | None = None
    message: str | None = None
    reason: str | None = None


@shape
class NotebookStatus:
    conditions: Sequence[NotebookCondition]
    container_state: ContainerState
    ready_replicas: Int32


NOTEBOOK = CustomResource(
    group="kubeflow.org",
    kind="Notebook",
    plural="notebooks",
    versions=("v1", "v1beta1", "v1alpha1"),
    storage="v1",
    spec=NotebookSpec,
    status=NotebookStatus,
    kubernetes="1.23",
)
