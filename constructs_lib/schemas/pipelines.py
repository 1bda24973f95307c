"""Define the kinds of Kubeflow Pipelines: recurring runs, and viewers of results."""

from typing import Final

from .custom_resource import CustomResource
from .hints import Opaque, shape

_VERSION: Final = "v1beta1"


@shape
class ScheduledWorkflowFields:
    spec: Opaque
    status: Opaque


@shape
class ViewerFields:
    spec: Opaque


SCHEDULED_WORKFLOW: Final = CustomResource(
    group="kubeflow.org",
    kind="ScheduledWorkflow",
    plural="scheduledworkflows",
    short_names=("swf",),
    versions=(_VERSION,),
    storage=_VERSION,
    fields=ScheduledWorkflowFields,
    status_subresource=False,
)

VIEWER: Final = CustomResource(
    group="kubeflow.org",
    kind="Viewer",
    plural="viewers",
    short_names=("vi",),
    versions=(_VERSION,),
    storage=_VERSION,
    fields=ViewerFields,
    status_subresource=False,
)
