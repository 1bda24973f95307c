"""Who may call whom inside the mesh."""

from .access_policy import AccessPolicy
from .ambient_namespace import AmbientNamespace
from .default_deny import DefaultDeny
from .identity_guard import IdentityGuard
from .mutual_tls import MutualTls
from .reachability import check_reachable
from .tenant_caller import TenantCaller
from .webhook_port import WebhookPort

__all__ = [
    "AccessPolicy",
    "AmbientNamespace",
    "DefaultDeny",
    "IdentityGuard",
    "MutualTls",
    "TenantCaller",
    "WebhookPort",
    "check_reachable",
]
