"""Models: what serves them, and who reaches one, in an environment that installs KServe.

Profile `served` is Alice's, and `apart` is Bob's; model `iris` is in the first.
"""

from typing import Final

from ..output import release
from .row import GATEWAY, Row, to

_CONTROLLER: Final = ("control-plane", "kserve-controller-manager")
_HOOK: Final = ("app", "model-routes", 8080)
_PAGE: Final = ("kustomize.component", release().named("kserve-models-web-app"), 5000)
_MODEL: Final = ("app", "isvc.iris-predictor", 8080)
_EDITOR: Final = "served/default-editor"

MODEL_ROWS: Final = (
    Row(
        25,
        "the API server",
        "connect",
        "KServe's webhooks",
        True,
        "ztunnel",
        call=to(*_CONTROLLER, 9443, None),
    ),
    Row(
        160,
        _EDITOR,
        "read the metrics",
        "KServe's controller",
        False,
        "ztunnel",
        call=to(*_CONTROLLER, 8443, _EDITOR),
    ),
    Row(
        162,
        "the gateway",
        "connect",
        "the page of models",
        True,
        "ztunnel",
        call=to(*_PAGE, GATEWAY),
    ),
    Row(
        163,
        _EDITOR,
        "connect",
        "the page of models",
        False,
        "ztunnel",
        call=to(*_PAGE, _EDITOR),
    ),
    Row(
        164,
        "Metacontroller",
        "POST /route",
        "the hook of models",
        True,
        "ztunnel",
        call=to(*_HOOK, "kubeflow/meta-controller-service"),
    ),
    Row(
        165,
        _EDITOR,
        "POST /route",
        "the hook of models",
        False,
        "ztunnel",
        call=to(*_HOOK, _EDITOR),
    ),
    Row(166, "a browser", "ask without cookie or token", "the model", False, "gateway"),
    Row(167, "alice, with a cookie or token", "ask", "the model", True, "waypoint"),
    Row(168, "bob, with a token", "ask", "the model", False, "waypoint"),
    Row(169, "carol, a contributor", "ask", "the model", True, "waypoint"),
    Row(170, "carol, removed", "ask", "the model", False, "waypoint"),
    Row(171, "served/default", "ask", "the model", True, "waypoint"),
    Row(172, "apart/default-editor", "ask", "the model", False, "waypoint"),
    Row(
        173,
        "apart/default-editor",
        "connect",
        "the model's pod",
        False,
        "ztunnel",
        call=to(*_MODEL, "apart/default-editor", "served"),
    ),
    Row(
        174,
        "plain text",
        "connect",
        "the model's pod",
        False,
        "ztunnel",
        call=to(*_MODEL, None, "served"),
    ),
    Row(
        175,
        "the gateway",
        "connect",
        "the model's pod",
        False,
        "ztunnel",
        call=to(*_MODEL, GATEWAY, "served"),
    ),
    Row(176, "Metacontroller", "write a model's route", "its profile", True, "admission"),
    Row(177, "Metacontroller", "write another route", "the API server", False, "admission"),
    Row(178, "anyone else", "route below /serving/", "the API server", False, "admission"),
)

# Where models have hosts of their own, `Models(exposure=Hosts(…))`, in place of paths.
HOST_ROWS: Final = (
    Row(298, "a browser", "ask without cookie or token", "the model's host", False, "gateway"),
    Row(299, "alice, with a cookie or token", "ask", "the model's host", True, "waypoint"),
    Row(300, "bob, with a token", "ask", "the model's host", False, "waypoint"),
    Row(301, "anyone", "ask below /dex/ or /oauth2/", "the model's host", False, "gateway"),
    Row(302, "alice, with a token", "ask", "a host without a model", False, "gateway"),
    Row(303, "Metacontroller", "write a model's host", "its profile", True, "admission"),
    Row(304, "Metacontroller", "write another host", "the API server", False, "admission"),
    Row(305, "anyone else", "take a model's host", "the API server", False, "admission"),
)
