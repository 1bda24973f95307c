"""How NVIDIA's GPUs are divided into instances (MIG).

Sources: "Supported MIG Profiles" of NVIDIA's MIG user guide, and
deployments/systemd/config-default.yaml of NVIDIA/mig-parted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class MigGpu:
    """A GPU that can be divided.

    profiles: of its instances, the smallest first. compute, memory: its slices.
    """

    profiles: tuple[str, ...]
    compute: int = 7
    memory: int = 8

    def slices(self, profile: str) -> tuple[int, int]:
        """Return the compute and the memory slices that an instance takes."""
        compute, memory = _sizes(profile)
        return compute, round(memory / _sizes(self.profiles[0])[1])

    def most(self, profile: str) -> int:
        """Return how many instances of one profile fit into the GPU."""
        if profile.endswith("+me"):
            return 1
        compute, memory = self.slices(profile)
        return min(self.compute // compute, self.memory // memory)


def _sizes(profile: str) -> tuple[int, int]:
    compute, _, memory = profile.partition("g.")
    return int(compute), int(memory.removesuffix("+me").removesuffix("gb"))


def _of_seven(one: int, two: int, half: int, full: int) -> MigGpu:
    """Return a GPU of seven compute slices, by the gigabytes of its instances."""
    return MigGpu(
        (
            *(f"1g.{one}gb", f"1g.{one}gb+me", f"1g.{two}gb", f"2g.{two}gb"),
            *(f"3g.{half}gb", f"4g.{half}gb", f"7g.{full}gb"),
        )
    )


_40: Final = _of_seven(5, 10, 20, 40)
_80: Final = _of_seven(10, 20, 40, 80)
_94: Final = _of_seven(12, 24, 47, 94)
_96: Final = _of_seven(12, 24, 48, 96)
_144: Final = _of_seven(18, 36, 72, 144)
_A30: Final = MigGpu(("1g.6gb", "1g.6gb+me", "2g.12gb", "2g.12gb+me", "4g.24gb"), 4, 4)

# By model, with each size of its memory.
MIG: Final[Mapping[str, tuple[MigGpu, ...]]] = MappingProxyType(
    {
        "a30": (_A30,),
        "a100": (_40, _80),
        "a800": (_40, _80),
        "h20": (_96,),
        "h100": (_80, _94, _96),
        "h800": (_80, _94),
        "gh200": (_96, _144),
        "h200": (_of_seven(18, 35, 71, 141),),
        "b200": (_of_seven(23, 45, 90, 180),),
        "gb200": (_of_seven(23, 47, 93, 186),),
    }
)


def instances(model: str, profile: str, split: Mapping[str, int] | None) -> int:
    """Return how many instances of a profile each GPU has.

    split: how each GPU is divided, instances by profile; None divides it into instances of
    this profile alone.
    Raises ValueError for a model that cannot be divided, for a profile that it does not have,
    and for a split that does not fit into the GPU.
    """
    if model not in MIG:
        raise ValueError(
            f"GPU {model!r} is not known to be divided by MIG; known are {', '.join(MIG)}"
        )
    wanted = {profile: 1} if split is None else split
    if profile not in wanted:
        raise ValueError(
            f"split of GPU {model!r} has no {profile!r}, which mig names; its profiles are "
            f"{', '.join(wanted) or 'none'}"
        )
    known = [gpu for gpu in MIG[model] if {*wanted} <= {*gpu.profiles}]
    if not known:
        sizes = "; or ".join(", ".join(gpu.profiles) for gpu in MIG[model])
        raise ValueError(
            f"GPU {model!r} has no MIG profiles {', '.join(map(repr, wanted))} of one size of "
            f"memory; it has {sizes}"
        )
    if split is None:
        return max(gpu.most(profile) for gpu in known)
    # A profile may be of two sizes of memory: 1g.10gb is of an A100 of 40 and of 80 GB.
    problems = [_excess(gpu, split) for gpu in known]
    if all(problems):
        raise ValueError(f"split of GPU {model!r} does not fit: {problems[-1]}")
    return split[profile]


def _excess(gpu: MigGpu, split: Mapping[str, int]) -> str | None:
    for profile, number in split.items():
        if not 1 <= number <= gpu.most(profile):
            return f"it can have 1 to {gpu.most(profile)} of {profile!r}, got {number}"
    if sum(number for profile, number in split.items() if profile.endswith("+me")) > 1:
        return "one instance alone can have the media extensions (+me)"
    taken = [(number, gpu.slices(profile)) for profile, number in split.items()]
    compute = sum(number * each for number, (each, _) in taken)
    memory = sum(number * each for number, (_, each) in taken)
    if compute > gpu.compute or memory > gpu.memory:
        return (
            f"it takes {compute} of {gpu.compute} compute slices and {memory} of "
            f"{gpu.memory} memory slices; leave an instance out"
        )
    return None
