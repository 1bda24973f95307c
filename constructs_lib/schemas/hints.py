"""Define annotations of type hints, such as `Annotated[int, Keywords({"minimum": 1})]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

# A class that is read, field by field, and never made an instance of: what a dataclass writes
# for instances takes a tenth of a synthesis.
shape: Final = dataclass(init=False, repr=False, eq=False)


@dataclass(frozen=True, eq=False)
class Keywords:
    """Keywords to add to the OpenAPI schema of the type."""

    lines: Mapping[str, Any]


Int32 = Annotated[int, Keywords({"format": "int32"})]
Int64 = Annotated[int, Keywords({"format": "int64"})]

# Server-side apply treats these as atomic: an owner sets all fields or none.
ATOMIC_LIST: Final = Keywords({"x-kubernetes-list-type": "atomic"})
ATOMIC_MAP: Final = Keywords({"x-kubernetes-map-type": "atomic"})


def keyed_by(*names: str) -> Keywords:
    """Let server-side apply identify the items of a list by these fields."""
    return Keywords(
        {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": list(names)}
    )


# An object that the API server does not validate; a controller does.
Opaque = Annotated[Mapping[str, Any], Keywords({"x-kubernetes-map-type": "atomic"})]


class Absent:
    """Marks a field of a Kubernetes struct that a derived kind lacks."""
