"""Define who may do what in the cluster."""

from .roles import UserRole, UserRoles
from .rules import ALL, LEADER_ELECTION, READ, WRITE, Rule, allow, allow_url, allow_webhooks
from .service_account import ServiceAccount

__all__ = [
    "ALL",
    "LEADER_ELECTION",
    "READ",
    "WRITE",
    "Rule",
    "ServiceAccount",
    "UserRole",
    "UserRoles",
    "allow",
    "allow_url",
    "allow_webhooks",
]
