"""Find the alerts that a config does not write, and why."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .alerts import BACKUP, VOLUMES, Alerts
from .backup import KEPT_BY, kept_elsewhere
from .monitoring import opened_ports

if TYPE_CHECKING:
    from .environment import Config


def absent_alerts(config: "Config") -> Mapping[str, str]:
    """Return the alerts that a config's monitoring does not write, each with the reason."""
    alerts = _alerts(config)
    if alerts is None:
        return {}
    return alerts.absent(installed=_installed(config), read=_read(config))


def check_alerts(config: "Config") -> None:
    """Refuse thresholds and sources of alerts that a config does not write."""
    if alerts := _alerts(config):
        alerts.check_written(installed=_installed(config), read=_read(config))


def _alerts(config: "Config") -> Alerts | None:
    return config.monitoring.alerts if config.monitoring else None


def _installed(config: "Config") -> set[str]:
    names = {each.name for each in config.installed}
    elsewhere = kept_elsewhere(config.pipelines, config.experiments)
    volumes = any(
        component in names and kept not in elsewhere for kept, component in KEPT_BY.items()
    )
    return names | ({VOLUMES} if volumes else set()) | ({BACKUP} if config.backup else set())


def _read(config: "Config") -> set[str]:
    return {port.name for _, port in opened_ports(config)}
