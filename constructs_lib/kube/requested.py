"""Add up what objects request of a cluster at rest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ..config.checks import parse_quantity
from .objects import group_of
from .resource import Object

_CORES: Final = "cpu"
_BYTES: Final = "memory"
_SCRATCH: Final = "ephemeral-storage"
_STORAGE: Final = "storage"
_GIB: Final = 1024**3
# A form that Kubernetes takes beside those with a suffix, and that objects of others may have.
_EXPONENT: Final = re.compile(r"\+?[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]{1,2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Requested:
    """What pods request while nobody uses them.

    pods: their number. cpu: in cores; memory, volumes: in bytes. devices: extended resources,
    such as GPUs, by name. silent: containers that request no CPU or no memory, of which
    nothing is added.
    """

    pods: int = 0
    cpu: Decimal = Decimal(0)
    memory: Decimal = Decimal(0)
    volumes: Decimal = Decimal(0)
    devices: Mapping[str, int] = field(default_factory=dict)
    silent: int = 0

    def __str__(self) -> str:
        """Return them as one line, memory and volumes in GiB."""
        gib = f"{self.memory / _GIB:.2f} GiB of memory, {self.volumes / _GIB:g} GiB of volumes"
        devices = ", ".join(f"{count} {name}" for name, count in sorted(self.devices.items()))
        pods = f"{self.pods} pod{'' if self.pods == 1 else 's'}"
        told = f"{pods}, {self.cpu:.2f} CPU, {gib}, {devices or 'no GPU'}"
        if self.silent:
            one = self.silent == 1
            told += f"; {self.silent} container{' requests' if one else 's request'}"
            told += " no CPU or no memory"
        return told


def requested(objects: Iterable[Object]) -> Requested:
    """Return what Deployments, StatefulSets and volumes request, without any load.

    A workload with an autoscaler counts with its minimum. Not counted are pods that other
    controllers make: istiod's waypoints, those of profiles, and Jobs, which end.
    objects: those of an environment, such as `synthesized(platform)["default"]`.
    """
    known = list(objects)
    least = dict(_least(known))
    pods, silent = 0, 0
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    volumes = Decimal(0)
    for obj in known:
        try:
            if obj["kind"] == "PersistentVolumeClaim":
                volumes += _size(obj)
            if obj["kind"] not in ("Deployment", "StatefulSet") or group_of(obj) != "apps":
                continue
            where = (obj["kind"], obj["metadata"].get("namespace"), obj["metadata"]["name"])
            number = least.get(where, obj["spec"].get("replicas", 1))
            if type(number) is not int:
                raise ValueError(f"replicas must be a whole number, got {number!r}")  # noqa: TRY301
            pods += number
            spec = obj["spec"]["template"]["spec"]
            silent += number * sum(map(_is_silent, spec["containers"]))
            for name, amount in _of_pod(spec).items():
                sums[name] += amount * number
            volumes += number * sum(map(_size, obj["spec"].get("volumeClaimTemplates", ())))
        except ValueError as error:
            raise ValueError(f"{obj['kind']} {obj['metadata']['name']!r}: {error}") from error
    devices = {
        name: int(amount)
        for name, amount in sums.items()
        if name not in (_CORES, _BYTES, _SCRATCH) and amount
    }
    return Requested(
        pods=pods,
        cpu=sums[_CORES],
        memory=sums[_BYTES],
        volumes=volumes,
        devices=devices,
        silent=silent,
    )


def _least(objects: Iterable[Object]) -> Iterator[tuple[tuple[str, Any, str], int]]:
    """Yield the minimum of each workload that has an autoscaler."""
    for obj in objects:
        if obj["kind"] == "HorizontalPodAutoscaler":
            target = obj["spec"]["scaleTargetRef"]
            where = (target["kind"], obj["metadata"].get("namespace"), target["name"])
            yield where, obj["spec"].get("minReplicas", 1)


def _size(claim: Object) -> Decimal:
    given = claim["spec"].get("resources") or {}
    return _amount((given.get("requests") or {}).get(_STORAGE, 0), "size of a volume")


def _of_pod(spec: Mapping[str, Any]) -> Mapping[str, Decimal]:
    """Return a pod's requests: of its containers together, or of a larger one before them.

    Source: kubernetes.io/docs/concepts/workloads/pods/init-containers, "Resource sharing".
    """
    total: defaultdict[str, Decimal] = defaultdict(Decimal)
    first: dict[str, Decimal] = {}
    for container in spec.get("initContainers", ()):
        for name, amount in _of_container(container).items():
            if container.get("restartPolicy") == "Always":
                total[name] += amount
            else:
                first[name] = max(amount, first.get(name, Decimal(0)))
    for container in spec["containers"]:
        for name, amount in _of_container(container).items():
            total[name] += amount
    return {
        name: max(total[name], first.get(name, Decimal(0)))
        for name in total.keys() | first.keys()
    }


def _of_container(container: Mapping[str, Any]) -> Mapping[str, Decimal]:
    """Return a container's requests; the API server takes a limit for one that is missing."""
    resources = container.get("resources") or {}
    given = {**(resources.get("limits") or {}), **(resources.get("requests") or {})}
    return {name: _amount(amount, name) for name, amount in given.items()}


def _amount(value: object, what: str) -> Decimal:
    text = str(value)
    return Decimal(text) if _EXPONENT.fullmatch(text) else parse_quantity(text, what)


def _is_silent(container: Mapping[str, Any]) -> bool:
    return not {_CORES, _BYTES} <= _of_container(container).keys()
