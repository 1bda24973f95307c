"""The accelerators of an environment as one list, and numbers of their devices."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from ..checks import check_unique
from .accelerator import Accelerator
from .cloud import AwsNeuron, GoogleTpu
from .gpus import Amd, Gaudi, Intel
from .nvidia import Nvidia

AnyAccelerator = Accelerator | Nvidia | Amd | Intel | Gaudi | AwsNeuron | GoogleTpu


@dataclass(frozen=True, slots=True)
class Devices:
    """A number of an accelerator's devices.

    accelerator: one of `Config.accelerators`. count: how many.
    Raises ValueError for fewer than the least that a container may request.
    """

    accelerator: AnyAccelerator
    count: int

    def __post_init__(self) -> None:
        least = min(self.of.counts)
        if self.count < least:
            raise ValueError(
                f"{self.count} of accelerator {self.of.name!r} is below one pod, which "
                f"requests {least} at least; allow {least} or more"
            )

    @property
    def of(self) -> Accelerator:
        """The accelerator."""
        return self.accelerator.accelerator


def offered(accelerators: Iterable[AnyAccelerator]) -> tuple[Accelerator, ...]:
    """Return the accelerators of all vendors as plain ones.

    accelerators: those of Config(accelerators=…).
    """
    return tuple(each.accelerator for each in accelerators)


def check_accelerators(accelerators: Iterable[AnyAccelerator]) -> None:
    """Refuse accelerators that users could not distinguish.

    Raises ValueError for two of one name, and for two of one resource on the same nodes.
    """
    known = offered(accelerators)
    check_unique((each.name for each in known), "accelerator")
    check_unique((each.title for each in known), "title of accelerators")
    for one, other in combinations(known, 2):
        same = dict(one.node_labels).items() & dict(other.node_labels).items()
        if one.resource == other.resource and len(same) in (
            len(one.node_labels),
            len(other.node_labels),
        ):
            raise ValueError(
                f"accelerators {one.name!r} and {other.name!r} are both {one.resource!r} on "
                f"nodes of labels {dict(same)}, so that a pod would get either; give each "
                "node_labels that the other's nodes do not have"
            )


def check_offered(devices: Devices, accelerators: Iterable[AnyAccelerator], of: str) -> None:
    """Refuse an accelerator that the environment does not offer.

    of: what names it, for the message.
    """
    if devices.of not in offered(accelerators):
        raise ValueError(
            f"{of} names accelerator {devices.of.name!r}, which its Config does not offer; "
            "add the same value to Config(accelerators=...)"
        )
