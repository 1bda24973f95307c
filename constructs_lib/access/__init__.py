"""Who may do what in the cluster."""

from .identity import Identity
from .roles import UserRole, UserRoles
from .rules import ALL, LEADER_ELECTION, READ, WRITE, Rule, allow, allow_url, allow_webhooks

__all__ = [
    "ALL",
    "LEADER_ELECTION",
    "READ",
    "WRITE",
    "Identity",
    "Rule",
    "UserRole",
    "UserRoles",
    "allow",
    "allow_url",
    "allow_webhooks",
]
