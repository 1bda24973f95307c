"""How Metacontroller, which runs other programs' controllers, is run itself."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices


@dataclass(frozen=True, kw_only=True, slots=True)
class MetacontrollerSettings:
    """What Metacontroller may do, and how soon it knows a new kind.

    rights: `granted` is what each of its controllers needs and nothing else: to read what it
    watches and to write what it attaches. `cluster-admin` is upstream's.
    discovery: seconds between its looks at the kinds that the cluster has. Upstream's 3600
    leaves a controller whose kinds arrive after it without effect for up to an hour: on a
    fresh cluster, profiles without their waypoints.
    Raises ValueError for an interval below a second.
    """

    rights: Literal["granted", "cluster-admin"] = "granted"
    discovery: int = 60

    def __post_init__(self) -> None:
        check_choices(self)
        if self.discovery < 1:
            raise ValueError(
                f"Metacontroller's discovery interval must be 1 second or more, "
                f"got {self.discovery}"
            )
