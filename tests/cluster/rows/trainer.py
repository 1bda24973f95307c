"""Trainer: who reaches its controllers, and what users of a profile may have it do.

They are of an environment that installs it and has queues; an editor of profile `team` writes
the jobs.
"""

from typing import Final

from .row import Row, to

_PART: Final = "app.kubernetes.io/component"
_SETS: Final = "control-plane"
_HOME: Final = "kubeflow-system"
_EDITOR: Final = "alice/default-editor"
_SUBMITS: Final = "an editor of a profile"
_SERVER: Final = "the API server"

TRAINER_ROWS: Final = (
    Row(
        290,
        "the API server",
        "connect",
        "Trainer's webhook",
        True,
        "ztunnel",
        call=to(_PART, "manager", 9443, None, _HOME),
    ),
    Row(
        291,
        "the API server",
        "connect",
        "JobSet's webhook",
        True,
        "ztunnel",
        call=to(_SETS, "controller-manager", 9443, None, _HOME),
    ),
    Row(
        292,
        _EDITOR,
        "read the metrics",
        "Trainer's controller",
        False,
        "ztunnel",
        call=to(_PART, "manager", 8443, _EDITOR, _HOME),
    ),
    Row(
        293,
        _EDITOR,
        "read the metrics",
        "JobSet's controller",
        False,
        "ztunnel",
        call=to(_SETS, "controller-manager", 8443, _EDITOR, _HOME),
    ),
    Row(294, _SUBMITS, "start a job that waits in its queue", _SERVER, True, "admission"),
    Row(295, _SUBMITS, "start a job beside the queue", _SERVER, False, "admission"),
    Row(296, _SUBMITS, "take a job's pods out of the mesh", _SERVER, False, "admission"),
    Row(297, _SUBMITS, "change a runtime of every profile", _SERVER, False, "admission"),
)
