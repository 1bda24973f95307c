"""Define Katib's kinds: Experiments, and the objects that Katib derives from them.

Their definitions accept anything, since an Experiment contains the manifest of a job of any
kind for its trials. Katib's webhook checks Experiments; only Katib writes the other two.
"""

from typing import Final

from .custom_resource import CustomResource, PrinterColumn

_CONDITION: Final = ".status.conditions[-1:]"
_TYPE: Final = PrinterColumn("Type", f"{_CONDITION}.type")
_STATUS: Final = PrinterColumn("Status", f"{_CONDITION}.status")
_AGE: Final = PrinterColumn("Age", ".metadata.creationTimestamp", "date")


def _kind(kind: str, *columns: PrinterColumn) -> CustomResource:
    return CustomResource(
        group="kubeflow.org",
        kind=kind,
        plural=f"{kind.lower()}s",
        versions=("v1beta1",),
        storage="v1beta1",
        columns=(_TYPE, _STATUS, *columns, _AGE),
        categories=("all", "kubeflow", "katib"),
        writes_list_kind=False,
    )


EXPERIMENT: Final = _kind("Experiment")
SUGGESTION: Final = _kind(
    "Suggestion",
    PrinterColumn("Requested", ".spec.requests"),
    PrinterColumn("Assigned", ".status.suggestionCount"),
)
TRIAL: Final = _kind("Trial")

KATIB_KINDS: Final = (EXPERIMENT, SUGGESTION, TRIAL)
