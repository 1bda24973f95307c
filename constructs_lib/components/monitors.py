"""Create the objects that the Prometheus Operator reads."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cdk8s import ApiObjectMetadata
from constructs import Construct

from ..config import MetricsPort
from ..config.services import service_host
from ..kube import Manifest, namespace_of
from ..workloads.metrics_proxy import PORT

_GROUP: Final = "monitoring.coreos.com"
# A file in the scraper's pod, from which Prometheus reads the token.
_TOKEN: Final = "/var/run/secrets/kubernetes.io/serviceaccount/token"  # noqa: S105 - a path


def pod_monitor(scope: Construct, port: MetricsPort, labels: Mapping[str, str]) -> None:
    """Have the pods of a port scraped, by its name in their container.

    Source: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PodMonitor
    """
    endpoint = {"port": port.port_name, "path": port.path}
    spec = {
        "selector": {"matchLabels": dict(port.pods)},
        "podMetricsEndpoints": [endpoint],
    }
    _operated(scope, ("v1", "PodMonitor"), port.name, labels, spec)


def service_monitor(scope: Construct, port: MetricsPort, labels: Mapping[str, str]) -> None:
    """Have kube-rbac-proxy scraped with the scraper's token, which a PodMonitor cannot send.

    The proxy's certificate is one that it signs for itself at each start. The job is named
    as a PodMonitor's, so that dashboards need not know which of them there is.
    """
    endpoint = {
        "port": PORT,
        "path": port.path,
        "scheme": "https",
        "bearerTokenFile": _TOKEN,
        "tlsConfig": {"insecureSkipVerify": True},
        "relabelings": [
            {"targetLabel": "job", "replacement": f"{namespace_of(scope)}/{port.name}"}
        ],
    }
    spec = {"selector": {"matchLabels": dict(port.pods)}, "endpoints": [endpoint]}
    _operated(scope, ("v1", "ServiceMonitor"), port.name, labels, spec)


def pipelines_scrape(
    scope: Construct,
    *,
    service: str,
    port: int,
    labels: Mapping[str, str],
    cluster_domain: str,
) -> None:
    """Have a Service scraped by its name: a pod's own address would bypass the waypoint."""
    namespace = namespace_of(scope)
    target = f"{service_host(service, namespace, cluster_domain)}:{port}"
    labelled = {
        "job": f"{namespace}/{service}",
        "namespace": namespace,
        "service": service,
    }
    found = {"targets": [target], "labels": labelled}
    spec = {"metricsPath": "/metrics", "staticConfigs": [found]}
    _operated(scope, ("v1alpha1", "ScrapeConfig"), service, labels, spec)


def prometheus_rule(
    scope: Construct,
    name: str,
    labels: Mapping[str, str],
    rules: Sequence[Mapping[str, Any]],
) -> None:
    """Have Prometheus evaluate rules in order, as one group.

    Source: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
    """
    groups = [{"name": name, "rules": [dict(rule) for rule in rules]}]
    _operated(scope, ("v1", "PrometheusRule"), name, labels, {"groups": groups})


def _operated(
    scope: Construct,
    of: tuple[str, str],
    name: str,
    labels: Mapping[str, str],
    spec: Mapping[str, Any],
) -> None:
    version, kind = of
    Manifest(
        scope,
        f"{name}-{kind}",
        api_version=f"{_GROUP}/{version}",
        kind=kind,
        metadata=ApiObjectMetadata(name=name, labels=dict(labels) or None),
        body={"spec": spec},
    )
