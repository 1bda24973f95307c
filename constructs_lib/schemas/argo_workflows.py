"""Define Argo Workflows' kinds as in its minimal definitions: the controller validates.

Source: manifests/base/crds/minimal of argoproj/argo-workflows v3.4.17.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from .custom_resource import CustomResource, PrinterColumn
from .hints import Opaque, reaches, shape
from .workflow_artifacts import ArtifactGCTask, EventBinding
from .workflow_task_result import WorkflowTaskResultFields

GROUP: Final = "argoproj.io"
_VERSION: Final = "v1alpha1"


@shape
class Template:
    spec: Opaque


@shape
class Execution:
    spec: Opaque
    status: Opaque | None = None


def _kind(
    kind: str,
    plural: str,
    *short_names: str,
    fields: type,
    namespaced: bool = True,
    status_subresource: bool = False,
    columns: tuple[PrinterColumn, ...] = (),
) -> CustomResource:
    return CustomResource(
        group=GROUP,
        kind=kind,
        plural=plural,
        short_names=short_names,
        versions=(_VERSION,),
        storage=_VERSION,
        fields=fields,
        required=("metadata",),
        namespaced=namespaced,
        status_subresource=status_subresource,
        columns=columns,
    )


WORKFLOW: Final = _kind(
    "Workflow",
    "workflows",
    "wf",
    fields=Execution,
    columns=(
        PrinterColumn("Status", ".status.phase", description="Status of the workflow"),
        PrinterColumn(
            "Age",
            ".status.startedAt",
            type="date",
            format="date-time",
            description="When the workflow was started",
        ),
        PrinterColumn(
            "Message",
            ".status.message",
            description=(
                "Human readable message indicating details about why the workflow is in "
                "this condition."
            ),
        ),
    ),
)

_KINDS: Final = (
    WORKFLOW,
    _kind(
        "ClusterWorkflowTemplate",
        "clusterworkflowtemplates",
        "clusterwftmpl",
        "cwft",
        fields=Template,
        namespaced=False,
    ),
    _kind("CronWorkflow", "cronworkflows", "cwf", "cronwf", fields=Execution),
    _kind(
        "WorkflowArtifactGCTask",
        "workflowartifactgctasks",
        "wfat",
        fields=Execution,
        status_subresource=True,
    ),
    _kind("WorkflowEventBinding", "workfloweventbindings", "wfeb", fields=Template),
    _kind("WorkflowTaskResult", "workflowtaskresults", fields=WorkflowTaskResultFields),
    _kind(
        "WorkflowTaskSet",
        "workflowtasksets",
        "wfts",
        fields=Execution,
        status_subresource=True,
    ),
    _kind("WorkflowTemplate", "workflowtemplates", "wftmpl", fields=Template),
)

# What the API server validates since 3.7.
_TYPED: Final[Mapping[str, type]] = {
    "WorkflowArtifactGCTask": ArtifactGCTask,
    "WorkflowEventBinding": EventBinding,
}


def argo_kinds(argo: str) -> tuple[CustomResource, ...]:
    """Return the kinds of a minor version of Argo Workflows."""
    typed = _TYPED if reaches(argo, "3.7") else {}
    return tuple(
        replace(kind, controller=argo, fields=typed.get(kind.kind, kind.fields))
        for kind in _KINDS
    )
