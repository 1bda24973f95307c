"""Node affinity and spread of pods."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from .checks import check_choices, check_labels

NodeOperator = Literal["In", "NotIn", "Exists", "DoesNotExist"]


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeAffinity:
    """A label that a node must have or, with a weight, should have.

    key: of the label. operator: `In` and `NotIn` compare with the values, the others ask
    whether the label is there. values: for the first two.
    weight: 1 to 100 for a preference; None requires it.
    Raises ValueError for an invalid label, for values that do not fit the operator, and for a
    weight out of range.
    """

    key: str
    operator: NodeOperator = "In"
    values: tuple[str, ...] = ()
    weight: int | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        for value in self.values or ("",):
            check_labels({self.key: value}, "node affinity")
        if (self.operator in ("In", "NotIn")) != bool(self.values):
            raise ValueError(
                f"node affinity {self.key!r} has operator {self.operator!r} and values "
                f"{self.values}; 'In' and 'NotIn' need values, the others take none"
            )
        if self.weight is not None and not 1 <= self.weight <= 100:  # noqa: PLR2004 - Kubernetes'
            raise ValueError(
                f"weight of node affinity {self.key!r} must be 1 to 100, got {self.weight}"
            )

    def to_spec(self) -> dict[str, Any]:
        """Return it as a node selector requirement."""
        values = {"values": list(self.values)} if self.values else {}
        return {"key": self.key, "operator": self.operator, **values}


def affinity_spec(terms: Iterable[NodeAffinity]) -> dict[str, Any] | None:
    """Return a pod's nodeAffinity; None where there is none."""
    every = tuple(terms)
    required = [term.to_spec() for term in every if term.weight is None]
    preferred = [
        {"weight": term.weight, "preference": {"matchExpressions": [term.to_spec()]}}
        for term in every
        if term.weight is not None
    ]
    nodes: dict[str, Any] = {}
    if required:
        nodes["requiredDuringSchedulingIgnoredDuringExecution"] = {
            "nodeSelectorTerms": [{"matchExpressions": required}]
        }
    if preferred:
        nodes["preferredDuringSchedulingIgnoredDuringExecution"] = preferred
    return {"nodeAffinity": nodes} if nodes else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """A topology spread constraint for a component's pods.

    over: the node label that defines the topology, such as zones.
    skew: the largest difference in pods between two places.
    required: keep a pod pending rather than exceed the skew.
    Raises ValueError for an invalid label and a skew below 1.
    """

    over: str = "kubernetes.io/hostname"
    skew: int = 1
    required: bool = False

    def __post_init__(self) -> None:
        check_labels({self.over: ""}, "spread")
        if self.skew < 1:
            raise ValueError(
                f"skew of spread over {self.over!r} must be 1 or more, got {self.skew}"
            )


# For components with several pods: best effort, first over zones, then over nodes.
SPREAD = (Spread(over="topology.kubernetes.io/zone"), Spread())
