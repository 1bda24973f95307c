"""The resources that a quota must leave for a profile's own pods."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from .accelerators import check_offered, offered
from .checks import parse_quantity
from .components import KSERVE
from .environment import Config
from .mesh import Sidecars
from .model_store import ENABLED
from .pods import Resources
from .profiles import Profile
from .quotas import Quota
from .serving_runtime import ServingRuntime

# Istio's defaults for a sidecar and a waypoint. Source: global.waypoint.resources and
# global.proxy.resources, values of Istio's chart istiod.
_PROXY: Final = Resources(cpu="100m", memory="128Mi", cpu_limit="2", memory_limit="1Gi")

# Each is a Deployment of one pod with a Service.
_PODS: Final = ("pods", "count/pods")
_ONE_POD: Final = dict.fromkeys(
    (*_PODS, "services", "count/services", "count/deployments.apps"), "1"
)

_SERVERS: Final = {"ui": "artifact server", "visualization-server": "visualization server"}


def check_quota(profile: Profile, environment: str, config: Config) -> None:
    """Refuse a quota that keeps a profile's own pods from starting.

    A quota of zero is meant to stop the profile (docs/someone-leaves.md).
    """
    if profile.quota is None:
        return
    _check_devices(profile.name, profile.quota, environment, config)
    needs = _needs(config)
    for resource, amount in profile.quota.hard.items():
        needed = {name: need[resource] for name, need in needs.items() if resource in need}
        what = f"quota for {resource!r}"
        most = parse_quantity(amount, what)
        least = sum((parse_quantity(each, what) for each in needed.values()), Decimal())
        if 0 < most < least:
            parts = ", ".join(f"{name} {each}" for name, each in needed.items())
            raise ValueError(
                f"quota of profile {profile.name!r} allows {amount!r} of {resource!r}, less "
                f"than the profile's own pods in environment {environment!r} need ({parts}); "
                f"allow more, or leave {resource!r} out"
            )


def _check_devices(profile: str, quota: Quota, environment: str, config: Config) -> None:
    """Refuse a quota for what no node offers, and one for less than a pod requests."""
    for devices in quota.accelerators:
        check_offered(
            devices,
            config.accelerators,
            f"quota of profile {profile!r} in environment {environment!r}",
        )
    known = offered(config.accelerators)
    for resource in {each.quota_name for each in known} & {*quota.hard}:
        least = min(min(each.counts) for each in known if each.quota_name == resource)
        amount = quota.hard[resource]
        if 0 < parse_quantity(amount, f"quota for {resource!r}") < least:
            raise ValueError(
                f"quota of profile {profile!r} allows {amount!r} of {resource!r}, below one "
                f"pod, which requests {least} at least; allow {least} or more"
            )


def check_one_mesh(profile: Profile, configs: Mapping[str, Config]) -> None:
    """Refuse a shared quota whose LimitRange a hook creates in one cluster only."""
    if profile.quota is None or not profile.quota.counts_containers:
        return
    first, *others = configs
    for other in others:
        if isinstance(configs[other].mesh, Sidecars) != isinstance(
            configs[first].mesh, Sidecars
        ):
            raise ValueError(
                f"profile {profile.name!r} has a quota on CPU or memory, whose LimitRange is "
                "in Git with Sidecars() and created by a hook with Ambient(), but "
                f"environments {first!r} and {other!r} share the profile: give them the same "
                "mesh, or give each its own by Environment(profiles=...)"
            )


def _needs(config: Config) -> Mapping[str, Mapping[str, str]]:
    """Return a profile's own pods, and the amounts that a quota counts for each."""
    sidecars = isinstance(config.mesh, Sidecars)
    found = {}
    if config.guards_profiles:
        waypoints = config.profiles.waypoints
        pod = _amounts(waypoints.resources or _PROXY) | _ONE_POD
        found["waypoint"] = pod
        # All of them share one Deployment and one Service.
        shared = _amounts(waypoints.resources or _PROXY) | dict.fromkeys(_PODS, "1")
        for number in range(2, waypoints.least + 1):
            found[f"waypoint's pod {number}"] = shared
    if "pipelines" in config.components and config.profiles.labels.get(ENABLED) == "true":
        for name, row in config.pipelines.servers.items():
            found[_SERVERS[name]] = _amounts(row) | _ONE_POD
            if sidecars:
                found[f"{_SERVERS[name]}'s sidecar"] = _amounts(_PROXY)
    if config.installs(KSERVE):
        found["one model"] = _one_model(config.models.runtimes_in(config.release))
        if sidecars:
            found["one model's sidecar"] = _amounts(_PROXY)
    if found:
        # A Deployment starts the new pod before it ends the old one.
        found["a pod that takes another's place"] = dict.fromkeys(_PODS, "1")
    return found


def _one_model(runtimes: Sequence[ServingRuntime]) -> dict[str, str]:
    """Return the least of the runtimes' amounts, for a model that sets no resources."""
    rows = [_amounts(each.resources) for each in runtimes]
    least = {
        name: min((row[name] for row in rows), key=lambda amount: parse_quantity(amount, name))
        for name in rows[0]
    }
    return least | _ONE_POD | {"count/horizontalpodautoscalers.autoscaling": "1"}


def _amounts(row: Resources) -> dict[str, str]:
    return {
        "cpu": row.cpu,
        "memory": row.memory,
        "requests.cpu": row.cpu,
        "requests.memory": row.memory,
        "limits.cpu": row.cpu_limit,
        "limits.memory": row.memory_limit,
    }
