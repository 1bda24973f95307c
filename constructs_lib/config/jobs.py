"""How pods of Jobs and of training jobs run by default, Katib's trials among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .accelerators import AnyAccelerator
from .checks import check_object
from .pods import Pods
from .steps import check_own_labels, check_tolerated
from .versions import check_feature, has

# Labels that controllers of Jobs, JobSets and training jobs, and Katib, set on pods, and read.
_OF_CONTROLLERS: Final = (
    "batch.kubernetes.io/",
    "jobset.sigs.k8s.io/",
    "trainer.kubeflow.org/",
    "training.kubeflow.org/",
    "katib.kubeflow.org/",
    "controller-uid",
    "job-name",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class JobDefaults:
    """Defaults of pods of Jobs in profiles, such as Katib's trials, and of training jobs.

    The API server writes them into each such pod, by a MutatingAdmissionPolicy: neither Katib
    nor the training operator has defaults of its own. What a pod says itself has precedence:
    docs/accelerators.md.
    Such pods are then placed as `ProfileDefaults(pods=…)` says. A pod that requests one of
    `Config.accelerators` tolerates the taints of its nodes, and selects these by their labels,
    unless another accelerator has the same resource.
    Resources that a pod does not set are those of `ProfileDefaults(container_defaults=…)`.
    kubernetes: the cluster's version, such as `1.36.0`. In 1.34 and 1.35 the policy's kind is
    beta and off: the API server needs `--feature-gates=MutatingAdmissionPolicy=true` and
    `--runtime-config=admissionregistration.k8s.io/v1beta1=true`.
    labels: of the pods. priority_class: of the pods, one of `TenantRules.priority_classes`;
    None is that of `ProfileDefaults.pods`.
    tolerates: accelerators whose taints every such pod tolerates, requested or not, for a
    cluster whose nodes all have taints; of `Config.accelerators`.
    Raises ValueError for Kubernetes before 1.34, for invalid labels and names, for labels that
    the mesh or a controller reads, and for an accelerator without taints or given twice.
    """

    kubernetes: str
    labels: Mapping[str, str] = field(default_factory=dict)
    priority_class: str | None = None
    tolerates: tuple[AnyAccelerator, ...] = ()

    def __post_init__(self) -> None:
        check_feature("JobDefaults", self.kubernetes)
        check_own_labels(
            self.labels,
            "jobs",
            _OF_CONTROLLERS,
            readers="the mesh or a controller of jobs reads",
        )
        if self.priority_class is not None:
            check_object(self.priority_class, "priority class of jobs")
        check_tolerated(self.tolerates)

    @property
    def version(self) -> str:
        """The version of the policy's kind that the cluster serves."""
        return "v1" if has("MutatingAdmissionPolicy v1", self.kubernetes) else "v1beta1"

    def check_beside(
        self, pods: Pods, accelerators: tuple[AnyAccelerator, ...], *, installed: bool
    ) -> None:
        """Refuse defaults that would have no effect.

        pods: of profiles. accelerators: that nodes offer. installed: whether Katib, the
        training operator or Trainer is.
        """
        if not installed:
            raise ValueError(
                "JobDefaults are for trials and training jobs, but of components 'katib', "
                "'training-operator' and 'trainer' none is installed; install one, or leave "
                "out jobs"
            )
        if not (self.labels or self.priority_class or accelerators or pods != Pods()):
            raise ValueError(
                "JobDefaults would change no pod: there are no labels, no priority class, no "
                "Config(accelerators=...) and no ProfileDefaults(pods=...); add one of them, "
                "or leave out jobs"
            )
