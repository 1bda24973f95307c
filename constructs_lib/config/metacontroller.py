"""Settings of Metacontroller, which runs controllers written as webhooks."""

from dataclasses import dataclass
from typing import Literal

from .checks import check_choices


@dataclass(frozen=True, kw_only=True, slots=True)
class MetacontrollerSettings:
    """Metacontroller's rights and discovery interval.

    rights: `granted` grants only what its controllers need: to read what they watch and to
    write what they attach. `upstream` grants what the release does: of v1.9.1 everything, as a
    cluster-admin, and since v1.10.2 the kinds of the profile hook of Pipelines, everywhere.
    discovery: seconds between refreshes of the cluster's API resources. With upstream's 3600 a
    controller whose CRDs are installed later does nothing for up to an hour: on a fresh
    cluster, profiles lack their waypoints.
    Raises ValueError for an interval below a second.
    """

    rights: Literal["granted", "upstream"] = "granted"
    discovery: int = 60

    def __post_init__(self) -> None:
        check_choices(self)
        if self.discovery < 1:
            raise ValueError(
                f"Metacontroller's discovery interval must be 1 second or more, "
                f"got {self.discovery}"
            )
