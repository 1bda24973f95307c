"""Volumes that a PodDefault mounts in pods."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from .checks import (
    check_label,
    check_mount,
    check_object,
    check_quantity,
    check_unique,
)
from .durations import check_duration

# The API server issues no shorter token, and stores the seconds in 32 bits.
_SHORTEST_TOKEN: Final = timedelta(minutes=10)
_LONGEST_TOKEN: Final = timedelta(seconds=2**32)
_KEY: Final = re.compile(r"[-._a-zA-Z0-9]{1,253}")


@dataclass(frozen=True, slots=True)
class SecretFiles:
    """A Secret in the profile, mounted with each value as a file.

    secret: its name. path: the mount path. files: file names by key; empty mounts every key
    under its own name. optional: whether pods start without the Secret.
    name: of the volume; None uses the Secret's.
    Raises ValueError for invalid names and for a path that is not absolute.
    """

    secret: str
    path: str
    files: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.secret, "secret of a volume")
        check_volume(self.volume, self.path)
        _check_files(self.files, self.volume)

    @property
    def volume(self) -> str:
        """The volume's name in pods."""
        return self.name or _label(self.secret)


@dataclass(frozen=True, slots=True)
class ConfigMapFiles:
    """A ConfigMap in the profile, mounted with each value as a file.

    config_map: its name. path, files, optional, name: as in SecretFiles.
    Raises ValueError for invalid names and for a path that is not absolute.
    """

    config_map: str
    path: str
    files: Mapping[str, str] = field(default_factory=dict)
    optional: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.config_map, "ConfigMap of a volume")
        check_volume(self.volume, self.path)
        _check_files(self.files, self.volume)

    @property
    def volume(self) -> str:
        """The volume's name in pods."""
        return self.name or _label(self.config_map)


@dataclass(frozen=True, slots=True)
class ClaimFolder:
    """A PersistentVolumeClaim in the profile, or a folder of it.

    claim: its name. path: the mount path. folder: of the claim; None mounts all of it.
    read_only: mount it read-only. name: of the volume; None uses the claim's.
    Raises ValueError for invalid names, for a path that is not absolute, and for an absolute
    folder.
    """

    claim: str
    path: str
    folder: str | None = None
    read_only: bool = False
    name: str | None = None

    def __post_init__(self) -> None:
        check_object(self.claim, "claim of a volume")
        check_volume(self.volume, self.path)
        if self.folder is not None:
            _check_inside(self.folder, f"folder of volume {self.volume!r}")

    @property
    def volume(self) -> str:
        """The volume's name in pods."""
        return self.name or _label(self.claim)


@dataclass(frozen=True, slots=True)
class TokenFile:
    """A token of the pod's own account for one audience, renewed while the pod runs.

    audience: of the token. path: the mount path. file: its name there.
    lifetime: of each token, ten minutes or more, in whole seconds. name: of the volume.
    Raises ValueError for no audience, a path that is not absolute and a short lifetime.
    """

    audience: str
    path: str
    file: str = "token"
    lifetime: timedelta = timedelta(hours=2)
    name: str = "token"

    def __post_init__(self) -> None:
        if not self.audience:
            raise ValueError("a token needs an audience such as 'pipelines.kubeflow.org'")
        check_volume(self.name, self.path)
        _check_inside(self.file, f"file of volume {self.name!r}")
        check_duration(self.lifetime, "lifetime of a token")
        if not _SHORTEST_TOKEN <= self.lifetime <= _LONGEST_TOKEN:
            raise ValueError(
                f"lifetime of a token must be {_SHORTEST_TOKEN} or more and "
                f"{_LONGEST_TOKEN.days} days at most, got {self.lifetime}"
            )

    @property
    def volume(self) -> str:
        """The volume's name in pods."""
        return self.name


@dataclass(frozen=True, slots=True)
class EmptyFolder:
    """An emptyDir, shared by the pod's containers and deleted with the pod.

    name: of the volume. path: the mount path. size: its limit, a quantity of bytes; None for
    no limit but the node's disk. memory: keep it in memory, which counts as the container's.
    Raises ValueError for an invalid name, a path that is not absolute and an invalid size.
    """

    name: str
    path: str
    size: str | None = None
    memory: bool = False

    def __post_init__(self) -> None:
        check_volume(self.name, self.path)
        if self.size is not None:
            check_quantity(self.size, f"size of volume {self.name!r}")

    @property
    def volume(self) -> str:
        """The volume's name in pods."""
        return self.name


PodVolume = SecretFiles | ConfigMapFiles | ClaimFolder | TokenFile | EmptyFolder


def _label(name: str) -> str:
    """Return a volume's name for an object, whose own name may contain dots."""
    return name.replace(".", "-")


def check_volume(name: str, path: str) -> None:
    """Refuse a volume's name or mount path that Kubernetes refuses."""
    check_label(name, "volume")
    check_mount(path, f"volume {name!r}")


def check_key(key: str, what: str) -> None:
    """Refuse what is no key of a Secret or ConfigMap."""
    if not _KEY.fullmatch(key):
        raise ValueError(
            f"key of {what} must be letters, digits, '-', '_' and '.', got {key!r}"
        )


def _check_files(files: Mapping[str, str], volume: str) -> None:
    check_unique(files.values(), f"file of volume {volume!r}")
    for key, path in files.items():
        check_key(key, f"volume {volume!r}")
        _check_inside(path, f"file of volume {volume!r}")


def _check_inside(path: str, what: str) -> None:
    if not path or path.startswith("/") or ".." in path.split("/"):
        raise ValueError(f"{what} must be a path below the volume's own, got {path!r}")
