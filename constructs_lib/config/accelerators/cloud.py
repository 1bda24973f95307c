"""Accelerators of single clouds: AWS Neuron and Google's TPUs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from ...releases import Image
from ..checks import check_choices, check_known
from ..pods import Toleration
from .accelerator import Accelerator, counts_up_to, keyed_like, label_of

_NEURON: Final = "aws.amazon.com/neuron"
_TPU: Final = "google.com/tpu"
_TPU_KIND: Final = "cloud.google.com/gke-tpu-accelerator"
_TPU_TOPOLOGY: Final = "cloud.google.com/gke-tpu-topology"

# Devices of an instance, and cores of a device: Trn2 has four logical ones by default.
# Source: the pages of Inf1, Inf2, Trn1 and Trn2 of aws.amazon.com/ec2/instance-types.
_INSTANCES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "inf1.xlarge": (1, 4),
        "inf1.2xlarge": (1, 4),
        "inf1.6xlarge": (4, 4),
        "inf1.24xlarge": (16, 4),
        "inf2.xlarge": (1, 2),
        "inf2.8xlarge": (1, 2),
        "inf2.24xlarge": (6, 2),
        "inf2.48xlarge": (12, 2),
        "trn1.2xlarge": (1, 2),
        "trn1.32xlarge": (16, 2),
        "trn1n.32xlarge": (16, 2),
        "trn2.48xlarge": (16, 4),
    }
)

# The accelerator's label in GKE, and chips by topology of one host. Source: "Plan TPUs in GKE"
# of cloud.google.com/kubernetes-engine.
_GENERATIONS: Final[Mapping[str, tuple[str, Mapping[str, int]]]] = MappingProxyType(
    {
        "v3": ("tpu-v3-device", {"2x2": 4}),
        "v4": ("tpu-v4-podslice", {"2x2x1": 4}),
        "v5e": ("tpu-v5-lite-podslice", {"1x1": 1, "2x2": 4, "2x4": 8}),
        "v5p": ("tpu-v5p-slice", {"2x2x1": 4}),
        "v6e": ("tpu-v6e-slice", {"1x1": 1, "2x2": 4, "2x4": 8}),
        "v7x": ("tpu7x", {"1x1x1": 1, "2x2x1": 4}),
    }
)


@dataclass(frozen=True, slots=True)
class AwsNeuron:
    """Inferentia or Trainium of one instance type of EC2.

    instance: such as `trn1.32xlarge`; its size limits how many a container may request.
    name, title: None makes them of the instance type, `trn1-32xlarge`.
    unit: `neuron` offers whole devices, `neuroncore` their cores.
    node_labels: of these nodes; None is `node.kubernetes.io/instance-type`.
    tolerations: of their taints. images: notebook images built for it, which the form offers
    too; upstream has none.
    Source: k8s-neuron-device-plugin.rst of the AWS Neuron documentation.
    Raises ValueError for an unknown instance type or unit, and for what Accelerator refuses.
    """

    instance: str
    name: str | None = None
    title: str | None = None
    unit: Literal["neuron", "neuroncore"] = "neuron"
    node_labels: Mapping[str, str] | None = None
    tolerations: tuple[Toleration, ...] = keyed_like(_NEURON)
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        check_choices(self)
        check_known(self.instance, _INSTANCES, "instance type of AwsNeuron")
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        devices, cores = _INSTANCES[self.instance]
        whole = self.unit == "neuron"
        return Accelerator(
            name=self.name or label_of(self.instance),
            title=self.title or f"AWS Neuron {self.instance}{'' if whole else ' cores'}",
            resource=f"aws.amazon.com/{self.unit}",
            node_labels=(
                {"node.kubernetes.io/instance-type": self.instance}
                if self.node_labels is None
                else self.node_labels
            ),
            tolerations=self.tolerations,
            counts=counts_up_to(devices if whole else devices * cores, "devices"),
            images=self.images,
        )


@dataclass(frozen=True, slots=True)
class GoogleTpu:
    """A slice of Google's TPUs in GKE that is one node.

    A slice of several nodes is refused: a notebook, a step and a model's pod are one pod each,
    and would hold one part of it.
    generation: `v3`, `v4`, `v5e`, `v5p`, `v6e` or `v7x`.
    topology: of a node pool of one host, such as `2x4`; a container requests all its chips.
    name, title: None makes them of both, `tpu-v5e-2x4`.
    node_labels: beside those of GKE, `cloud.google.com/gke-tpu-accelerator` and
    `cloud.google.com/gke-tpu-topology`, such as one of spot machines.
    tolerations: of their taints; GKE's is `google.com/tpu`. images: notebook images built for
    it, which the form offers too; upstream has none.
    Source: "Plan TPUs in GKE" and "Deploy TPU workloads" of Google's documentation of GKE.
    Raises ValueError for an unknown generation, for a topology that is not of one host, for
    GKE's labels among node_labels, and for what Accelerator refuses.
    """

    generation: str
    topology: str
    name: str | None = None
    title: str | None = None
    node_labels: Mapping[str, str] = field(default_factory=dict)
    tolerations: tuple[Toleration, ...] = keyed_like(_TPU)
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        check_known(self.generation, _GENERATIONS, "generation of TPUs")
        topologies = _GENERATIONS[self.generation][1]
        if self.topology not in topologies:
            raise ValueError(
                f"topology {self.topology!r} of TPU {self.generation!r} is not one host's, "
                "whose chips a single pod can have; use "
                f"{' or '.join(map(repr, topologies))}"
            )
        for key in (_TPU_KIND, _TPU_TOPOLOGY):
            if key in self.node_labels:
                raise ValueError(
                    f"node_labels of TPU {self.generation!r} have {key!r}, whose value "
                    "follows from generation and topology; leave it out"
                )
        _ = self.accelerator

    @property
    def accelerator(self) -> Accelerator:
        """What its nodes offer."""
        label, topologies = _GENERATIONS[self.generation]
        return Accelerator(
            name=self.name or label_of("tpu", self.generation, self.topology),
            title=self.title or f"Google TPU {self.generation} {self.topology}",
            resource=_TPU,
            node_labels={
                **self.node_labels,
                _TPU_KIND: label,
                _TPU_TOPOLOGY: self.topology,
            },
            tolerations=self.tolerations,
            counts=(topologies[self.topology],),
            images=self.images,
        )
