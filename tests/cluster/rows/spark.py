"""Spark applications: who reaches their operator, and what their users may have it do.

They are of an environment that installs the operator; an editor of profile `team` writes them.
"""

from typing import Final

from .row import Row, to

_OPERATOR: Final = "app.kubernetes.io/component"
_EDITOR: Final = "alice/default-editor"
_SUBMITS: Final = "an editor of a profile"
_HERE: Final = "the profile"
_SERVER: Final = "the API server"

SPARK_ROWS: Final = (
    Row(
        190,
        "the API server",
        "connect",
        "Spark's webhook",
        True,
        "ztunnel",
        call=to(_OPERATOR, "webhook", 9443, None),
    ),
    Row(
        191,
        _EDITOR,
        "read the metrics",
        "Spark's controller",
        False,
        "ztunnel",
        call=to(_OPERATOR, "controller", 8080, _EDITOR),
    ),
    Row(
        192,
        _EDITOR,
        "read the metrics",
        "Spark's webhook",
        False,
        "ztunnel",
        call=to(_OPERATOR, "webhook", 8080, _EDITOR),
    ),
    Row(193, _SUBMITS, "start an application", _HERE, True, "admission"),
    Row(194, _SUBMITS, "start a driver elsewhere", _SERVER, False, "admission"),
    Row(195, _SUBMITS, "send the operator's files", _SERVER, False, "admission"),
    Row(196, _SUBMITS, "run code in the operator", _SERVER, False, "admission"),
)
