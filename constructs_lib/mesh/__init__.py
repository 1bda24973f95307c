"""Who may call whom inside the mesh."""

from .access_policy import AccessPolicy
from .ambient_namespace import AmbientNamespace
from .closed_waypoints import ClosedWaypoints
from .default_deny import DefaultDeny
from .identity_guard import IdentityGuard
from .istiod_values import istiod_values
from .mutual_tls import MutualTls
from .open_port import OpenPort
from .reachability import check_reachable
from .webhook_port import WebhookPort

__all__ = [
    "AccessPolicy",
    "AmbientNamespace",
    "ClosedWaypoints",
    "DefaultDeny",
    "IdentityGuard",
    "MutualTls",
    "OpenPort",
    "WebhookPort",
    "check_reachable",
    "istiod_values",
]
