"""The pages, their webhooks, and those who equip profiles."""

from typing import Final

from ..output import known_as, selecting
from .row import GATEWAY, TEAM, Row, to

_PIPELINES_HOOK: Final = ("app", "kubeflow-pipelines-profile-controller", 8080)
_DASHBOARD: Final = (*selecting("centraldashboard", "app", "centraldashboard"), 8082)
_HOOK_OF_PROFILES: Final = ("app", "profile-waypoints", 8080)
_KFAM: Final = (*selecting("profiles", "kustomize.component", "profiles"), 8081)

COMPONENT_ROWS: Final = (
    Row(
        17,
        "the gateway",
        "connect",
        "the dashboard",
        True,
        "ztunnel",
        call=to(*_DASHBOARD, GATEWAY),
    ),
    Row(
        18,
        "upstream's gateway",
        "connect",
        "the dashboard",
        False,
        "ztunnel",
        call=to(*_DASHBOARD, "istio-system/istio-ingressgateway-service-account"),
    ),
    Row(
        19,
        TEAM,
        "connect",
        "the notebooks page",
        False,
        "ztunnel",
        call=to("app", "jupyter-web-app", 5000, TEAM),
    ),
    Row(
        20,
        "plain text",
        "connect",
        "the volumes page",
        False,
        "ztunnel",
        call=to("app", "volumes-web-app", 5000, None),
    ),
    Row(21, "the kubelet", "GET /healthz", "the dashboard", True, "nobody"),
    Row(
        22,
        "the API server",
        "connect",
        "the webhook of PodDefaults",
        True,
        "ztunnel",
        call=to("app", "poddefaults", 4443, None),
    ),
    Row(
        26,
        "plain text",
        "use another port",
        "a webhook's pod",
        False,
        "ztunnel",
        call=to("app", "poddefaults", 8080, None),
    ),
    Row(
        27,
        "the dashboard",
        "GET /kfam/",
        "KFAM",
        True,
        "ztunnel",
        call=to(*_KFAM, f"kubeflow/{known_as('centraldashboard')}"),
    ),
    Row(
        28,
        "the gateway",
        "GET /kfam/",
        "KFAM",
        False,
        "ztunnel",
        call=to(*_KFAM, GATEWAY),
    ),
    Row(29, TEAM, "POST /kfam/", "KFAM", False, "ztunnel", call=to(*_KFAM, TEAM)),
    Row(
        53,
        "Metacontroller",
        "POST /sync",
        "the hook of pipelines",
        True,
        "ztunnel",
        call=to(*_PIPELINES_HOOK, "kubeflow/meta-controller-service"),
    ),
    Row(
        54,
        TEAM,
        "POST /sync",
        "the hook of pipelines",
        False,
        "ztunnel",
        call=to(*_PIPELINES_HOOK, TEAM),
    ),
    Row(
        55,
        "Metacontroller",
        "POST /mirror",
        "the hook of profiles",
        True,
        "ztunnel",
        call=to(*_HOOK_OF_PROFILES, "kubeflow/meta-controller-service"),
    ),
    Row(
        56,
        "the gateway",
        "connect",
        "the hook of profiles",
        False,
        "ztunnel",
        call=to(*_HOOK_OF_PROFILES, GATEWAY),
    ),
)
