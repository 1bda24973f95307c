"""Define what the API server refuses in profiles."""

from .guard import TenantGuard
from .policy import PREFIX

__all__ = ["PREFIX", "TenantGuard"]
