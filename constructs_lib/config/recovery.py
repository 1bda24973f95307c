"""Copies of what Git does not know: Kubernetes objects, rights and recurring runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from .backup import BackupBucket, BackupVolume
from .checks import check_label, check_quantity, check_schedule, check_unique
from .durations import check_duration
from .mesh import Mesh, Sidecars
from .pods import Resources

RecoveryKind = Literal[
    "profiles",
    "contributors",
    "claims",
    "pod-defaults",
    "notebooks",
    "experiments",
    "models",
    "recurring-runs",
]

# The service account of its pods, and so their identity in the mesh.
ACCOUNT: Final = "recovery"
# The component that serves each kind.
_SERVED_BY: Final[Mapping[RecoveryKind, str]] = {
    "profiles": "profiles",
    "contributors": "profiles",
    "claims": "profiles",
    "pod-defaults": "admission-webhook",
    "notebooks": "notebook-controller",
    "experiments": "katib",
    "models": "kserve",
    "recurring-runs": "pipelines",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovery:
    """Copies of the objects that people make in the cluster, made by a CronJob.

    destination: where the copies go, below `recovery/`; that of a Backup may be the same.
    kinds: `profiles` are those that people registered themselves, `contributors` the
    RoleBindings and AuthorizationPolicies of those who were added in the dashboard, `claims`
    PersistentVolumeClaims without their data, `models` InferenceServices. What Argo CD
    applies from Git, and what controllers make, is left out.
    secrets: names of Secrets to copy from every profile and from `kubeflow`; none by default.
    Their values are readable in the copies. schedule: cron's five fields, in UTC: what was
    made since the last copy is lost with the cluster. keep: the number of copies. scratch:
    the most space that one takes while it is made. deadline: when a run is aborted.
    resources: of each of its steps.
    Raises ValueError for invalid values and combinations.
    """

    destination: BackupBucket | BackupVolume
    kinds: tuple[RecoveryKind, ...] = (
        "profiles",
        "contributors",
        "claims",
        "pod-defaults",
        "notebooks",
        "experiments",
        "recurring-runs",
    )
    secrets: tuple[str, ...] = ()
    schedule: str = "0 * * * *"
    keep: int = 72
    scratch: str = "1Gi"
    deadline: timedelta = timedelta(minutes=30)
    resources: Resources = Resources(
        cpu="50m", memory="128Mi", cpu_limit="1", memory_limit="512Mi"
    )

    def __post_init__(self) -> None:
        check_unique(self.kinds, "kind of the recovery")
        check_unique(self.secrets, "Secret of the recovery")
        if not self.kinds and not self.secrets:
            raise ValueError(
                "`kinds` and `secrets` are empty, so there is nothing to copy; leave out "
                "`kinds`, or the recovery"
            )
        if self.kinds and "profiles" not in self.kinds:
            raise ValueError(
                f"kinds of the recovery are {', '.join(self.kinds)}, without 'profiles': "
                "nothing can be restored into a profile that is not; add it"
            )
        for name in self.secrets:
            check_label(name, "Secret of the recovery")
        check_schedule(self.schedule, "schedule")
        if self.keep < 1:
            raise ValueError(f"keep must be 1 copy or more, got {self.keep}")
        check_quantity(self.scratch, "scratch space of the recovery")
        check_duration(self.deadline, "deadline of the recovery")

    def check_kept_here(self, *, components: tuple[str, ...], mesh: Mesh) -> None:
        """Refuse kinds that nothing serves, and a mesh in which no Job can finish."""
        if isinstance(mesh, Sidecars):
            raise ValueError(  # noqa: TRY004 - of the right type, and no use here
                "a recovery needs Ambient(): with Sidecars() its pod would never finish"
            )
        for kind in self.kinds:
            if _SERVED_BY[kind] not in components:
                raise ValueError(
                    f"recovery of {kind!r}: {_SERVED_BY[kind]!r} is not installed; leave it "
                    "out of Recovery(kinds=...)"
                )
