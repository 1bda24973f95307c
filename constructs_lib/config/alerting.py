"""Which alerts a config has, and why it has no others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .alerts import BACKUP, VOLUMES, Alerts
from .components import KATIB, PIPELINES
from .data import BundledMinIO, BundledMySQL
from .katib import KatibDatabase
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
    pipelines, katib = config.pipelines, config.experiments
    kept = [
        each
        for each, component, bundled in (
            (pipelines.database, PIPELINES, BundledMySQL),
            (pipelines.object_store, PIPELINES, BundledMinIO),
            (katib.database, KATIB, KatibDatabase),
        )
        if config.installs(component) and isinstance(each, bundled)
    ]
    names = {each.name for each in config.installed}
    return names | ({VOLUMES} if kept else set()) | ({BACKUP} if config.backup else set())


def _read(config: "Config") -> set[str]:
    return {port.name for _, port in opened_ports(config)}
