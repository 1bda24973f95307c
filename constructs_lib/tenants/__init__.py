"""Define what the API server refuses in profiles, and what it adds to pods there."""

from .guard import TenantGuard
from .jobs import JobPolicy
from .policy import PREFIX

__all__ = ["PREFIX", "JobPolicy", "TenantGuard"]
