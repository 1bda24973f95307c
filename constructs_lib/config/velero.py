"""What Velero copies of volumes, and to where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from typing import Final, Literal

from .backup import check_prefix
from .checks import (
    check_choices,
    check_elsewhere,
    check_host,
    check_label,
    check_object,
    check_schedule,
    check_unique,
)
from .components import KUBEFLOW_NAMESPACE
from .data import check_bucket, check_region
from .durations import check_duration
from .secret_key import SecretKey

# Velero reads `*`, `?` and sets of characters; it refuses two asterisks in a row.
_PATTERN: Final = re.compile(r"(?!.*\*\*)([a-z0-9*?-]|\[[a-z0-9-]+\])+")
_PROVIDER: Final = re.compile(r"([a-z0-9.-]+/)?[a-z0-9.-]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class VeleroBucket:
    """A BackupStorageLocation: a bucket in S3, or an S3-compatible store over TLS.

    bucket, region: its name and region. prefix: of every key; not that of a `BackupBucket`.
    endpoint: a DNS name without scheme; None means Amazon's. credential: a key of a Secret in
    Velero's namespace; None uses Velero's own, such as those of its account's role.
    access: `ReadOnly` for a cluster that only restores. Needs Velero's plugin for AWS.
    Raises ValueError for an invalid bucket, region, endpoint or prefix.
    Source: https://velero.io/docs/v1.18/api-types/backupstoragelocation/
    """

    bucket: str
    region: str
    prefix: str = "velero"
    endpoint: str | None = None
    credential: SecretKey | None = None
    access: Literal["ReadWrite", "ReadOnly"] = "ReadWrite"

    def __post_init__(self) -> None:
        check_choices(self)
        check_bucket(self.bucket)
        check_region(self.region)
        check_prefix(self.prefix, "prefix of Velero's bucket")
        if self.endpoint is not None:
            check_host(self.endpoint, "endpoint of Velero's bucket")
            check_elsewhere(self.endpoint, "endpoint of Velero's bucket")


@dataclass(frozen=True, kw_only=True, slots=True)
class VeleroSnapshots:
    """A VolumeSnapshotLocation: snapshots by a plugin of Velero, for volumes without CSI.

    provider: its name, such as `velero.io/aws`. settings: its own, such as `region`.
    credential: a key of a Secret in Velero's namespace; None uses Velero's own.
    Raises ValueError for an invalid provider.
    Source: https://velero.io/docs/v1.18/api-types/volumesnapshotlocation/
    """

    provider: str
    settings: Mapping[str, str] = field(default_factory=dict)
    credential: SecretKey | None = None

    def __post_init__(self) -> None:
        if not _PROVIDER.fullmatch(self.provider):
            raise ValueError(
                f"provider of snapshots must be a name such as 'velero.io/aws', "
                f"got {self.provider!r}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Velero:
    """Copies of volumes, made by a Velero that is installed already.

    Only claims and their volumes are copied: what controllers make, such as pods and
    namespaces, must not come back from a copy.
    location: a bucket, or the name of a BackupStorageLocation that exists already.
    profiles: names of profiles, or patterns with `*`, `?` and `[ab]`; `*` alone copies the
    claims of every namespace of the cluster.
    platform: `kept` copies the claims in the namespace `kubeflow` too. Databases in them are
    copied as after a power failure, and accept only the passwords of that time: `Backup` is
    better for them.
    volumes: `moved` takes snapshots by CSI and moves their data to the location, by Velero's
    node agent; `snapshots` leaves them in the storage, so that they are lost with it;
    `VeleroSnapshots` is for volumes without CSI.
    schedule: cron's five fields, in the time zone of Velero's pod. keep: after which time a
    copy is deleted, an hour or more. namespace: Velero's.
    Raises ValueError for invalid values.
    Source: https://velero.io/docs/v1.18/api-types/schedule/
    """

    location: VeleroBucket | str
    profiles: tuple[str, ...]
    platform: Literal["left", "kept"] = "left"
    volumes: Literal["moved", "snapshots"] | VeleroSnapshots = "moved"
    schedule: str = "0 3 * * *"
    keep: timedelta = timedelta(days=14)
    namespace: str = "velero"

    def __post_init__(self) -> None:
        check_choices(self)
        if isinstance(self.location, str):
            check_object(self.location, "location of Velero's copies")
        if not self.profiles:
            raise ValueError(
                "profiles of Velero(…) is empty, so no user's volume is copied; name them, "
                "such as ('team-*',), or leave out velero"
            )
        for pattern in self.profiles:
            if not _PATTERN.fullmatch(pattern):
                raise ValueError(
                    "profiles of Velero(…) must be names or patterns with '*', '?' and "
                    f"'[ab]', such as 'team-*'; got {pattern!r}"
                )
        check_unique(self.profiles, "profile of Velero(…)")
        check_schedule(self.schedule, "schedule of Velero's copies")
        check_duration(self.keep, "keep of Velero's copies")
        if self.keep < timedelta(hours=1):
            raise ValueError(
                f"keep of Velero's copies must be an hour or more, got {self.keep}"
            )
        check_label(self.namespace, "namespace of Velero")
        if self.namespace == KUBEFLOW_NAMESPACE:
            raise ValueError(
                f"namespace of Velero must be its own, such as 'velero', "
                f"got {self.namespace!r}"
            )

    @property
    def included(self) -> tuple[str, ...]:
        """Return the names and patterns of the namespaces whose claims are copied."""
        if self.platform == "left" or self._names_platform:
            return self.profiles
        return (KUBEFLOW_NAMESPACE, *self.profiles)

    @property
    def excluded(self) -> tuple[str, ...]:
        """Return the namespaces that a pattern names and that are left."""
        left = self.platform == "left" and self._names_platform
        return (KUBEFLOW_NAMESPACE,) if left else ()

    @property
    def _names_platform(self) -> bool:
        return any(fnmatchcase(KUBEFLOW_NAMESPACE, each) for each in self.profiles)
