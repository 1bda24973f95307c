"""How pipelines' steps run by default, and how many pipelines run at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Literal

from .accelerators import AnyAccelerator
from .checks import check_labels, check_object, check_unique
from .durations import check_duration
from .mesh import GATEWAY_LABELS, IN_MESH
from .pipelines import PipelinesSettings

# Of `podGC` in pkg/apis/workflow/v1alpha1/workflow_types.go of Argo Workflows v3.4.17.
PodCollection = Literal[
    "OnPodCompletion", "OnPodSuccess", "OnWorkflowCompletion", "OnWorkflowSuccess"
]

# Argo deletes a Workflow whether or not the persistence agent has reported its end.
_SHORTEST: Final = timedelta(minutes=10)
# Argo and Pipelines find their pods by labels of these domains.
_OF_ARGO: Final = ("workflows.argoproj.io/", "pipeline/", "pipelines.kubeflow.org/")
# Istio's webhook adds a sidecar to pods with it, or leaves it out.
_SIDECAR: Final = "sidecar.istio.io/inject"


def check_own_labels(
    labels: Mapping[str, str], of: str, domains: tuple[str, ...], *, readers: str
) -> None:
    """Refuse labels of pods by which others than their author find or treat these.

    of: whose pods, for the message. domains: prefixes of keys, besides the mesh's. readers:
    who reads them, for the message.
    """
    check_labels(labels, f"labels of {of}")
    for label in labels:
        if label in (*GATEWAY_LABELS, *IN_MESH, _SIDECAR) or label.startswith(domains):
            raise ValueError(
                f"label {label!r} of {of} is one that {readers}; leave it out, or use a label "
                "of your own domain"
            )


def check_tolerated(accelerators: tuple[AnyAccelerator, ...]) -> None:
    """Refuse accelerators to tolerate that have no taints, or are given twice."""
    tolerated = [each.accelerator for each in accelerators]
    check_unique((each.name for each in tolerated), "tolerated accelerator")
    for each in tolerated:
        if not each.tolerations:
            raise ValueError(
                f"accelerator {each.name!r} in tolerates has no tolerations, since its "
                "nodes have no taints; leave it out"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class StepDefaults:
    """Defaults of every pipeline's pods, the drivers among them, and limits of all pipelines.

    These are for steps alone. `ProfileDefaults(pods=…)` places all pods in profiles, and
    `ProfileDefaults(container_defaults=…)` sets their resources.
    A step's own settings have precedence: docs/accelerators.md.
    labels: of the pods. priority_class: of the pods, one of `TenantRules.priority_classes`;
    None leaves that of `ProfileDefaults.pods`.
    tolerates: accelerators whose taints every step and driver tolerates, for a cluster whose
    nodes all have taints; of `Config.accelerators`.
    keep_succeeded, keep_failed: how long to keep the Workflow of a run that succeeded or
    failed, and its pods, if shorter than `PipelinesSettings.keep_runs`.
    delete_pods: when Argo deletes finished pods: each at its end (`OnPodCompletion`), if it
    succeeded (`OnPodSuccess`), or when their Workflow has ended or succeeded. None keeps them
    with their Workflow.
    parallelism: the most pipelines that run at a time. profile_parallelism: in each profile.
    Further ones wait.
    Source: `workflowDefaults`, `parallelism` and `namespaceParallelism` of config/config.go in
    Argo Workflows v3.4.17.
    Raises ValueError for invalid labels and names, for labels that the mesh or Argo reads, and
    for an accelerator without taints or given twice.
    Raises ValueError for less than ten minutes, for a limit below 1, and for a limit of each
    profile that is not below that of all.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    priority_class: str | None = None
    tolerates: tuple[AnyAccelerator, ...] = ()
    keep_succeeded: timedelta | None = None
    keep_failed: timedelta | None = None
    delete_pods: PodCollection | None = None
    parallelism: int | None = None
    profile_parallelism: int | None = None

    def __post_init__(self) -> None:
        check_own_labels(
            self.labels, "steps", _OF_ARGO, readers="the mesh, Argo or Pipelines reads"
        )
        if self.priority_class is not None:
            check_object(self.priority_class, "priority class of steps")
        check_tolerated(self.tolerates)
        self._check_kept()
        self._check_limits()

    def _check_kept(self) -> None:
        for name in ("keep_succeeded", "keep_failed"):
            if (kept := getattr(self, name)) is None:
                continue
            check_duration(kept, name)
            if kept < _SHORTEST:
                raise ValueError(
                    f"{name} must be {_SHORTEST!r} or more, so that the end of a run is "
                    f"reported before its Workflow is deleted; got {kept!r}"
                )

    def _check_limits(self) -> None:
        for name in ("parallelism", "profile_parallelism"):
            limit = getattr(self, name)
            if limit is not None and limit < 1:
                raise ValueError(
                    f"{name} must be 1 or more, got {limit}; leave it out for no limit"
                )
        most, each = self.parallelism, self.profile_parallelism
        if most and each and each >= most:
            raise ValueError(
                f"profile_parallelism={each} has no effect beside parallelism={most}, the "
                "limit of all profiles together; choose a lower one, or leave it out"
            )

    def check_beside(self, settings: PipelinesSettings, *, installed: bool) -> None:
        """Refuse defaults that would have no effect, or lose logs.

        installed: whether Pipelines is.
        """
        if not installed:
            if self != StepDefaults():
                raise ValueError(
                    "StepDefaults are for steps of pipelines, but component 'pipelines' is "
                    "not installed; install it, or leave out steps"
                )
            return
        for name in ("keep_succeeded", "keep_failed"):
            kept = getattr(self, name)
            if kept is not None and kept >= settings.keep_runs:
                raise ValueError(
                    f"{name}={kept!r} has no effect, since PipelinesSettings(keep_runs=...) "
                    f"deletes every run after {settings.keep_runs!r}; keep it for less, or "
                    "leave it out"
                )
        if self.delete_pods and settings.run_logs != "kept":
            raise ValueError(
                f"delete_pods={self.delete_pods!r} would delete a step's log with its pod, "
                f"while run_logs={settings.run_logs!r} shows no other; set "
                "PipelinesSettings(run_logs='kept'), or leave it out"
            )
