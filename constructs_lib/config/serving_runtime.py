"""A program that serves models, and the formats that it knows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from ..releases import Image
from .accelerators import Devices
from .checks import (
    check_choices,
    check_image,
    check_label,
    check_object,
    check_port,
    check_unique,
)
from .pods import Resources
from .published import check_variable

Protocol = Literal["v1", "v2", "grpc-v1", "grpc-v2"]

_VERSION: Final = re.compile("[A-Za-z0-9][A-Za-z0-9.+_-]*")
# The longest number of a priority, and of a user in Linux.
_INT32: Final = 2**31 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFormat:
    """A format of models that a runtime serves.

    name: as in `spec.predictor.model.modelFormat.name`. version: of the format, such as `1`.
    priority: of several suitable runtimes the highest is chosen; None comes after all others.
    auto_select: whether it is chosen for models that name no runtime.
    Source: SupportedModelFormat of kserve/kserve v0.13.1.
    Raises ValueError for an empty name or version, and for a priority that is not 1 to
    2,147,483,647.
    """

    name: str
    version: str | None = None
    priority: int | None = 1
    auto_select: bool = True

    def __post_init__(self) -> None:
        check_label(self.name, "model format")
        if self.version is not None and not _VERSION.fullmatch(self.version):
            raise ValueError(
                f"version of model format {self.name!r} must be one such as '1' or '2.1', or "
                f"None, got {self.version!r}"
            )
        if self.priority is not None and not 1 <= self.priority <= _INT32:
            raise ValueError(
                f"priority of model format {self.name!r} must be 1 to {_INT32}, or None, "
                f"got {self.priority}"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class ServingRuntime:
    """A program that serves models of some formats, for every profile.

    It has to answer on port 8080, where KServe's Service leads.
    name: of the ClusterServingRuntime, as `spec.predictor.model.runtime` names it.
    image: what runs. formats: of the models that it serves.
    protocols: that it speaks. command, args: how it is started; KServe fills in `{{.Name}}`.
    env: variables. user: the numeric user that it runs as where pods are hardened, no root.
    addresses: where its server listens; one of `ipv4` is refused on a cluster of IPv6 alone.
    metrics_port: where it serves its metrics, at `/metrics`.
    resources: those of a model that names none itself. accelerator: what its pods request
    besides, on that accelerator's nodes. shared_memory: whether `/dev/shm` is a volume in
    memory, as large as its pods may use, in place of 64 MiB.
    Source: config/runtimes of kserve/kserve v0.13.1.
    Raises ValueError for no formats or protocols, for a format of two priorities, which
    KServe's webhook refuses, for root, for an invalid variable, and for one with a secret.
    """

    name: str
    image: Image
    formats: tuple[ModelFormat, ...]
    protocols: tuple[Protocol, ...] = ("v1", "v2")
    command: tuple[str, ...] = ()
    args: tuple[str, ...] = ()
    env: Mapping[str, str] = field(default_factory=dict)
    user: int = 1000
    addresses: Literal["ipv4", "any"] = "any"
    metrics_port: int = 8080
    resources: Resources = Resources(cpu="1", memory="2Gi", cpu_limit="1", memory_limit="2Gi")
    accelerator: Devices | None = None
    shared_memory: bool = False

    def __post_init__(self) -> None:
        check_choices(self)
        what = f"runtime {self.name!r}"
        check_object(self.name, "runtime")
        check_image(self.image, f"image of {what}")
        check_port(self.metrics_port, f"metrics_port of {what}")
        if not self.formats or not self.protocols:
            raise ValueError(
                f"{what} has formats {self.formats!r} and protocols {self.protocols!r}; it "
                f"needs one of each, or no model would find it"
            )
        check_unique(self.protocols, f"protocol of {what}")
        check_unique((f"{each.name} {each.version}" for each in self.formats), "format")
        for name, value in self.env.items():
            check_variable(name, value, what)
        if not 1 <= self.user <= _INT32:
            raise ValueError(
                f"user of {what} must be 1 to {_INT32}, and is never root, got {self.user}"
            )
        priorities: dict[str, int] = {}
        for each in self.formats:
            if each.auto_select and each.priority is not None:
                first = priorities.setdefault(each.name, each.priority)
                if first != each.priority:
                    raise ValueError(
                        f"{what} has format {each.name!r} with priorities {first} and "
                        f"{each.priority}, which KServe refuses; give all its versions one"
                    )

    def contested(self, other: "ServingRuntime") -> str | None:
        """Return a format for which KServe could not choose between the two runtimes."""
        if not {*self.protocols} & {*other.protocols}:
            return None
        chosen = {
            (each.name, each.version, each.priority)
            for each in self.formats
            if each.auto_select and each.priority is not None
        }
        for each in other.formats:
            if each.auto_select and (each.name, each.version, each.priority) in chosen:
                return each.name
        return None
