"""What a type hint says beyond the type: `Annotated[int, Keywords({"minimum": 1})]`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

# A class that is read, field by field, and never made an instance of: what a dataclass writes
# for instances takes a tenth of a synthesis.
shape: Final = dataclass(init=False, repr=False, eq=False)


@dataclass(frozen=True, eq=False)
class Keywords:
    """Lines to add to the OpenAPI schema of the type."""

    lines: Mapping[str, Any]


Int32 = Annotated[int, Keywords({"format": "int32"})]
Int64 = Annotated[int, Keywords({"format": "int64"})]

# Of these, server-side apply lets an owner set all or nothing.
ATOMIC_LIST: Final = Keywords({"x-kubernetes-list-type": "atomic"})
ATOMIC_MAP: Final = Keywords({"x-kubernetes-map-type": "atomic"})


def keyed_by(*names: str) -> Keywords:
    """Let server-side apply tell the items of a list apart, by their fields of these names."""
    return Keywords(
        {"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": list(names)}
    )


# An object that the API server does not look into; a controller does.
Opaque = Annotated[Mapping[str, Any], Keywords({"x-kubernetes-map-type": "atomic"})]


class Absent:
    """The type of a field that a struct of Kubernetes has, and a kind made of it has not."""
