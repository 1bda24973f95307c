"""An accelerator that some nodes offer, and numbers of its devices."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...releases import Image
from ..checks import check_image, check_label, check_labels
from ..pod_default import PodDefault
from ..pods import Toleration

# The numbers that the notebook form offers, for every vendor: `gpusCount`, compiled into
# form-gpus.component.ts of kubeflow/kubeflow v1.9.2.
COUNTS: Final = (1, 2, 4, 8)


def counts_up_to(devices: int, what: str) -> tuple[int, ...]:
    """Return the form's numbers that a node with so many devices can give.

    Raises ValueError for a node without devices.
    """
    if devices < 1:
        raise ValueError(f"{what} must be 1 or more devices of a node, got {devices}")
    return tuple(count for count in COUNTS if count <= devices)


def label_of(*parts: str) -> str:
    """Return the parts as one label: `A100` and `1g.5gb+me` are `a100-1g-5gb-me`."""
    return re.sub("[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")


def keyed_like(resource: str) -> tuple[Toleration, ...]:
    """Return a toleration of the taint whose key is the resource's name.

    Kubernetes recommends this taint. Where its admission plugin ExtendedResourceToleration is
    enabled, pods that request the resource tolerate it:
    https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/
    """
    return (Toleration(key=resource),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accelerator:
    """An accelerator that some nodes offer.

    `Nvidia`, `Amd`, `Intel`, `Gaudi`, `AwsNeuron` and `GoogleTpu` fill it in for you.
    name: its id in the form, and the name of its PodDefault. title: what users see.
    resource: what a container requests, as the device plugin registers it, such as
    `nvidia.com/gpu`. node_labels: labels that its nodes have, and others do not.
    tolerations: of the taints of these nodes; () if they have none.
    counts: how many devices a container may request, of 1, 2, 4 and 8.
    images: notebook images that are built for it, which the form offers too.
    Raises ValueError for a name that is no label, for a resource that is no extended one
    (IsExtendedResourceName in pkg/apis/core/v1/helper of Kubernetes), such as a DeviceClass,
    for no labels of nodes, and for counts that the form does not offer.
    """

    name: str
    title: str
    resource: str
    node_labels: Mapping[str, str]
    tolerations: tuple[Toleration, ...] = ()
    counts: tuple[int, ...] = COUNTS
    images: tuple[Image, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "accelerator")
        what = f"accelerator {self.name!r}"
        if not self.title:
            raise ValueError(f"{what} has no title, which users see in the form; give it one")
        if "/" not in self.resource:
            raise ValueError(
                f"{what} has resource {self.resource!r}; name an extended resource such as "
                "'nvidia.com/gpu'. A DeviceClass cannot be requested, since the Notebook kind "
                "has no resourceClaims: set its extendedResourceName, and name that here"
            )
        check_labels({self.resource: ""}, f"resource of {what}")
        if self.resource.startswith("requests.") or "kubernetes.io/" in self.resource:
            raise ValueError(
                f"{what} has resource {self.resource!r}, which Kubernetes does not count as "
                "an extended resource; name it as its device plugin registers it, such as "
                "'nvidia.com/gpu'"
            )
        if not self.node_labels:
            raise ValueError(
                f"{what} has no node_labels, so that no nodes are known to offer it; name a "
                "label of its nodes, such as {'pool': 'gpu'}"
            )
        check_labels(self.node_labels, f"node_labels of {what}")
        if not self.counts or self.counts != tuple(c for c in COUNTS if c in self.counts):
            raise ValueError(
                f"counts of {what} must be some of 1, 2, 4 and 8, the numbers compiled into "
                f"the notebook form, in this order; got {self.counts}"
            )
        for image in self.images:
            check_image(image, f"image of {what}")

    @property
    def accelerator(self) -> "Accelerator":
        """Itself, as the vendors' classes have theirs."""
        return self

    @property
    def quota_name(self) -> str:
        """What a ResourceQuota calls its resource."""
        return f"requests.{self.resource}"

    @property
    def shown(self) -> str:
        """The title, with the counts where they are not all that the form offers."""
        return self.title if self.counts == COUNTS else f"{self.title} ({self._numbers})"

    @property
    def pod_default(self) -> PodDefault:
        """A PodDefault that lets pods tolerate its nodes' taints; it cannot select the nodes.

        Raises ValueError for nodes without taints, for which it would do nothing.
        """
        if not self.tolerations:
            raise ValueError(
                f"accelerator {self.name!r} has no tolerations, so that its PodDefault would "
                "do nothing; leave it out"
            )
        return PodDefault(
            name=self.name,
            description=f"Run on nodes with {self.title}",
            tolerations=self.tolerations,
        )

    @property
    def _numbers(self) -> str:
        *most, last = map(str, self.counts)
        return f"{', '.join(most)} or {last}" if most else last
