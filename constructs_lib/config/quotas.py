"""Quotas of profiles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from .accelerators import Devices
from .checks import check_quantity, check_unique

# What a quota counts of each container.
COMPUTE: Final = frozenset(
    {
        *("cpu", "memory"),
        *(f"{kind}.{name}" for kind in ("requests", "limits") for name in ("cpu", "memory")),
    }
)

# Resources that a quota can limit, besides extended resources, storage classes and object
# counts. https://kubernetes.io/docs/concepts/policy/resource-quotas/
_LIMITED: Final = (
    *sorted(COMPUTE),
    *("ephemeral-storage", "requests.ephemeral-storage", "limits.ephemeral-storage"),
    "requests.storage",
    *("configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers"),
    *("resourcequotas", "secrets", "services", "services.loadbalancers", "services.nodeports"),
)
_ALSO_LIMITED: Final = re.compile(
    r"(requests\.)?hugepages-[1-9][0-9]*[KMG]i"
    r"|count/[a-z]+(\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?)?"
    r"|requests\.[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?"
    r"|[a-z0-9]([-a-z0-9.]*[a-z0-9])?\.storageclass\.storage\.k8s\.io"
    r"/(requests\.storage|persistentvolumeclaims)"
)


@dataclass(frozen=True, slots=True)
class Quota:
    """A profile's ResourceQuota, by resource names of Kubernetes.

    Such as `{"cpu": "20", "memory": "64Gi", "requests.nvidia.com/gpu": "2"}`.
    hard: the limit, by resource. With a limit on CPU or memory, the API server refuses pods
    with a container that does not set it: Profile.container_defaults sets it then.
    accelerators: the most devices of each; those of one resource are counted together.
    Raises ValueError for a quota of nothing, for a resource that no quota can limit, and for
    one that is limited twice.
    """

    hard: Mapping[str, str] = field(default_factory=dict)
    accelerators: tuple[Devices, ...] = ()

    def __post_init__(self) -> None:
        if not self.hard and not self.accelerators:
            raise ValueError("a quota has no resource; name one, or leave the quota out")
        for resource, amount in self.hard.items():
            _check_resource(resource)
            check_quantity(amount, f"quota for {resource!r}")
        limited = (each.of.quota_name for each in self.accelerators)
        check_unique((*self.hard, *limited), "quota for")

    @property
    def limits(self) -> Mapping[str, str]:
        """Every limit, by the resource's name in a ResourceQuota."""
        devices = {each.of.quota_name: str(each.count) for each in self.accelerators}
        return {**self.hard, **devices}

    @property
    def counts_containers(self) -> bool:
        """Whether it counts CPU or memory, which each container must then set."""
        return not COMPUTE.isdisjoint(self.hard)


def _check_resource(resource: str) -> None:
    """Refuse a resource that a quota cannot limit: the API server refuses or ignores it."""
    if resource in _LIMITED or _ALSO_LIMITED.fullmatch(resource):
        return
    extended = f"requests.{resource}"
    if _ALSO_LIMITED.fullmatch(extended):
        raise ValueError(f"a quota limits {resource!r} by pods' requests; write {extended!r}")
    near = get_close_matches(resource, _LIMITED, n=1, cutoff=0)[0]
    raise ValueError(
        f"a quota cannot limit {resource!r}; it can limit {near!r}, for example, and "
        "'requests.nvidia.com/gpu' and 'count/jobs.batch'"
    )
