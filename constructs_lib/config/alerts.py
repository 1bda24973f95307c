"""Configure alerts: their thresholds, and the metrics that they need."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Final

from .checks import check_no_credentials, is_url
from .components import PIPELINES, PROFILE_WAYPOINTS
from .components.pipelines import WAYPOINT
from .durations import check_duration
from .metric_sources import MetricSource
from .needs import BACKUP, VOLUMES, Needs

# A page burns the error budget 14.4 times as fast as it may be spent, a ticket 6 times:
# https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts.
PAGE_RATE: Final = 14.4
TICKET_RATE: Final = 6

_AVAILABILITY: Final = (0.94, 0.9999)
_MOST_FREE: Final = 0.5
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alert:
    """What an alert needs in order to be written.

    name: of the alert, and of its heading in docs/runbooks.md. of: components, or parts of a
    config, one of which must be installed. port: the metrics port that must be read. source:
    whose metrics it needs, if the platform team scrapes them. field: its threshold in
    `Alerts`.
    """

    name: str
    of: tuple[str, ...] = ()
    port: str | None = None
    source: MetricSource | None = None
    field: str | None = None

    @property
    def needs(self) -> Needs:
        """What its metrics need."""
        ports = (self.port,) if self.port else ()
        return Needs(of=self.of, ports=ports, source=self.source)


# The ingress gateway is always installed and always read.
EDGE_ERRORS: Final = Alert("KubeflowEdgeErrors")
LOGIN_ERRORS: Final = Alert("KubeflowLoginErrors", port="oauth2-proxy")
DEX_ERRORS: Final = Alert("KubeflowDexErrors", of=("dex",), port="dex")
LOGIN_DOWN: Final = Alert("KubeflowLoginDown", port="oauth2-proxy")
NOTEBOOK_NOT_READY: Final = Alert(
    "KubeflowNotebookNotReady",
    of=("notebook-controller",),
    source="notebook-labels",
    field="notebook_not_ready",
)
NOTEBOOK_CREATE_FAILED: Final = Alert(
    "KubeflowNotebookCreateFailed", of=("notebook-controller",), port="notebook-controller"
)
PROFILE_ERRORS: Final = Alert(
    "KubeflowProfileErrors", of=("profiles",), port="profile-controller"
)
WAYPOINT_MISSING: Final = Alert(
    "KubeflowWaypointMissing",
    of=(PROFILE_WAYPOINTS.name, PIPELINES.name),
    source="kube-state-metrics",
)
PIPELINES_SLOW: Final = Alert(
    "KubeflowPipelinesSlow", of=(PIPELINES.name,), port=WAYPOINT, field="pipelines_slow"
)
BACKUP_TOO_OLD: Final = Alert(
    "KubeflowBackupTooOld", of=(BACKUP,), source="kube-state-metrics", field="backup_age"
)
VOLUME_FILLING: Final = Alert(
    "KubeflowVolumeFilling", of=(VOLUMES,), source="kubelet", field="volume_free"
)
CERTIFICATE_EXPIRES: Final = Alert(
    "KubeflowCertificateExpires", source="cert-manager", field="certificate_expiry"
)
OUT_OF_SYNC: Final = Alert("KubeflowOutOfSync", source="argo-cd")
DEGRADED: Final = Alert("KubeflowDegraded", source="argo-cd")

ALERTS: Final = (
    EDGE_ERRORS,
    LOGIN_ERRORS,
    DEX_ERRORS,
    LOGIN_DOWN,
    NOTEBOOK_NOT_READY,
    NOTEBOOK_CREATE_FAILED,
    PROFILE_ERRORS,
    WAYPOINT_MISSING,
    PIPELINES_SLOW,
    BACKUP_TOO_OLD,
    VOLUME_FILLING,
    CERTIFICATE_EXPIRES,
    OUT_OF_SYNC,
    DEGRADED,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """The thresholds of alerts, and the address of their runbooks.

    runbooks: the address at which docs/runbooks.md, or a page with the same headings, is
    published: `https://`, no query and no fragment; each alert adds its heading's anchor.
    availability: the share of requests that must not fail with 5xx, 0.94 to 0.9999.
    least_requests: in the longer window of a burn rate; with fewer the alert never fires.
    notebook_not_ready: how long a notebook may take to become ready, at most a day.
    pipelines_slow: the latency that 99 of 100 requests to Pipelines' API must not exceed, at
    most a minute.
    backup_age: of the last successful backup, and set of a recovery, an hour or more.
    volume_free: the least free share of a volume of Kubeflow's own, above 0 and at most 0.5.
    certificate_expiry: how long before its end a certificate should have been renewed, 1 to
    29 days: cert-manager renews those of 90 days 30 days before.
    Raises ValueError for values out of range; a config raises it for the threshold of an alert
    that it does not write, with the reason.
    """

    runbooks: str
    availability: float = 0.99
    least_requests: int = 50
    notebook_not_ready: timedelta = timedelta(minutes=10)
    pipelines_slow: timedelta = timedelta(seconds=5)
    backup_age: timedelta = timedelta(days=2)
    volume_free: float = 0.1
    certificate_expiry: timedelta = timedelta(days=14)

    def __post_init__(self) -> None:
        check_no_credentials(
            self.runbooks, "runbooks", instead="let whoever is called log in to read them"
        )
        if not (self.runbooks.startswith("https://") and is_url(self.runbooks)):
            raise ValueError(
                "runbooks must be the address of a page, such as "
                "'https://docs.example.com/kubeflow/runbooks.html', without a query, a "
                f"fragment and variables; got {self.runbooks!r}"
            )
        low, high = _AVAILABILITY
        if not low <= self.availability <= high:
            raise ValueError(
                f"availability must be {low} to {high}: below, {PAGE_RATE} times the "
                f"error budget is more than all requests; got {self.availability}"
            )
        if self.least_requests < 1:
            raise ValueError(f"least_requests must be 1 or more, got {self.least_requests}")
        _check_span(self.notebook_not_ready, "notebook_not_ready", high=_DAY)
        _check_span(self.pipelines_slow, "pipelines_slow", high=timedelta(minutes=1))
        _check_span(self.backup_age, "backup_age", low=_HOUR, high=timedelta(days=366))
        _check_span(
            self.certificate_expiry,
            "certificate_expiry",
            low=timedelta(days=1),
            high=timedelta(days=29),
        )
        if not 0 < self.volume_free <= _MOST_FREE:
            raise ValueError(
                f"volume_free must be above 0 and at most {_MOST_FREE}, got {self.volume_free}"
            )

    def check_written(self, absent: Mapping[str, str]) -> None:
        """Refuse a threshold of an alert that is not written."""
        defaults = {each.name: each.default for each in fields(self)}
        for alert in ALERTS:
            name = alert.field
            if name and alert.name in absent and getattr(self, name) != defaults[name]:
                raise ValueError(
                    f"{name} is for alert {alert.name}, which is not written: "
                    f"{absent[alert.name]}; or leave out {name}"
                )


def _check_span(
    value: timedelta, what: str, *, low: timedelta = timedelta(0), high: timedelta
) -> None:
    check_duration(value, what)
    if not low <= value <= high:
        raise ValueError(f"{what} must be {low} to {high}, got {value}")
