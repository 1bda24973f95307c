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
    """A claim that is made with a notebook, and named after it.

    name: of the claim, with `{notebook-name}` in it, which the form fills in. mount: where a
    workspace is, `/home/jovyan` where None; the form mounts other claims that it makes at
    `/home/jovyan/` and their name. access_mode: as the storage class allows.
    size: whole Gi such as `5Gi`, which is all that the form can read.
    storage_class: the cluster's default where None.
    Raises ValueError for what the form would change or could not make.
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
                f"name of volume {self.name!r} must have {_NOTEBOOK!r} in it once: without, "
                f"a profile's second notebook finds the claim taken; offer a claim that is "
                f"there by ExistingVolume"
            )
        check_label(self.name.replace(_NOTEBOOK, "notebook"), "volume")
        if not _WHOLE_GIBIBYTES.fullmatch(self.size):
            raise ValueError(
                f"size of volume {self.name!r} must be whole Gi such as '5Gi', which is all "
                f"that the form reads, got {self.size!r}"
            )
        if self.storage_class is not None:
            check_object(self.storage_class, f"storage class of volume {self.name!r}")
        if self.mount is not None:
            check_mount(self.mount, f"volume {self.name!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class ExistingVolume:
    """A claim that is there in each profile, and that its notebooks share.

    claim: its name. mount: the path in the notebook. read_only: whether they only read it.
    Raises ValueError for a claim that is no name and for a path that is not absolute.
    """

    claim: str
    mount: str
    read_only: bool = False

    @property
    def name(self) -> str:
        """What pods call it."""
        return self.claim

    def __post_init__(self) -> None:
        check_label(self.claim, "claim")
        check_mount(self.mount, f"claim {self.claim!r}")


def mounted(
    workspace: Volume | ExistingVolume | None, more: Iterable[Volume | ExistingVolume]
) -> Iterator[tuple[Volume | ExistingVolume, str]]:
    """Yield each volume with the path at which notebooks find it."""
    if workspace:
        yield workspace, workspace.mount or _HOME
    for volume in more:
        if isinstance(volume, Volume):
            yield volume, f"{_HOME}/{volume.name}"
        else:
            yield volume, volume.mount


def check_mounted(volumes: Iterable[tuple[Volume | ExistingVolume, str]]) -> None:
    """Refuse volumes that one pod cannot have, and a path that the form would change."""
    found = list(volumes)
    check_unique((volume.name for volume, _ in found), "volume")
    check_unique((path for _, path in found), "mount path")
    for volume, path in found:
        if volume.mount not in (None, path):
            raise ValueError(
                f"the form mounts volume {volume.name!r} at {path!r}, whatever it is told, "
                f"got {volume.mount!r}; leave mount out, or offer an ExistingVolume"
            )
