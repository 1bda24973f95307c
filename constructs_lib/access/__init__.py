"""Who may do what in the cluster."""

from .service_account import ServiceAccount
from .roles import UserRole, UserRoles
from .rules import ALL, LEADER_ELECTION, READ, WRITE, Rule, allow, allow_url, allow_webhooks

__all__ = [
    "ALL",
    "LEADER_ELECTION",
    "READ",
    "WRITE",
    "ServiceAccount",
    "Rule",
    "UserRole",
    "UserRoles",
    "allow",
    "allow_url",
    "allow_webhooks",
]
