"""Configure who reads the platform's metrics, and how they are found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .alerts import Alerts
from .checks import (
    check_choices,
    check_label,
    check_labels,
    check_object,
    check_own_key,
    check_unique,
)
from .components import KUBEFLOW_NAMESPACE, LOGIN_SERVERS
from .components.component import MetricsPort
from .dashboards import Dashboards
from .mesh import Ambient, Mesh, Sidecars
from .metric_sources import MetricSource
from .usage import Usage

if TYPE_CHECKING:
    from .environment import Config

_APPLICATIONS = ("kubeflow", "kubeflow-profiles")
_OURS = (KUBEFLOW_NAMESPACE, *(each.namespace for each in LOGIN_SERVERS))


@dataclass(frozen=True, kw_only=True, slots=True)
class Scraper:
    """The Prometheus that reads the platform's metrics.

    namespace, account: of its pods, such as `monitoring` and `prometheus-k8s`. Anyone who may
    run pods as this account can read the metrics.
    mesh: `in` for pods in the ambient mesh, which policies admit by their account; `out` for
    pods outside of it. `out` is weaker: it opens each metrics port in plain text, and only a
    NetworkPolicy, for every pod of the namespace, decides who may connect.
    Raises ValueError for an invalid namespace or account, and for a namespace of Kubeflow's.
    """

    namespace: str
    account: str
    mesh: Literal["in", "out"] = "in"

    def __post_init__(self) -> None:
        check_choices(self)
        check_label(self.namespace, "namespace of the scraper")
        check_object(self.account, "account of the scraper")
        if self.namespace in _OURS:
            raise ValueError(
                f"the scraper's namespace is {self.namespace!r}, which is Kubeflow's and "
                "closed; run Prometheus in a namespace of its own, such as 'monitoring'"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Monitoring:
    """The settings by which the platform's metrics are read.

    scraper: who may read them.
    discovery: `operator` writes PodMonitors, and ServiceMonitors and a ScrapeConfig where a
    PodMonitor cannot do it, for the Prometheus Operator; `annotations` writes
    `prometheus.io/…` on pods, for a Prometheus that looks for those.
    labels: of these objects, by which the site's Prometheus selects them, such as
    `{"release": "kube-prometheus-stack"}`.
    metrics_proxy: `kept` leaves kube-rbac-proxy before the metrics of three controllers, as
    upstream; it asks the API server whether the scraper's token permits `/metrics`. `dropped`
    removes it, and with it one container and image each; the mesh then decides alone.
    platform: whose metrics the site's Prometheus also reads; alerts, records of usage and
    panels that need others are left out. `notebook-labels` is kube-state-metrics with
    `--metric-labels-allowlist=pods=[notebook-name]`; docs/monitoring.md explains the rest.
    alerts: the thresholds of alerts; None writes no alerts. usage: records what profiles and
    notebooks use; None records nothing. dashboards: for Grafana; None writes none.
    applications: names of the platform's Applications in Argo CD; with a hub they end with
    the environment's name.
    Raises ValueError for invalid labels or labels that nothing reads, for alerts, usage or
    dashboards without an operator, and for Applications that no alert or dashboard shows.
    Raises ValueError for `dropped` with a scraper outside of the mesh, where nothing else
    would guard these metrics. A config raises it for sources that nothing needs.
    """

    scraper: Scraper
    discovery: Literal["operator", "annotations"] = "operator"
    labels: Mapping[str, str] = field(default_factory=dict)
    metrics_proxy: Literal["kept", "dropped"] = "kept"
    platform: tuple[MetricSource, ...] = ()
    alerts: Alerts | None = None
    usage: Usage | None = None
    dashboards: Dashboards | None = None
    applications: tuple[str, ...] = _APPLICATIONS

    def __post_init__(self) -> None:
        check_choices(self)
        check_labels(self.labels, "labels of monitors")
        for key in self.labels:
            # Some select by the recommended labels, which no controller reads.
            if not key.startswith("app.kubernetes.io/"):
                check_own_key(key, "on monitors")
        check_unique(self.platform, "source of metrics")
        if self.labels and self.discovery == "annotations":
            raise ValueError(
                f"labels of monitors are {dict(self.labels)!r}, and discovery='annotations' "
                "writes no monitors; leave them out, or say discovery='operator'"
            )
        for name, rules in (("alerts", self.alerts), ("usage", self.usage)):
            if rules and self.discovery == "annotations":
                raise ValueError(
                    f"{name} needs PrometheusRules, which only the Prometheus Operator reads; "
                    f"leave out {name}, or choose discovery='operator'"
                )
        if self.dashboards and self.discovery == "annotations":
            raise ValueError(
                "dashboards select metrics by the jobs of monitors, which only the Prometheus "
                "Operator reads; leave them out, or choose discovery='operator'"
            )
        self._check_applications()
        if self.metrics_proxy == "dropped" and self.scraper.mesh == "out":
            raise ValueError(
                "metrics_proxy='dropped' needs Scraper(mesh='in'): outside of the mesh only "
                "kube-rbac-proxy asks who reads these metrics; say metrics_proxy='kept'"
            )

    def _check_applications(self) -> None:
        if not self.applications:
            raise ValueError(
                "applications is empty; name Argo CD's, or leave 'argo-cd' out of platform"
            )
        for name in self.applications:
            check_label(name, "application of monitoring")
        check_unique(self.applications, "application of monitoring")
        if self.applications != _APPLICATIONS and "argo-cd" not in self.platform:
            raise ValueError(
                "applications is for metrics of Argo CD, and nothing says that Prometheus "
                "reads them; add 'argo-cd' to platform, or leave out applications"
            )

    def check_mesh(self, mesh: Mesh) -> None:
        """Refuse a mesh of sidecars, for which no policies are known."""
        sidecars = isinstance(mesh, Sidecars)
        if sidecars:
            raise ValueError(
                "monitoring needs mesh=Ambient(): its policies are ztunnel's and the "
                "waypoint's; leave out monitoring, or choose Ambient()"
            )

    def reads(self, port: MetricsPort) -> bool:
        """Return whether a port is opened; it is not if nothing would close it to others."""
        return self.scraper.mesh == "in" or not port.by_mesh_alone

    def behind_proxy(self, port: MetricsPort) -> bool:
        """Return whether kube-rbac-proxy is in front of a port."""
        return port.proxy is not None and self.metrics_proxy == "kept"

    def number(self, port: MetricsPort) -> int:
        """Return the container port to connect to: the proxy's, if there is one."""
        if port.proxy is not None and self.metrics_proxy == "kept":
            return port.proxy
        return port.number

    def principal(self, mesh: Ambient) -> str:
        """Return the scraper's identity in the mesh."""
        return mesh.principal(self.scraper.namespace, self.scraper.account)


def opened_ports(config: "Config") -> Iterator[tuple[str, MetricsPort]]:
    """Yield the metrics ports of components that a config opens, each with its namespace."""
    if config.monitoring is None:
        return
    login_in_mesh = config.login.mesh == "enrolled"
    for component in config.installed:
        guarded = component.namespace == KUBEFLOW_NAMESPACE or login_in_mesh
        for port in component.metrics if guarded else ():
            if config.monitoring.reads(port):
                yield component.namespace, port
