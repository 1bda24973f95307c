"""Find the alerts, records of usage and dashboards that a config lacks, and why."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .alerts import ALERTS
from .backup import KEPT_BY, kept_elsewhere
from .components import PIPELINES
from .components.pipelines import API
from .dashboards import dashboard, needs_of
from .metric_sources import MetricSource
from .monitoring import Monitoring, opened_ports
from .needs import ALERTS as HAS_ALERTS
from .needs import BACKUP, COST_CENTERS, VOLUMES, Available
from .usage import ACCELERATORS, RECORDS

if TYPE_CHECKING:
    from .environment import Config


def absent_alerts(config: "Config") -> Mapping[str, str]:
    """Return the alerts that a config's monitoring does not write, each with the reason."""
    if config.monitoring is None or config.monitoring.alerts is None:
        return {}
    available = available_of(config, config.monitoring)
    reasons = {alert.name: available.lacks(alert.needs) for alert in ALERTS}
    return {name: reason for name, reason in reasons.items() if reason}


def absent_usage(config: "Config") -> Mapping[str, str]:
    """Return the records of usage that a config does not write, each with the reason."""
    if config.monitoring is None or config.monitoring.usage is None:
        return {}
    return available_of(config, config.monitoring).unrecorded


def check_monitoring(config: "Config", monitoring: Monitoring) -> None:
    """Refuse what a config's monitors, alerts, usage and dashboards would not use."""
    if monitoring.metrics_proxy == "dropped" and not any(
        port.proxy for _, port in opened_ports(config)
    ):
        raise ValueError(
            "metrics_proxy='dropped' drops nothing: no installed controller has a "
            "kube-rbac-proxy before its metrics; leave it out"
        )
    available = available_of(config, monitoring)
    needed = []
    used: set[MetricSource] = set()
    if monitoring.alerts:
        monitoring.alerts.check_written(absent_alerts(config))
        needed += [alert.needs for alert in ALERTS]
    if monitoring.usage:
        absent = absent_usage(config)
        monitoring.usage.check_written(absent, monitoring.platform)
        used |= set(monitoring.usage.sources(absent))
    if monitoring.dashboards:
        names = monitoring.dashboards.written(available)
        monitoring.dashboards.check_filled(names, available)
        needed += [needs for name in names for needs in needs_of(dashboard(name))]
    used |= {
        needs.source
        for needs in needed
        if needs.source is not None and available.lacks(needs) is None
    }
    for source in monitoring.platform:
        if source not in used:
            raise ValueError(
                f"platform names {source!r}, which no rule of this config needs, nor a "
                "dashboard; leave it out"
            )


def available_of(config: "Config", monitoring: Monitoring) -> Available:
    """Return what a config has, of what alerts, usage and dashboards need."""
    names = {each.name for each in config.installed}
    elsewhere = kept_elsewhere(config.pipelines, config.experiments)
    parts = {
        HAS_ALERTS: monitoring.alerts is not None,
        ACCELERATORS: bool(config.notebook_form.gpu_vendors),
        BACKUP: config.backup is not None or config.recovery is not None,
        COST_CENTERS: config.profiles.cost_label is not None,
        VOLUMES: any(
            component in names and kept not in elsewhere for kept, component in KEPT_BY.items()
        ),
    }
    read = {port.name for _, port in opened_ports(config)}
    if config.installs(PIPELINES) and monitoring.scraper.mesh == "in":
        read.add(API)
    available = Available(
        installed=names | {part for part, there in parts.items() if there},
        read=read,
        platform=monitoring.platform,
    )
    unset = dict.fromkeys((each.name for each in RECORDS), "Monitoring(usage=…) is not set")
    usage = monitoring.usage
    return replace(available, unrecorded=usage.absent(available) if usage else unset)
