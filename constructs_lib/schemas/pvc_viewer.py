"""Define PVCViewer: a file browser of a volume."""

from collections.abc import Sequence
from datetime import datetime

from cdk8s_plus_27 import k8s

from .custom_resource import CustomResource
from .hints import shape


@shape
class PvcViewerNetworking:
    base_prefix: str | None = None
    rewrite: str | None = None
    target_port: k8s.IntOrString | None = None
    timeout: str | None = None


@shape
class PvcViewerSpec:
    pvc: str
    networking: PvcViewerNetworking | None = None
    pod_spec: k8s.PodSpec | None = None
    rwo_scheduling: bool = False


@shape
class PvcViewerCondition:
    status: str
    type: str
    last_transition_time: datetime | None = None
    last_update_time: datetime | None = None
    message: str | None = None
    reason: str | None = None


@shape
class PvcViewerStatus:
    ready: bool = False
    conditions: Sequence[PvcViewerCondition] | None = None
    url: str | None = None


PVC_VIEWER = CustomResource(
    group="kubeflow.org",
    kind="PVCViewer",
    plural="pvcviewers",
    versions=("v1alpha1",),
    storage="v1alpha1",
    spec=PvcViewerSpec,
    status=PvcViewerStatus,
    kubernetes="1.29",
)
