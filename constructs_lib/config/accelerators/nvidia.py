"""NVIDIA's GPUs: whole, divided into instances, or shared in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...releases import Image, ReleaseImage
from ..pods import Toleration
from .accelerator import Accelerator, counts_up_to, keyed_like, label_of
from .mig import instances

_GPU: Final = "nvidia.com/gpu"
_CUDA: Final = (
    ReleaseImage("jupyter-pytorch-cuda-full"),
    ReleaseImage("jupyter-tensorflow-cuda-full"),
)


@dataclass(frozen=True, slots=True)
class Nvidia:
    """A kind of NVIDIA's GPUs, as NVIDIA's device plugin registers it.

    Whole GPUs are `nvidia.com/gpu`. With the plugin's MIG strategy `mixed`, instances of one
    profile are `nvidia.com/mig-1g.5gb`; with `single` they are `nvidia.com/gpu`, and need no
    `mig` here. Time slices are renamed with `renameByDefault: true`, `nvidia.com/gpu.shared`.
    model: such as `a100`, part of the name and title; MIG needs one of docs/accelerators.md.
    name, title: None makes them of model and profile, `a100-1g-5gb`.
    mig: the profile of the instances, `1g.5gb`; None for whole GPUs.
    split: how each GPU of these nodes is divided, instances by profile, `mig` among them;
    None divides it into instances of `mig` alone. It has to fit into one GPU.
    shared: GPUs or instances that several containers share in turns.
    per_node: the GPUs of each node, which limit how many a container may request.
    node_labels: of these nodes; None is `nvidia.com/gpu.present`, by which GPU Feature
    Discovery marks all of NVIDIA's. Two models need labels of their own.
    tolerations: of their taints. images: notebook images built for it, which the form offers
    too; by default upstream's with CUDA.
    Sources: README.md and docs/gpu-feature-discovery/README.md of NVIDIA/k8s-device-plugin.
    Raises ValueError for an unknown MIG model or profile, for a split without `mig` or that
    does not fit into a GPU, and for what Accelerator refuses.
    """

    model: str
    name: str | None = None
    title: str | None = None
    mig: str | None = None
    split: Mapping[str, int] | None = None
    shared: bool = False
    per_node: int = 8
    node_labels: Mapping[str, str] | None = None
    tolerations: tuple[Toleration, ...] = keyed_like(_GPU)
    images: tuple[Image, ...] = _CUDA

    def __post_init__(self) -> None:
        if self.split is not None and self.mig is None:
            raise ValueError(
                f"split of GPU {self.model!r} has no effect without mig, the profile of the "
                "instances that are offered; name one, such as mig='1g.5gb'"
            )
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        parts = [self.model, *([self.mig] if self.mig else [])]
        mig = [f"MIG {self.mig}"] if self.mig else []
        shared = ["shared"] if self.shared else []
        return Accelerator(
            name=self.name or label_of(*parts, *shared),
            title=self.title or " ".join(["NVIDIA", self.model.upper(), *mig, *shared]),
            resource=self._resource,
            node_labels=(
                {"nvidia.com/gpu.present": "true"}
                if self.node_labels is None
                else self.node_labels
            ),
            tolerations=self.tolerations,
            counts=self._counts,
            images=self.images,
        )

    @property
    def _resource(self) -> str:
        # A resource's name has no `+`: the plugin writes `1g.5gb+me` as `1g.5gb.me`.
        whole = f"nvidia.com/mig-{self.mig.replace('+', '.')}" if self.mig else _GPU
        return f"{whole}.shared" if self.shared else whole

    @property
    def _counts(self) -> tuple[int, ...]:
        each = instances(self.model, self.mig, self.split) if self.mig else 1
        counts = counts_up_to(self.per_node * each, f"per_node of GPU {self.model!r}")
        # More slices of time give a container no more of the GPU.
        return (1,) if self.shared else counts
