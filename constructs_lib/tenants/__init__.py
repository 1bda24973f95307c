"""What the API server refuses in profiles."""

from .guard import TenantGuard
from .policy import PREFIX, PROFILES

__all__ = ["PREFIX", "PROFILES", "TenantGuard"]
