"""Write alerting rules in PromQL with the thresholds of an environment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final, Literal

from ..config import WAYPOINT, Alerts
from ..config.alerts import (
    BACKUP_TOO_OLD,
    CERTIFICATE_EXPIRES,
    DEGRADED,
    DEX_ERRORS,
    EDGE_ERRORS,
    LOGIN_DOWN,
    LOGIN_ERRORS,
    NOTEBOOK_CREATE_FAILED,
    NOTEBOOK_NOT_READY,
    OUT_OF_SYNC,
    PAGE_RATE,
    PIPELINES_SLOW,
    PROFILE_ERRORS,
    TICKET_RATE,
    VOLUME_FILLING,
    WAYPOINT_MISSING,
)
from ..config.backup import ACCOUNT as BACKUP
from ..config.backup import REHEARSAL
from ..config.components import KUBEFLOW_NAMESPACE
from ..config.components.pipelines import WAYPOINT as PIPELINES_WAYPOINT
from ..config.durations import go_duration, seconds
from ..config.recovery import ACCOUNT as RECOVERY
from ..gateway import ingress_gateway
from .pipelines.names import API_SERVER

Labels = Mapping[str, str]

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
# Of each CronJob: when it is old, what succeeds, and when the CronJob is missing.
_COPIES: Final = {
    BACKUP: (
        "The last backup is too old, or there is none.",
        "backup",
        "Nothing makes backups.",
    ),
    REHEARSAL: (
        "No backup has been restored for too long, in a rehearsal.",
        "rehearsal of a restore",
        "Nothing rehearses restores.",
    ),
    RECOVERY: (
        "The last copy of what people made is too old, or there is none.",
        "copy of what people made",
        "Nothing copies what people made.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertRule:
    """A rule of a PrometheusRule.

    alert: its name. expression: in PromQL. after: how long it must hold. severity: `critical`
    for what users feel now, `warning` for what can wait until morning. summary, description:
    for the person on call. labels: in addition to those of the expression.
    """

    alert: str
    expression: str
    after: timedelta = timedelta(0)
    severity: Literal["critical", "warning"] = "warning"
    summary: str
    description: str
    labels: Labels = field(default_factory=dict)

    def to_k8s(self, runbooks: str) -> dict[str, Any]:
        """Return the rule as Prometheus reads it, with the address of its runbook."""
        return {
            "alert": self.alert,
            "expr": self.expression,
            **({"for": go_duration(self.after)} if self.after else {}),
            "labels": {"severity": self.severity, **self.labels},
            "annotations": {
                "summary": self.summary,
                "description": self.description,
                "runbook_url": f"{runbooks}#{self.alert.lower()}",
            },
        }


def _job(name: str, namespace: str = KUBEFLOW_NAMESPACE) -> str:
    """Return a selector of the job that the operator derives from a PodMonitor."""
    return f'job="{namespace}/{name}"'


@dataclass(frozen=True, kw_only=True, slots=True)
class _Requests:
    """A counter of requests, with the label of the response's status."""

    alert: str
    where: str
    metric: str
    selector: str
    status: str = "code"


_REQUESTS: Final = (
    _Requests(
        alert=EDGE_ERRORS.name,
        where="Kubeflow's pages",
        metric="istio_requests_total",
        # The responses of notebooks are their users' own.
        selector=(
            f"{_job(ingress_gateway.NAME)},"
            f'destination_service_namespace="{KUBEFLOW_NAMESPACE}"'
        ),
        status="response_code",
    ),
    _Requests(
        alert=LOGIN_ERRORS.name,
        where="oauth2-proxy",
        metric="oauth2_proxy_requests_total",
        selector=_job("oauth2-proxy", "oauth2-proxy"),
    ),
    _Requests(
        alert=DEX_ERRORS.name,
        where="Dex",
        metric="http_requests_total",
        selector=_job("dex", "auth"),
    ),
)


def error_rules(alerts: Alerts) -> Iterator[AlertRule]:
    """Yield the rules for requests that fail more often than the availability allows."""
    for requests in _REQUESTS:
        yield _burning(alerts, requests, rate=PAGE_RATE, short="5m", long="1h")
        yield _burning(alerts, requests, rate=TICKET_RATE, short="30m", long="6h")


def _burning(
    alerts: Alerts, requests: _Requests, *, rate: float, short: str, long: str
) -> AlertRule:
    """Return a rule for an error budget that is spent too fast, in two windows."""
    budget = 1 - Decimal(str(alerts.availability))
    most = f"{(Decimal(str(rate)) * budget).normalize():f}"
    every = f"{requests.metric}{{{requests.selector}}}"
    failed = f'{requests.metric}{{{requests.selector},{requests.status}=~"5.."}}'
    parts = [
        f"sum(rate({failed}[{window}])) / sum(rate({every}[{window}])) > {most}"
        for window in (long, short)
    ]
    enough = f"sum(increase({every}[{long}])) >= {alerts.least_requests}"
    return AlertRule(
        alert=requests.alert,
        expression="\nand ".join((*parts, enough)),
        severity="critical" if rate == PAGE_RATE else "warning",
        summary=f"Requests to {requests.where} fail.",
        description=(
            f"{{{{ $value | humanizePercentage }}}} of the requests to {requests.where} of "
            f"the last {long} failed with 5xx, at least {rate} times what an availability of "
            f"{alerts.availability} allows."
        ),
        labels={"window": long},
    )


def login_down(server: str, namespace: str) -> AlertRule:
    """Return the rule for a server of the login of which no pod serves metrics."""
    return AlertRule(
        alert=LOGIN_DOWN.name,
        expression=f"absent(up{{{_job(server, namespace)}}} == 1)",
        after=5 * _MINUTE,
        severity="critical",
        summary=f"No one can log in: {server} does not respond.",
        description=f"Prometheus has read no pod of {server} for five minutes.",
        labels={"server": server},
    )


def notebook_rules(alerts: Alerts) -> Iterator[AlertRule]:
    """Yield the rules for notebooks that do not start."""
    yield AlertRule(
        alert=NOTEBOOK_NOT_READY.name,
        expression=(
            'max by (namespace, pod) (kube_pod_status_ready{condition="false"})\n'
            "* on (namespace, pod) group_left (label_notebook_name)\n"
            "max by (namespace, pod, label_notebook_name) "
            '(kube_pod_labels{label_notebook_name!=""})\n'
            "== 1"
        ),
        after=alerts.notebook_not_ready,
        summary="Notebook {{ $labels.label_notebook_name }} does not become ready.",
        description=(
            "Pod {{ $labels.pod }} of profile {{ $labels.namespace }} has not been ready for "
            f"{go_duration(alerts.notebook_not_ready)}."
        ),
    )
    failed = f"notebook_create_failed_total{{{_job('notebook-controller')}}}"
    yield AlertRule(
        alert=NOTEBOOK_CREATE_FAILED.name,
        expression=_new("exported_namespace", failed),
        summary="Notebooks of profile {{ $labels.exported_namespace }} cannot be created.",
        description=(
            "The notebook controller failed to create the StatefulSet of a notebook in the "
            "last 15 minutes."
        ),
    )


def profile_errors() -> AlertRule:
    """Return the rule for errors of the profile controller."""
    failed = (
        f'request_kf_failure{{{_job("profile-controller")},component="profile_controller"}}'
    )
    return AlertRule(
        alert=PROFILE_ERRORS.name,
        expression=_new("kind", failed),
        summary="The profile controller fails.",
        description="Its error in the last 15 minutes: {{ $labels.kind }}.",
    )


def _new(label: str, counter: str) -> str:
    """Return an expression for a counter that grew or began; `increase` misses the first."""
    began = f"({counter} unless max_over_time({counter}[1d] offset 15m))"
    return f"sum by ({label}) (increase({counter}[15m]) > 0 or {began}) > 0"


def profile_waypoint_missing() -> AlertRule:
    """Return the rule for a profile that the mesh closes, since its waypoint does not run."""
    return AlertRule(
        alert=WAYPOINT_MISSING.name,
        expression=(
            "max by (namespace) "
            f'(kube_deployment_status_replicas_available{{deployment="{WAYPOINT}"}}) == 0'
        ),
        after=5 * _MINUTE,
        severity="critical",
        summary="Profile {{ $labels.namespace }} is closed: its waypoint does not run.",
        description="No pod of its waypoint has been available for five minutes.",
    )


def pipelines_waypoint_missing() -> AlertRule:
    """Return the rule for a waypoint of Pipelines that does not run or does not exist."""
    selector = f'namespace="{KUBEFLOW_NAMESPACE}",deployment="{PIPELINES_WAYPOINT}"'
    return AlertRule(
        alert=WAYPOINT_MISSING.name,
        expression=f"absent(kube_deployment_status_replicas_available{{{selector}}} > 0)",
        after=5 * _MINUTE,
        severity="critical",
        summary="Pipelines are closed: their waypoint does not run.",
        description=f"No pod of {PIPELINES_WAYPOINT} has been available for five minutes.",
        labels={"namespace": KUBEFLOW_NAMESPACE},
    )


def pipelines_slow(alerts: Alerts) -> AlertRule:
    """Return the rule for slow responses of Pipelines' API, measured at its waypoint."""
    selector = (
        f'{_job(PIPELINES_WAYPOINT)},reporter="waypoint",'
        f'destination_service_name="{API_SERVER}"'
    )
    buckets = f"istio_request_duration_milliseconds_bucket{{{selector}}}"
    most = alerts.pipelines_slow
    return AlertRule(
        alert=PIPELINES_SLOW.name,
        expression=(
            f"histogram_quantile(0.99, sum by (le) (rate({buckets}[5m]))) "
            f"> {1000 * seconds(most)}"
        ),
        after=15 * _MINUTE,
        summary="Pipelines' API is slow.",
        description=(
            f"One of 100 requests took longer than {go_duration(most)} for a quarter of an "
            "hour."
        ),
    )


def backup_rules(alerts: Alerts, name: str = BACKUP) -> Iterator[AlertRule]:
    """Yield the rules for a missing or old backup, and for a missing CronJob.

    name: of the CronJob. With that of rehearsals the rules are about the last backup that
    could be restored; a rehearsal fails if no new backup is there.
    """
    old, succeeds, missing = _COPIES[name]
    cron_job = f'{{namespace="{KUBEFLOW_NAMESPACE}",cronjob="{name}"}}'
    yield AlertRule(
        alert=BACKUP_TOO_OLD.name,
        expression=(
            "time() - max by (namespace, cronjob) "
            f"(kube_cronjob_status_last_successful_time{cron_job} "
            f"or kube_cronjob_created{cron_job}) > {seconds(alerts.backup_age)}"
        ),
        summary=old,
        description=f"No {succeeds} has succeeded for {{{{ $value | humanizeDuration }}}}.",
    )
    yield AlertRule(
        alert=BACKUP_TOO_OLD.name,
        expression=f"absent(kube_cronjob_created{cron_job})",
        after=_HOUR,
        summary=missing,
        description=f"CronJob {name} does not exist, or kube-state-metrics is not read.",
        labels={"missing": "cronjob"},
    )


def volume_filling(alerts: Alerts) -> AlertRule:
    """Return the rule for a volume of the platform that is nearly full."""
    free, all_of_it = (
        f'kubelet_volume_stats_{what}_bytes{{namespace="{KUBEFLOW_NAMESPACE}"}}'
        for what in ("available", "capacity")
    )
    return AlertRule(
        alert=VOLUME_FILLING.name,
        expression=(
            f"min by (namespace, persistentvolumeclaim) ({free} / {all_of_it}) "
            f"< {alerts.volume_free}"
        ),
        after=15 * _MINUTE,
        summary="Volume {{ $labels.persistentvolumeclaim }} is nearly full.",
        description="{{ $value | humanizePercentage }} of it is free.",
    )


def certificate_expires(alerts: Alerts, namespaces: frozenset[str]) -> AlertRule:
    """Return the rule for a certificate that was not renewed, or never issued.

    cert-manager's own monitor renames a metric's label `namespace`, others keep it.
    """
    metric = "certmanager_certificate_expiration_timestamp_seconds"
    among = "|".join(sorted(namespaces))
    either = f'{metric}{{exported_namespace=~"{among}"}} or {metric}{{namespace=~"{among}"}}'
    return AlertRule(
        alert=CERTIFICATE_EXPIRES.name,
        expression=f"({either}) - time() < {seconds(alerts.certificate_expiry)}",
        after=_HOUR,
        summary="Certificate {{ $labels.name }} was not renewed.",
        description="It expires in {{ $value | humanizeDuration }}.",
    )


def argo_cd_rules(applications: Sequence[str]) -> Iterator[AlertRule]:
    """Yield the rules for Applications that are out of sync or unhealthy."""
    name = f'name=~"{"|".join(applications)}"'
    out = f'argocd_app_info{{{name},sync_status!="Synced"}}'
    yield AlertRule(
        alert=OUT_OF_SYNC.name,
        expression=f"max by (name, sync_status) ({out}) == 1",
        after=_HOUR,
        summary="Application {{ $labels.name }} is {{ $labels.sync_status }}.",
        description="The cluster has differed from Git for an hour.",
    )
    ill = f'argocd_app_info{{{name},health_status=~"Degraded|Missing"}}'
    yield AlertRule(
        alert=DEGRADED.name,
        expression=f"max by (name, health_status) ({ill}) == 1",
        after=15 * _MINUTE,
        summary="Application {{ $labels.name }} is {{ $labels.health_status }}.",
        description="One of its objects has not been healthy for a quarter of an hour.",
    )
