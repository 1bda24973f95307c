"""The volumes that the form of notebooks offers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from .checks import check_choices, check_label, check_mount, check_object, check_unique

AccessMode = Literal["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]

_NOTEBOOK: Final = "{notebook-name}"
_HOME: Final = "/home/jovyan"
_WHOLE_GIBIBYTES: Final = re.compile(r"[1-9][0-9]*Gi")


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """A PersistentVolumeClaim created with a notebook, and named after it.

    name: of the claim, with the placeholder `{notebook-name}`. mount: of a workspace, None
    means `/home/jovyan`; the form mounts other new claims at `/home/jovyan/` and their name.
    access_mode: as the storage class allows.
    size: whole Gi such as `5Gi`, the only unit that the form supports.
    storage_class: the cluster's default where None.
    Raises ValueError for a volume that the form would change or could not create.
    """

    name: str
    size: str
    mount: str | None = None
    access_mode: AccessMode = "ReadWriteOnce"
    storage_class: str | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        if self.name.count(_NOTEBOOK) != 1:
            raise ValueError(
                f"name of volume {self.name!r} must contain {_NOTEBOOK!r} once, or a "
                "profile's second notebook would find the claim taken; for an existing claim "
                "use ExistingVolume"
            )
        check_label(self.name.replace(_NOTEBOOK, "notebook"), "volume")
        if not _WHOLE_GIBIBYTES.fullmatch(self.size):
            raise ValueError(
                f"size of volume {self.name!r} must be whole Gi such as '5Gi', the only unit "
                f"that the form supports, got {self.size!r}"
            )
        if self.storage_class is not None:
            check_object(self.storage_class, f"storage class of volume {self.name!r}")
        if self.mount is not None:
            check_mount(self.mount, f"volume {self.name!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingVolume:
    """An existing PersistentVolumeClaim in each profile, shared by its notebooks.

    claim: its name. mount: the path in the notebook. read_only: mount it read-only.
    Raises ValueError for an invalid claim name and for a path that is not absolute.
    """

    claim: str
    mount: str
    read_only: bool = False

    @property
    def name(self) -> str:
        """The volume's name in pods."""
        return self.claim

    def __post_init__(self) -> None:
        check_label(self.claim, "claim")
        check_mount(self.mount, f"claim {self.claim!r}")


def mounted(
    workspace: Volume | ExistingVolume | None, more: Iterable[Volume | ExistingVolume]
) -> Iterator[tuple[Volume | ExistingVolume, str]]:
    """Yield each volume with its mount path in notebooks."""
    if workspace:
        yield workspace, workspace.mount or _HOME
    for volume in more:
        if isinstance(volume, Volume):
            yield volume, f"{_HOME}/{volume.name}"
        else:
            yield volume, volume.mount


def check_mounted(volumes: Iterable[tuple[Volume | ExistingVolume, str]]) -> None:
    """Refuse volumes that collide in a pod, and a path that the form would change."""
    found = list(volumes)
    check_unique((volume.name for volume, _ in found), "volume")
    check_unique((path for _, path in found), "mount path")
    for volume, path in found:
        if volume.mount not in (None, path):
            raise ValueError(
                f"the form always mounts volume {volume.name!r} at {path!r}, got "
                f"{volume.mount!r}; leave mount out, or offer an ExistingVolume"
            )
