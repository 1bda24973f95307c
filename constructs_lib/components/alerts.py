"""Create the platform's alerts, for the Prometheus Operator."""

from collections.abc import Iterator
from typing import Final

from constructs import Construct

from ..config import Config, Monitoring, Tls
from ..config.alerting import absent_alerts
from ..config.alerts import DEX_ERRORS
from ..config.backup import ACCOUNT as BACKUP
from ..config.backup import REHEARSAL
from ..config.components import DEX, KUBEFLOW_NAMESPACE, OAUTH2_PROXY, PIPELINES
from ..config.recovery import ACCOUNT as RECOVERY
from .alert_rules import (
    AlertRule,
    argo_cd_rules,
    backup_rules,
    certificate_expires,
    error_rules,
    login_down,
    notebook_rules,
    pipelines_slow,
    pipelines_waypoint_missing,
    profile_errors,
    profile_waypoint_missing,
    volume_filling,
)
from .monitors import prometheus_rule

_NAME: Final = "kubeflow"


def alerts_of(scope: Construct, config: Config) -> None:
    """Create a config's alerts: those of installed components whose metrics are read."""
    if config.monitoring is None or config.monitoring.alerts is None:
        return
    alerts = config.monitoring.alerts
    absent = absent_alerts(config)
    rules = [
        rule.to_k8s(alerts.runbooks)
        for rule in _rules(config, config.monitoring, dex=DEX_ERRORS.name not in absent)
        if rule.alert not in absent
    ]
    prometheus_rule(scope, _NAME, config.monitoring.labels, rules)


def _rules(config: Config, monitoring: Monitoring, *, dex: bool) -> Iterator[AlertRule]:
    """Yield the rules of alerts, without those of parts that a config lacks."""
    alerts = monitoring.alerts
    if alerts is None:
        return
    yield from error_rules(alerts)
    yield login_down(OAUTH2_PROXY.name, OAUTH2_PROXY.namespace)
    if dex:
        yield login_down(DEX.name, DEX.namespace)
    yield from notebook_rules(alerts)
    yield profile_errors()
    if config.guards_profiles:
        yield profile_waypoint_missing()
    if config.installs(PIPELINES):
        yield pipelines_waypoint_missing()
    yield pipelines_slow(alerts)
    if config.backup:
        yield from backup_rules(alerts, REHEARSAL if config.backup.rehearsal else BACKUP)
    if config.recovery:
        yield from backup_rules(alerts, RECOVERY)
    yield volume_filling(alerts)
    yield certificate_expires(alerts, certificate_namespaces(config))
    yield from argo_cd_rules(monitoring.applications)


def certificate_namespaces(config: Config) -> frozenset[str]:
    """Return the namespaces in which cert-manager keeps the platform's certificates."""
    tls = config.edge.tls
    if isinstance(tls, Tls) and tls.issuer:
        return frozenset({KUBEFLOW_NAMESPACE, tls.certificate_namespace(config.edge.parent)})
    return frozenset({KUBEFLOW_NAMESPACE})
