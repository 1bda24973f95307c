"""Check pods against the accelerators and priority classes that an environment offers."""

from typing import TYPE_CHECKING

from .accelerators import Devices, check_accelerators, check_offered
from .components import KATIB, KSERVE, PIPELINES, TRAINER, TRAINING_OPERATOR
from .kueue import check_not_queued
from .queues import check_queues

if TYPE_CHECKING:
    from .environment import Config


def check_work(config: "Config") -> None:
    """Refuse accelerators that users could not distinguish, and one that is not offered.

    A number of devices that no single pod may request is refused as well, defaults of steps
    and of jobs that do not fit the rest of the config, classes of pods that profiles do not
    admit, and queues of what is not there.
    """
    check_accelerators(config.accelerators)
    config.steps.check_beside(config.pipelines, installed=config.installs(PIPELINES))
    if config.jobs:
        config.jobs.check_beside(
            config.profiles.pods,
            config.accelerators,
            installed=any(map(config.installs, (KATIB, TRAINING_OPERATOR, TRAINER))),
        )
    _check_priorities(config)
    check_not_queued(config.steps.labels, "steps")
    if config.jobs:
        check_not_queued(config.jobs.labels, "jobs")
    if config.queues:
        check_queues(config.queues, config)
    _check_tolerated(config)
    if config.installs(KSERVE):
        _check_runtimes(config)


def _check_tolerated(config: "Config") -> None:
    """Refuse to tolerate taints of accelerators that no node offers."""
    tolerated = {
        "StepDefaults.tolerates": config.steps.tolerates,
        "JobDefaults.tolerates": config.jobs.tolerates if config.jobs else (),
    }
    for of, accelerators in tolerated.items():
        for each in accelerators:
            least = min(each.accelerator.counts)
            check_offered(Devices(each, least), config.accelerators, of)


def _check_priorities(config: "Config") -> None:
    """Refuse pods of the platform's in profiles that `TenantRules` would refuse there."""
    classes = {
        "ProfileDefaults.pods": config.profiles.pods.priority_class,
        "Waypoints.pods": config.profiles.waypoints.pods.priority_class,
        "StepDefaults": config.steps.priority_class,
        "JobDefaults": config.jobs.priority_class if config.jobs else None,
    }
    for of, name in classes.items():
        if name not in (None, *config.tenants.priority_classes):
            raise ValueError(
                f"priority_class {name!r} of {of} is refused in profiles; name it in "
                "TenantRules(priority_classes=...) too"
            )


def _check_runtimes(config: "Config") -> None:
    for runtime in config.models.runtimes_in(config.release):
        if devices := runtime.accelerator:
            check_offered(devices, config.accelerators, f"runtime {runtime.name!r}")
            if devices.count not in devices.of.counts:
                raise ValueError(
                    f"runtime {runtime.name!r} requests {devices.count} of accelerator "
                    f"{devices.of.name!r}, of which a pod may request "
                    f"{' or '.join(map(str, devices.of.counts))}"
                )
