"""AMD's and Intel's GPUs, and Intel's Gaudi."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ...releases import Image, ReleaseImage
from ..checks import check_choices
from ..pods import Toleration
from .accelerator import Accelerator, counts_up_to, keyed_like, label_of

_AMD: Final = "amd.com/gpu"
_GAUDI: Final = "habana.ai/gaudi"


@dataclass(frozen=True, slots=True)
class Amd:
    """A kind of AMD's GPUs, `amd.com/gpu`.

    model: such as `mi300x`. name, title: None makes them of the model.
    per_node: the GPUs of each node, which limit how many a container may request.
    node_labels: of these nodes; None is `feature.node.kubernetes.io/amd-gpu`, by which AMD's
    GPU operator selects all of AMD's. Two models need labels of their own, such as
    `amd.com/gpu.product-name` of the node labeller.
    tolerations: of their taints. images: notebook images built for it, which the form offers
    too; upstream has none.
    Sources: README.md of ROCm/k8s-device-plugin; DeviceConfig of ROCm/gpu-operator.
    Raises ValueError for what Accelerator refuses.
    """

    model: str
    name: str | None = None
    title: str | None = None
    per_node: int = 8
    node_labels: Mapping[str, str] | None = None
    tolerations: tuple[Toleration, ...] = keyed_like(_AMD)
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        return Accelerator(
            name=self.name or label_of(self.model),
            title=self.title or f"AMD {self.model.upper()}",
            resource=_AMD,
            node_labels=(
                {"feature.node.kubernetes.io/amd-gpu": "true"}
                if self.node_labels is None
                else self.node_labels
            ),
            tolerations=self.tolerations,
            counts=counts_up_to(self.per_node, f"per_node of GPU {self.model!r}"),
            images=self.images,
        )


@dataclass(frozen=True, slots=True)
class Intel:
    """A kind of Intel's GPUs, `gpu.intel.com/xe` or `gpu.intel.com/i915`.

    model: such as `max-1550`. name, title: None makes them of the model.
    driver: the kernel's driver of these nodes, by which Intel's device plugin registers them.
    per_node: the GPUs of each node, which limit how many a container may request.
    node_labels: of these nodes; None is `intel.feature.node.kubernetes.io/gpu`, by which
    Intel's plugin selects all of Intel's. Two models need labels of their own, such as
    `gpu.intel.com/product`.
    tolerations: of their taints; None is that of the resource's name. images: notebook images
    built for it, which the form offers too; upstream has none.
    Source: cmd/gpu_plugin/README.md of intel/intel-device-plugins-for-kubernetes.
    Raises ValueError for another driver, and for what Accelerator refuses.
    """

    model: str
    name: str | None = None
    title: str | None = None
    driver: Literal["xe", "i915"] = "xe"
    per_node: int = 8
    node_labels: Mapping[str, str] | None = None
    tolerations: tuple[Toleration, ...] | None = None
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        check_choices(self)
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        resource = f"gpu.intel.com/{self.driver}"
        return Accelerator(
            name=self.name or label_of(self.model),
            title=self.title or f"Intel {self.model.upper()}",
            resource=resource,
            node_labels=(
                {"intel.feature.node.kubernetes.io/gpu": "true"}
                if self.node_labels is None
                else self.node_labels
            ),
            tolerations=(
                keyed_like(resource) if self.tolerations is None else self.tolerations
            ),
            counts=counts_up_to(self.per_node, f"per_node of GPU {self.model!r}"),
            images=self.images,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaudi:
    """Intel's Gaudi, `habana.ai/gaudi`.

    node_labels: of these nodes; its device plugin documents no label, so that you name one.
    name: its id. title: what users see. per_node: the devices of each node, which limit how
    many a container may request. tolerations: of their taints. images: notebook images built
    for it, which the form offers too; by default upstream's.
    Source: "Intel Gaudi Device Plugin for Kubernetes" of docs.habana.ai.
    Raises ValueError for what Accelerator refuses.
    """

    node_labels: Mapping[str, str]
    name: str = "gaudi"
    title: str = "Intel Gaudi"
    per_node: int = 8
    tolerations: tuple[Toleration, ...] = keyed_like(_GAUDI)
    images: tuple[Image, ...] = (ReleaseImage("jupyter-pytorch-gaudi-full", required=False),)

    def __post_init__(self) -> None:
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        return Accelerator(
            name=self.name,
            title=self.title,
            resource=_GAUDI,
            node_labels=self.node_labels,
            tolerations=self.tolerations,
            counts=counts_up_to(self.per_node, f"per_node of accelerator {self.name!r}"),
            images=self.images,
        )
