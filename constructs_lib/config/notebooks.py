"""What users may choose when they start a notebook, and when idle ones are stopped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ..catalog import NOTEBOOK_IMAGES
from .checks import (
    check_choices,
    check_image,
    check_known,
    check_label,
    check_labels,
    check_object,
    check_quantity,
)
from .pods import Toleration
from .published import check_variable

PullPolicy = Literal["Always", "IfNotPresent", "Never"]
AccessMode = Literal["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"]

_NOTEBOOK: Final = "{notebook-name}"

LOCKABLE: Final = (
    "image_pull_policy",
    "cpu",
    "memory",
    "gpus",
    "workspace",
    "data_volumes",
    "affinity",
    "tolerations",
    "shared_memory",
    "pod_defaults",
    "environment",
)


# The form reads CPU as a number and memory as a number followed by Gi.
_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_GIBIBYTES: Final = re.compile(rf"{_NUMBER.pattern}Gi")


def _check_factor(value: str, what: str) -> None:
    if value != "none" and not (_NUMBER.fullmatch(value) and float(value) >= 1):
        raise ValueError(
            f"{what} must be a number of 1 or more such as '1.2', or 'none', got {value!r}"
        )


@dataclass(frozen=True, slots=True)
class ImageChoice:
    """The images of one kind of notebook; the first is chosen unless `default` is given.

    options: whole references, with tags. default: one of them.
    """

    options: tuple[str, ...]
    default: str | None = None

    def __post_init__(self) -> None:
        if not self.options:
            raise ValueError("an image choice needs at least one image")
        for image in self.options:
            check_image(image, "notebook image")
        if self.default is not None and self.default not in self.options:
            raise ValueError(
                f"default image {self.default!r} is not among the options: "
                f"{', '.join(self.options)}"
            )


@dataclass(frozen=True, slots=True)
class GpuVendor:
    """A kind of accelerator: the resource that pods ask for, and the name users see.

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """A volume made for a new notebook; `{notebook-name}` in its name is filled in.

    name: of the claim. mount: the path in the notebook. access_mode: as the storage class
    allows.
    size: a quantity of bytes. storage_class: the cluster's default where None.
    """

    name: str
    mount: str
    size: str
    access_mode: AccessMode = "ReadWriteOnce"
    storage_class: str | None = None

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.name.replace(_NOTEBOOK, "notebook"), "volume")
        check_quantity(self.size, f"size of volume {self.name!r}")
        if self.storage_class is not None:
            check_object(self.storage_class, f"storage class of volume {self.name!r}")
        if not self.mount.startswith("/"):
            raise ValueError(f"mount path must begin with '/', got {self.mount!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class NodeGroup:
    """Nodes that a user may pick for a notebook, by label.

    name: what users see.
    key: what the form remembers. labels: a node must have every one of them.
    """

    key: str
    name: str
    labels: Mapping[str, str]

    def __post_init__(self) -> None:
        check_label(self.key, "node group")
        if not self.labels:
            raise ValueError(f"node group {self.key!r} names no label; give at least one")
        check_labels(self.labels, f"node group {self.key!r}")


@dataclass(frozen=True, kw_only=True, slots=True)
class TolerationGroup:
    """Taints that a user's notebook may tolerate, under one name.

    key: what the form remembers. name: what users see. tolerations: what the notebook gets.
    """

    key: str
    name: str
    tolerations: tuple[Toleration, ...]

    def __post_init__(self) -> None:
        check_label(self.key, "toleration group")
        if not self.tolerations:
            raise ValueError(f"toleration group {self.key!r} is empty; give at least one")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spawner:
    """The form by which users start notebooks; defaults are upstream's.

    Source: apps/jupyter/jupyter-web-app/upstream/base/configs/spawner_ui_config.yaml.
    jupyter, code_server, rstudio: the images of each kind of notebook. allow_custom_image:
    users may name any other. hide_registry, hide_tag: how the form shows images.
    image_pull_policy: of notebooks. cpu_limit_factor, memory_limit_factor: a number of 1 or
    more, or `none`. gpu_vendors: accelerators that can be asked for. workspace: the volume for
    a user's files, none where None. data_volumes: more of them. node_groups,
    toleration_groups: where notebooks may run. shared_memory: /dev/shm as large as the memory.
    pod_defaults: those that are switched on from the start.
    cpu, memory: what a notebook asks for, in cores and in Gi, which is how the form reads
    them; `*_limit_factor` times that is its limit.
    environment: as upstream has it; the form that users see does not read it.
    locked: fields that users see but cannot change (any of LOCKABLE).
    Raises ValueError for quantities, factors, paths and names that the form would not take.
    """

    jupyter: ImageChoice = ImageChoice(
        tuple(NOTEBOOK_IMAGES[name] for name in NOTEBOOK_IMAGES if name.startswith("jupyter-"))
    )
    code_server: ImageChoice = ImageChoice((NOTEBOOK_IMAGES["codeserver-python"],))
    rstudio: ImageChoice = ImageChoice((NOTEBOOK_IMAGES["rstudio-tidyverse"],))
    allow_custom_image: bool = True
    hide_registry: bool = True
    hide_tag: bool = False
    image_pull_policy: PullPolicy = "IfNotPresent"
    cpu: str = "0.5"
    cpu_limit_factor: str = "1.2"
    memory: str = "1.0Gi"
    memory_limit_factor: str = "1.2"
    gpu_vendors: tuple[GpuVendor, ...] = (
        GpuVendor("nvidia.com/gpu", "NVIDIA"),
        GpuVendor("amd.com/gpu", "AMD"),
        GpuVendor("habana.ai/gaudi", "Intel Gaudi"),
    )
    workspace: Volume | None = Volume(
        name="{notebook-name}-workspace", mount="/home/jovyan", size="5Gi"
    )
    data_volumes: tuple[Volume, ...] = ()
    node_groups: tuple[NodeGroup, ...] = ()
    toleration_groups: tuple[TolerationGroup, ...] = ()
    shared_memory: bool = True
    pod_defaults: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
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
        _check_factor(self.cpu_limit_factor, "CPU limit factor")
        _check_factor(self.memory_limit_factor, "memory limit factor")
        for name in self.locked:
            check_known(name, LOCKABLE, "spawner field")
        for name in self.pod_defaults:
            check_label(name, "PodDefault")
        for variable, value in self.environment.items():
            check_variable(variable, value, "notebooks")


@dataclass(frozen=True, kw_only=True, slots=True)
class Culling:
    """Stop notebooks that nobody uses; times in whole minutes.

    enabled: whether it happens.
    idle: how long without activity. check_every: how often the controller looks.
    Default: notebooks are kept, as upstream ships it.
    """

    enabled: bool = False
    idle: int = 1440
    check_every: int = 1

    def __post_init__(self) -> None:
        if self.idle < 1 or self.check_every < 1:
            raise ValueError(
                f"culling times are whole minutes, 1 or more; "
                f"got idle={self.idle}, check_every={self.check_every}"
            )
        if self.check_every > self.idle:
            raise ValueError(
                f"idleness is checked every {self.check_every} minutes but an idle notebook "
                f"is stopped after {self.idle}; check more often or wait longer"
            )
