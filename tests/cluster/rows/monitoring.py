"""Who reads the platform's metrics: the scraper, not its neighbour, and nobody as a user."""

from typing import Final

from ..output import selecting
from .row import TEAM, Row, to

PROMETHEUS: Final = "monitoring/prometheus-k8s"
NEIGHBOUR: Final = "monitoring/grafana"

# Decided by the waypoint of the platform, whose real Envoy is asked.
AT_METRICS_OF_PIPELINES: Final = {230, 231, 232, 233}
# By NetworkPolicies.
AT_PROXIES: Final = {240, 241, 242, 243, 244}

_READ: Final = "GET /metrics"


def _row(
    number: int, caller: str | None, pods: tuple[str, str, int, str], name: str, allowed: bool
) -> Row:
    key, value, port, namespace = pods
    source = {PROMETHEUS: "Prometheus", NEIGHBOUR: "its neighbour", None: "plain text"}
    return Row(
        number,
        source.get(caller, str(caller)),
        _READ,
        name,
        allowed,
        "ztunnel",
        call=to(key, value, port, caller, namespace),
        environment="monitored",
    )


_NOTEBOOKS: Final = ("app", "notebook-controller", 8080, "kubeflow")
_OF_PROFILES: Final = selecting("profiles", "kustomize.component", "profiles")
_PROFILES: Final = (*_OF_PROFILES, 8080, "kubeflow")
_KFAM: Final = (*_OF_PROFILES, 8081, "kubeflow")
_API: Final = ("app", "ml-pipeline", 8888, "kubeflow")
_WORKFLOWS: Final = ("app", "workflow-controller", 9090, "kubeflow")
_KATIB: Final = ("katib.kubeflow.org/component", "controller", 8080, "kubeflow")
_TRAINING: Final = ("control-plane", "kubeflow-training-operator", 8080, "kubeflow")
_TENSORBOARDS: Final = ("app", "tensorboard-controller", 8080, "kubeflow")
_VIEWERS: Final = ("app", "pvcviewer", 8080, "kubeflow")
_METACONTROLLER: Final = ("app", "metacontroller", 9999, "kubeflow")
_DEX: Final = ("app", "dex", 5558, "auth")
_LOGIN: Final = ("app.kubernetes.io/name", "oauth2-proxy", 44180, "oauth2-proxy")
_SESSIONS: Final = ("app.kubernetes.io/name", "oauth2-proxy", 4180, "oauth2-proxy")


def _at_waypoint(number: int, source: str, request: str, allowed: bool) -> Row:
    return Row(
        number,
        source,
        request,
        "ml-pipeline",
        allowed,
        "waypoint",
        environment="monitored",
    )


def _at_network(number: int, source: str, request: str, to: str, allowed: bool) -> Row:
    return Row(number, source, request, to, allowed, "network", environment="monitored")


MONITORING_ROWS: Final = (
    _row(200, PROMETHEUS, _NOTEBOOKS, "notebook-controller", True),
    _row(201, NEIGHBOUR, _NOTEBOOKS, "notebook-controller", False),
    _row(202, None, _NOTEBOOKS, "notebook-controller", False),
    _row(203, PROMETHEUS, _PROFILES, "profile-controller", True),
    _row(204, NEIGHBOUR, _PROFILES, "profile-controller", False),
    _row(205, PROMETHEUS, _KFAM, "KFAM", False),
    _row(206, PROMETHEUS, _API, "the pod of ml-pipeline", False),
    _row(207, PROMETHEUS, _WORKFLOWS, "workflow-controller", True),
    _row(208, NEIGHBOUR, _WORKFLOWS, "workflow-controller", False),
    _row(209, PROMETHEUS, _KATIB, "katib-controller", True),
    _row(210, NEIGHBOUR, _KATIB, "katib-controller", False),
    _row(211, PROMETHEUS, _TRAINING, "training-operator", True),
    _row(212, TEAM, _TRAINING, "training-operator", False),
    _row(213, PROMETHEUS, _TENSORBOARDS, "tensorboard-controller", True),
    _row(214, NEIGHBOUR, _TENSORBOARDS, "tensorboard-controller", False),
    _row(215, PROMETHEUS, _VIEWERS, "pvcviewer-controller", True),
    _row(216, NEIGHBOUR, _VIEWERS, "pvcviewer-controller", False),
    _row(217, PROMETHEUS, _METACONTROLLER, "metacontroller", True),
    _row(218, TEAM, _METACONTROLLER, "metacontroller", False),
    _row(219, PROMETHEUS, _DEX, "Dex", True),
    _row(220, NEIGHBOUR, _DEX, "Dex", False),
    _row(221, None, _DEX, "Dex", False),
    _row(222, PROMETHEUS, _LOGIN, "oauth2-proxy", True),
    _row(223, NEIGHBOUR, _LOGIN, "oauth2-proxy", False),
    _row(224, PROMETHEUS, _SESSIONS, "the sessions of oauth2-proxy", False),
    _at_waypoint(230, "Prometheus", _READ, True),
    _at_waypoint(231, "Prometheus", "GET /metrics as a user", False),
    _at_waypoint(232, "Prometheus", "call anything else", False),
    _at_waypoint(233, "its neighbour", _READ, False),
    _at_network(240, "Prometheus", "connect for metrics", "the ingress proxy", True),
    _at_network(241, "Prometheus", "connect for pages", "the ingress proxy", False),
    _at_network(242, "a pod of no profile", "connect for metrics", "the ingress proxy", False),
    _at_network(243, "Prometheus", "connect for metrics", "the waypoint of Pipelines", True),
    _at_network(244, "Prometheus", "connect", "MinIO", False),
)
