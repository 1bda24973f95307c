"""Define authorization inside the mesh."""

from .._exports import check_exports
from .access_logging import AccessLogging
from .access_policy import AccessPolicy
from .admitted import ANY_IDENTITY, Admitted
from .ambient_namespace import AmbientNamespace
from .closed_waypoints import ClosedWaypoints
from .default_deny import DefaultDeny
from .istiod_values import istiod_values, mesh_places, needs_confinement
from .mutual_tls import MutualTls
from .network_door import PROBES
from .open_port import OpenPort
from .plain_text import PlainText
from .probes import AmbientProbes
from .same_namespace import SameNamespace
from .waypoint import Waypoint
from .webhook_port import WebhookPort

__all__ = [
    "ANY_IDENTITY",
    "PROBES",
    "AccessLogging",
    "AccessPolicy",
    "Admitted",
    "AmbientNamespace",
    "AmbientProbes",
    "ClosedWaypoints",
    "DefaultDeny",
    "MutualTls",
    "OpenPort",
    "PlainText",
    "SameNamespace",
    "Waypoint",
    "WebhookPort",
    "istiod_values",
    "mesh_places",
    "needs_confinement",
]

check_exports(globals())
