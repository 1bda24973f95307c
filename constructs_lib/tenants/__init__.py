"""What the API server refuses in profiles."""

from .guard import TenantGuard
from .mesh import GATEWAY_LABELS
from .policy import PREFIX, PROFILES

__all__ = ["GATEWAY_LABELS", "PREFIX", "PROFILES", "TenantGuard"]
