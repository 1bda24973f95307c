"""Katib and its data."""

from typing import Final

from .row import Row, to

_KATIB: Final = "katib.kubeflow.org/component"

KATIB_ROWS: Final = (
    Row(
        23,
        "the API server",
        "connect",
        "katib-controller",
        True,
        "ztunnel",
        call=to(_KATIB, "controller", 8443, None),
    ),
    Row(
        24,
        "plain text",
        "GET /metrics",
        "katib-controller",
        False,
        "ztunnel",
        call=to(_KATIB, "controller", 8080, None),
    ),
    Row(
        49,
        "alice/default",
        "call by gRPC",
        "katib-db-manager",
        True,
        "ztunnel",
        call=to(_KATIB, "db-manager", 6789, "alice/default"),
    ),
    Row(
        50,
        "plain text",
        "call by gRPC",
        "katib-db-manager",
        False,
        "ztunnel",
        call=to(_KATIB, "db-manager", 6789, None),
    ),
    Row(
        51,
        "Katib",
        "connect",
        "its MySQL",
        True,
        "ztunnel",
        call=to(_KATIB, "mysql", 3306, "kubeflow/katib-db-manager"),
    ),
    Row(
        52,
        "alice/default",
        "connect",
        "Katib's MySQL",
        False,
        "ztunnel",
        call=to(_KATIB, "mysql", 3306, "alice/default"),
    ),
)
