"""What users may choose when they create a notebook."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final, Literal

from ..releases import Image, ReleaseImage
from .checks import (
    check_choices,
    check_image,
    check_known,
    check_labels,
    check_quantity,
    check_unique,
)
from .notebook_volumes import ExistingVolume, Volume, check_mounted, mounted
from .pods import Toleration

PullPolicy = Literal["Always", "IfNotPresent", "Never"]

LOCKABLE: Final = (
    "image_pull_policy",
    "cpu",
    "memory",
    "gpus",
    "affinity",
    "tolerations",
    "shared_memory",
    "pod_defaults",
)

# The form always sends its volumes, and the web app rejects a locked field (frontend
# form-new/utils.ts, backend common/form.py of kubeflow/kubeflow v1.9.2).
_ALWAYS_SENT: Final = ("workspace", "data_volumes")

# The form reads CPU as a number and memory as a number followed by Gi.
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_GIBIBYTES: Final = re.compile(rf"{_NUMBER.pattern}Gi")
_GROUP: Final = re.compile(r"[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?")

_NO_LIMIT: Final = "none"
_BYTES: Final = 2**30
_TENTH: Final = Decimal("0.1")
_HALF: Final = Decimal("0.5")


def _check_limit(request: str, factor: str, what: str) -> None:
    """Refuse a factor whose limit, rounded to one decimal, is below the request."""
    if factor == _NO_LIMIT:
        return
    if not (_NUMBER.fullmatch(factor) and Decimal(factor) >= 1):
        raise ValueError(
            f"{what} limit factor must be a number of 1 or more such as '1.5', or "
            f"'{_NO_LIMIT}', got {factor!r}"
        )
    asked = Decimal(request.removesuffix("Gi"))
    if (asked * Decimal(factor)).quantize(_TENTH, ROUND_FLOOR) < asked:
        raise ValueError(
            f"notebook {what} {request!r} times {factor!r}, rounded to one decimal, can be "
            "less than the request, which the web app refuses; raise the request, or the "
            "limit factor"
        )


def _check_whole_bytes(memory: str, factor: str) -> None:
    """Refuse memory that is no whole number of bytes: the API server warns about each pod."""
    asked = Decimal(memory.removesuffix("Gi"))
    if (asked * _BYTES) % 1:
        raise ValueError(
            f"notebook memory {memory!r} is not a whole number of bytes; use a value such as "
            "'1.5Gi'"
        )
    if factor == _NO_LIMIT:
        return
    if Decimal(factor) % _HALF or (asked * Decimal(factor)) % _HALF:
        raise ValueError(
            f"memory {memory!r} times {factor!r}, to one decimal, is not a whole number of "
            "bytes; use a factor such as '1.5' or '2' that gives whole or half Gi, 'none', "
            "or fractional_memory='warned'"
        )


def _check_group(key: str, what: str) -> None:
    if not _GROUP.fullmatch(key) or key == _NO_LIMIT:
        raise ValueError(
            f"{what} {key!r} must be letters, digits, '-', '_' and '.', begin and end with a "
            "letter or digit, and not be 'none', which means no group in the form"
        )


def _check_default(key: str | None, groups: Iterable[str], locked: bool, what: str) -> None:
    """Refuse an unknown default group, and a locked field without a default."""
    if key is not None:
        check_known(key, groups, f"default {what}")
    elif locked:
        raise ValueError(
            f"a locked field always has its default, but there is no default {what}; name "
            f"one, or leave {what}s out and unlocked"
        )


@dataclass(frozen=True, slots=True)
class ImageChoice:
    """The images of one kind of notebook; the first is preselected unless `default` is given.

    options: full references with tags, or images of the release. default: one of them.
    """

    options: tuple[Image, ...]
    default: Image | None = None

    def __post_init__(self) -> None:
        if not self.options:
            raise ValueError("an image choice needs at least one image")
        for image in self.options:
            check_image(image, "notebook image")
        if self.default is not None and self.default not in self.options:
            raise ValueError(
                f"default image {self.default!r} is not among the options: "
                f"{', '.join(map(str, self.options))}"
            )


@dataclass(frozen=True, slots=True)
class GpuVendor:
    """A kind of accelerator: the resource that pods request, and the name users see.

    limits_key: the resource's name. ui_name: what users see.
    """

    limits_key: str
    ui_name: str

    def __post_init__(self) -> None:
        if "/" not in self.limits_key or not self.ui_name:
            raise ValueError(
                f"a GPU vendor needs a resource such as 'nvidia.com/gpu' and a name to show, "
                f"got {self.limits_key!r} and {self.ui_name!r}"
            )
        check_labels({self.limits_key: ""}, "resource of a GPU vendor")


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeGroup:
    """Nodes that a user may choose for a notebook, by label.

    name: what users see.
    key: its id in the form. labels: a node must have all of them.
    """

    key: str
    name: str
    labels: Mapping[str, str]

    def __post_init__(self) -> None:
        _check_group(self.key, "node group")
        if not self.labels:
            raise ValueError(f"node group {self.key!r} has no label; name at least one")
        check_labels(self.labels, f"node group {self.key!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TolerationGroup:
    """Taints that a user's notebook may tolerate, under one name.

    key: its id in the form. name: what users see. tolerations: of the notebook.
    """

    key: str
    name: str
    tolerations: tuple[Toleration, ...]

    def __post_init__(self) -> None:
        _check_group(self.key, "toleration group")
        if not self.tolerations:
            raise ValueError(f"toleration group {self.key!r} is empty; give at least one")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spawner:
    """The form that users create notebooks with.

    Source: apps/jupyter/jupyter-web-app/upstream/base/configs/spawner_ui_config.yaml.
    jupyter, code_server, rstudio: the images of each kind of notebook; None hides the kind.
    allow_custom_image: let users enter any other image. hide_registry, hide_tag: how the form
    shows images. image_pull_policy: of notebooks.
    cpu, memory: a notebook's requests, in cores and in Gi, the form's units. cpu_limit_factor,
    memory_limit_factor: the limit as a multiple of the request, rounded to one decimal: a
    number of 1 or more, or `none`. fractional_memory: `warned` allows a limit that is no whole
    number of bytes, such as upstream's 1.2Gi, about which the API server warns.
    gpu_vendors: accelerators on offer. workspace: the volume for a user's files; None offers
    none. data_volumes: further volumes.
    node_groups, toleration_groups: where notebooks may run. default_node_group,
    default_toleration_group: the key of the preselected one.
    shared_memory: mount a /dev/shm as large as the memory.
    pod_defaults: preselected PodDefaults, each by the label that it selects, which is its name
    unless it has a selector of its own.
    locked: fields that users see but cannot change (any of LOCKABLE). Locked `gpus` means no
    GPUs.
    Raises ValueError for quantities, factors, paths and names that the form does not accept,
    and for settings that it would ignore.
    """

    jupyter: ImageChoice = ImageChoice(
        (
            ReleaseImage("jupyter-scipy"),
            ReleaseImage("jupyter-pytorch-full"),
            ReleaseImage("jupyter-pytorch-cuda-full"),
            ReleaseImage("jupyter-pytorch-gaudi-full", required=False),
            ReleaseImage("jupyter-tensorflow-full"),
            ReleaseImage("jupyter-tensorflow-cuda-full"),
        )
    )
    code_server: ImageChoice | None = ImageChoice((ReleaseImage("codeserver-python"),))
    rstudio: ImageChoice | None = ImageChoice((ReleaseImage("rstudio-tidyverse"),))
    allow_custom_image: bool = True
    hide_registry: bool = True
    hide_tag: bool = False
    image_pull_policy: PullPolicy = "IfNotPresent"
    cpu: str = "0.5"
    cpu_limit_factor: str = "1.2"
    memory: str = "1.0Gi"
    memory_limit_factor: str = "1.5"
    fractional_memory: Literal["refused", "warned"] = "refused"
    gpu_vendors: tuple[GpuVendor, ...] = (
        GpuVendor("nvidia.com/gpu", "NVIDIA"),
        GpuVendor("amd.com/gpu", "AMD"),
        GpuVendor("habana.ai/gaudi", "Intel Gaudi"),
    )
    workspace: Volume | ExistingVolume | None = Volume(
        name="{notebook-name}-workspace", size="5Gi"
    )
    data_volumes: tuple[Volume | ExistingVolume, ...] = ()
    node_groups: tuple[NodeGroup, ...] = ()
    default_node_group: str | None = None
    toleration_groups: tuple[TolerationGroup, ...] = ()
    default_toleration_group: str | None = None
    shared_memory: bool = True
    pod_defaults: tuple[str, ...] = ()
    locked: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_choices(self)
        check_quantity(self.cpu, "notebook CPU")
        if not _NUMBER.fullmatch(self.cpu):
            raise ValueError(f"notebook CPU must be in cores such as '0.5', got {self.cpu!r}")
        check_quantity(self.memory, "notebook memory")
        if not _GIBIBYTES.fullmatch(self.memory):
            raise ValueError(
                f"notebook memory must be in Gi such as '1.0Gi', got {self.memory!r}"
            )
        _check_limit(self.cpu, self.cpu_limit_factor, "CPU")
        _check_limit(self.memory, self.memory_limit_factor, "memory")
        if self.fractional_memory == "refused":
            _check_whole_bytes(self.memory, self.memory_limit_factor)
        check_unique((vendor.limits_key for vendor in self.gpu_vendors), "GPU vendor")
        check_mounted(self.mounted())
        self._check_groups()
        for name in self.locked:
            if name in _ALWAYS_SENT:
                raise ValueError(
                    f"{name!r} cannot be locked: the form always sends it, and the web app "
                    "refuses a notebook whose form sends a locked field; leave it out of "
                    "locked"
                )
            check_known(name, LOCKABLE, "spawner field")
        for label in self.pod_defaults:
            check_labels({label: "true"}, "pod_defaults")

    def mounted(self) -> Iterator[tuple[Volume | ExistingVolume, str]]:
        """Yield each volume, the workspace first, with its mount path in notebooks."""
        return mounted(self.workspace, self.data_volumes)

    def images(self) -> frozenset[Image]:
        """Return every image that the form offers."""
        kinds = (self.jupyter, self.code_server, self.rstudio)
        return frozenset(image for kind in kinds if kind for image in kind.options)

    @property
    def without_kernels(self) -> tuple[str, ...]:
        """The fields that offer notebooks without Jupyter kernels."""
        offered = {
            "code_server": self.code_server is not None,
            "rstudio": self.rstudio is not None,
            "allow_custom_image": self.allow_custom_image,
        }
        return tuple(name for name, offers in offered.items() if offers)

    def _check_groups(self) -> None:
        nodes = [group.key for group in self.node_groups]
        tolerations = [group.key for group in self.toleration_groups]
        check_unique(nodes, "node group")
        check_unique(tolerations, "toleration group")
        _check_default(self.default_node_group, nodes, "affinity" in self.locked, "node group")
        _check_default(
            self.default_toleration_group,
            tolerations,
            "tolerations" in self.locked,
            "toleration group",
        )
