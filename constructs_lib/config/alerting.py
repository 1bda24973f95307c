"""Find the alerts and records of usage that a config does not write, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .alerts import ALERTS, BACKUP, VOLUMES
from .backup import KEPT_BY, kept_elsewhere
from .monitoring import opened_ports
from .usage import ACCELERATORS

if TYPE_CHECKING:
    from .environment import Config


def absent_alerts(config: "Config") -> Mapping[str, str]:
    """Return the alerts that a config's monitoring does not write, each with the reason."""
    monitoring = config.monitoring
    if monitoring is None or monitoring.alerts is None:
        return {}
    return monitoring.alerts.absent(
        installed=_installed(config), read=_read(config), platform=monitoring.platform
    )


def absent_usage(config: "Config") -> Mapping[str, str]:
    """Return the records of usage that a config does not write, each with the reason."""
    monitoring = config.monitoring
    if monitoring is None or monitoring.usage is None:
        return {}
    return monitoring.usage.absent(installed=_installed(config), platform=monitoring.platform)


def check_rules(config: "Config") -> None:
    """Refuse settings of rules that a config does not write, and sources without rules."""
    monitoring = config.monitoring
    if monitoring is None:
        return
    needed = set()
    if monitoring.alerts:
        absent = absent_alerts(config)
        monitoring.alerts.check_written(absent)
        needed = {each.source for each in ALERTS if each.name not in absent}
    if monitoring.usage:
        absent = absent_usage(config)
        monitoring.usage.check_written(absent, monitoring.platform)
        needed |= set(monitoring.usage.sources(absent))
    for source in monitoring.platform:
        if source not in needed:
            raise ValueError(
                f"platform names {source!r}, which no rule of this config needs; leave it out"
            )


def _installed(config: "Config") -> set[str]:
    names = {each.name for each in config.installed}
    elsewhere = kept_elsewhere(config.pipelines, config.experiments)
    if any(
        component in names and kept not in elsewhere for kept, component in KEPT_BY.items()
    ):
        names.add(VOLUMES)
    if config.backup:
        names.add(BACKUP)
    if config.notebooks.spawner.gpu_vendors:
        names.add(ACCELERATORS)
    return names


def _read(config: "Config") -> set[str]:
    return {port.name for _, port in opened_ports(config)}
