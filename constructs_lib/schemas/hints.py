"""Define annotations of type hints, such as `Annotated[int, Keywords({"minimum": 1})]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from ..releases.floor import is_older

# A class that is read, field by field, and never made an instance of: what a dataclass writes
# for instances takes a tenth of a synthesis.
shape: Final = dataclass(init=False, repr=False, eq=False)


@dataclass(frozen=True, eq=False)
class Keywords:
    """Keywords to add to the OpenAPI schema of the type.

    since: the release of the kind's controller from which on they are there; "" for any.
    """

    lines: Mapping[str, Any]
    since: str = ""


def reaches(controller: str, since: str) -> bool:
    """Return whether a controller's release is one or a newer one; "" is older than any."""
    return not since or (controller != "" and not is_older(controller, since))


@dataclass(frozen=True)
class Since:
    """Marks a field that a kind has from a release of its controller on."""

    release: str

    def holds(self, release: str) -> bool:
        """Return whether a controller of a release has the field."""
        return reaches(release, self.release)


@dataclass(frozen=True)
class Until:
    """Marks a field that a kind no longer has, or has as inherited, from a release on."""

    release: str

    def holds(self, release: str) -> bool:
        """Return whether a controller of a release has the field."""
        return not reaches(release, self.release)


Int32 = Annotated[int, Keywords({"format": "int32"})]
Int64 = Annotated[int, Keywords({"format": "int64"})]

# Server-side apply treats these as atomic: an owner sets all fields or none.
ATOMIC_LIST: Final = Keywords({"x-kubernetes-list-type": "atomic"})
ATOMIC_MAP: Final = Keywords({"x-kubernetes-map-type": "atomic"})


def one_of(*values: str, **more: Any) -> Keywords:
    """Return the keywords of a field that has one of these values."""
    return Keywords({"enum": list(values), **more})


def keyed_by(*names: str, since: str = "") -> Keywords:
    """Let server-side apply identify the items of a list by these fields."""
    return Keywords(
        {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": list(names)}, since
    )


# An object that the API server does not validate; a controller does.
Opaque = Annotated[Mapping[str, Any], Keywords({"x-kubernetes-map-type": "atomic"})]


class Absent:
    """Marks a field of a Kubernetes struct that a derived kind lacks."""
