"""The page of Pipelines: who may ask its server for logs, artifacts and TensorBoards."""

from typing import Final

from .row import GATEWAY, TEAM, Row, to

_SERVER: Final = ("app", "ml-pipeline-ui", 3000)
_GUARD: Final = "kubeflow/ml-pipeline-ui-guard"

PAGE_ROWS: Final = (
    Row(
        120,
        "the gateway",
        "connect",
        "the page's own server",
        False,
        "ztunnel",
        call=to(*_SERVER, GATEWAY),
    ),
    Row(
        121,
        "kubeflow-waypoint",
        "connect",
        "the page's own server",
        False,
        "ztunnel",
        call=to(*_SERVER, "kubeflow/kubeflow-waypoint"),
    ),
    Row(
        122,
        TEAM,
        "connect",
        "the page's own server",
        False,
        "ztunnel",
        call=to(*_SERVER, TEAM),
    ),
    Row(
        123,
        "the guard",
        "connect",
        "the page's own server",
        True,
        "ztunnel",
        call=to(*_SERVER, _GUARD),
    ),
    Row(124, "alice", "read the log of her pod", "the page", True, "guard"),
    Row(125, "carol, who edits", "read the log of alice's pod", "the page", True, "guard"),
    Row(126, "grace, who reads", "read the log of alice's pod", "the page", True, "guard"),
    Row(127, "bob", "read alice's pod, its log or events", "the page", False, "guard"),
    Row(128, TEAM, "read a log with a token and no user", "the page", False, "guard"),
    Row(129, "alice", "read her artifact", "the page", True, "guard"),
    Row(130, "grace, who reads", "read alice's artifact", "the page", True, "guard"),
    Row(131, "bob", "read alice's artifact", "the page", False, "guard"),
    Row(132, "alice", "read bob's artifact in her own name", "the page", False, "guard"),
    Row(133, TEAM, "read an artifact with a token", "the page", False, "guard"),
    Row(134, "alice", "send it to any address", "the page", False, "guard"),
    Row(135, "carol, who edits", "start a TensorBoard", "the page", True, "guard"),
    Row(136, "grace, who reads", "start a TensorBoard", "the page", False, "guard"),
    Row(137, "bob", "open alice's TensorBoard", "the page", False, "guard"),
    Row(138, TEAM, "call the API with a token", "the page", True, "guard"),
    Row(
        139,
        "the page's own server",
        "connect",
        "the Envoy of metadata",
        False,
        "ztunnel",
        call=to("component", "metadata-envoy", 9090, "kubeflow/ml-pipeline-ui"),
    ),
)
