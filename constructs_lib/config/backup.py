"""Backups of the data kept in the cluster, and where they are stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import UnionType
from typing import Final, Literal

from .checks import (
    check_elsewhere,
    check_host,
    check_label,
    check_quantity,
    check_schedule,
    check_unique,
)
from .data import BundledMySQL, BundledStore, check_bucket, check_region
from .durations import check_duration
from .katib import Experiments, KatibDatabase
from .mesh import Mesh, Sidecars
from .pipelines import PipelinesSettings
from .pods import Resources

BackupSource = Literal["pipelines", "artifacts", "katib"]

# The service account of the backup's pods, and so their identity in the mesh.
ACCOUNT: Final = "backup"
# The CronJob that rehearses a restore, and the account of its pods, which nothing admits.
REHEARSAL: Final = "backup-rehearsal"

# The component that keeps the data of each backup; external data is not backed up.
KEPT_BY: Final = {"pipelines": "pipelines", "artifacts": "pipelines", "katib": "katib"}
_SERVICE: Final = re.compile(r"[a-z0-9-]+\.([a-z0-9-]+)\.svc(\.[a-z0-9.-]+)?")
_PREFIX: Final = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)*", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupBucket:
    """An existing bucket in S3 or an S3-compatible store, over TLS.

    bucket, region: its name and region.
    secret: in the platform's namespace, with keys `accesskey` and `secretkey` of a user who
    may list, read, write and delete in this bucket and needs no other right.
    endpoint: a DNS name without scheme. prefix: of every key, for a shared bucket. Raises
    ValueError for an invalid region, bucket, endpoint or prefix.
    """

    bucket: str
    region: str
    secret: str
    endpoint: str = "s3.amazonaws.com"
    prefix: str = "kubeflow"

    def __post_init__(self) -> None:
        check_bucket(self.bucket)
        check_region(self.region)
        check_host(self.endpoint, "endpoint of the backup")
        check_elsewhere(self.endpoint, "endpoint of the backup")
        check_label(self.secret, "secret of the backup's bucket")
        check_prefix(self.prefix, "prefix of the backup")

    @property
    def namespace(self) -> str | None:
        """The namespace of a store in the cluster; None for one elsewhere."""
        found = _SERVICE.fullmatch(self.endpoint)
        return found[1] if found else None


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupVolume:
    """An existing PersistentVolumeClaim in the platform's namespace.

    The library does not create it: Argo CD would delete it, and every backup on it, as soon as
    this setting is removed.
    claim: its name.
    """

    claim: str

    def __post_init__(self) -> None:
        check_label(self.claim, "claim of the backup")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """Restores of the newest set into servers of their own, which end with the Job.

    schedule: cron's five fields, in UTC; after the backup, and at least as often as the alert
    `KubeflowBackupTooOld` asks for. newest: the greatest age of that set, an hour or more: an
    older one fails the rehearsal. scratch: the most space that the dumps and a server's files
    take. deadline: when it is aborted. resources: of each of its steps, which run one after
    the other. Raises ValueError for invalid values.
    """

    schedule: str = "30 9 * * *"
    newest: timedelta = timedelta(days=2)
    scratch: str = "30Gi"
    deadline: timedelta = timedelta(hours=6)
    resources: Resources = Resources(
        cpu="100m", memory="512Mi", cpu_limit="1", memory_limit="1Gi"
    )

    def __post_init__(self) -> None:
        check_schedule(self.schedule, "schedule of the rehearsal")
        check_duration(self.newest, "newest of the rehearsal")
        if self.newest < timedelta(hours=1):
            raise ValueError(
                f"newest of the rehearsal must be an hour or more, got {self.newest}"
            )
        check_quantity(self.scratch, "scratch space of the rehearsal")
        check_duration(self.deadline, "deadline of the rehearsal")


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """Copies of the bundled databases and of MinIO's objects, made by a CronJob.

    destination: where the copies go.
    of: `pipelines` and `katib` are their MySQL databases, `artifacts` is MinIO's bucket,
    with Elyra's.
    schedule: cron's five fields, in UTC. keep: the number of dumps; objects have one copy,
    from which nothing is deleted. scratch: the most space that dumps take while they are made.
    deadline: when a backup is aborted. resources: of each of its steps.
    rehearsal: restores the newest set by schedule, away from the platform's data; None does
    not.
    Raises ValueError for invalid values and combinations.
    """

    destination: BackupBucket | BackupVolume
    of: tuple[BackupSource, ...] = ("pipelines", "artifacts", "katib")
    schedule: str = "30 2 * * *"
    keep: int = 7
    scratch: str = "10Gi"
    deadline: timedelta = timedelta(hours=6)
    resources: Resources = Resources(
        cpu="100m", memory="128Mi", cpu_limit="1", memory_limit="512Mi"
    )
    rehearsal: Rehearsal | None = None

    def __post_init__(self) -> None:
        check_unique(self.of, "thing to back up")
        if not self.of:
            raise ValueError(
                "`of` is empty, so there is nothing to back up; leave out `of`, or the backup"
            )
        check_schedule(self.schedule, "schedule")
        if self.keep < 1:
            raise ValueError(f"keep must be 1 dump or more, got {self.keep}")
        check_quantity(self.scratch, "scratch space of the backup")
        check_duration(self.deadline, "deadline of the backup")
        if self.rehearsal and self.of == ("artifacts",):
            raise ValueError(
                "a rehearsal restores databases, and `of` names none; add 'pipelines' or "
                "'katib' to `of`, or leave out the rehearsal"
            )

    def check_kept_here(
        self,
        *,
        components: tuple[str, ...],
        pipelines: PipelinesSettings,
        experiments: Experiments,
        mesh: Mesh,
    ) -> None:
        """Refuse data kept outside the cluster, and a mesh in which no Job can finish."""
        if isinstance(mesh, Sidecars):
            raise ValueError(  # noqa: TRY004 - of the right type, and no use here
                "a backup needs Ambient(): with Sidecars() its pod would never finish, or "
                "MySQL would refuse it"
            )
        for name in self.of:
            if KEPT_BY[name] not in components:
                raise ValueError(
                    f"backup of {name!r}: {KEPT_BY[name]!r} is not installed; "
                    f"leave it out of Backup(of=...)"
                )
        for kept, chosen in kept_elsewhere(pipelines, experiments).items():
            if kept in self.of:
                raise ValueError(
                    f"backup of {kept!r}: {type(chosen).__name__} is backed up where it runs; "
                    "leave it out of Backup(of=...)"
                )


def check_prefix(prefix: str, what: str) -> None:
    """Refuse what is no prefix of keys in a bucket."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(
            f"{what} must be a path such as 'kubeflow/production', got {prefix!r}"
        )


def kept_elsewhere(
    pipelines: PipelinesSettings, experiments: Experiments
) -> Mapping[str, object]:
    """Return the external databases and object store, by the backup of their data."""
    stores: Mapping[str, tuple[object, type | UnionType]] = {
        "pipelines": (pipelines.database, BundledMySQL),
        "artifacts": (pipelines.object_store, BundledStore),
        "katib": (experiments.database, KatibDatabase),
    }
    return {
        name: store
        for name, (store, bundled) in stores.items()
        if not isinstance(store, bundled)
    }
