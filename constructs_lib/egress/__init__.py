"""Allow each pod to connect to what it calls, derived from who may call whom."""

from .policies import EgressPolicies
from .proxied import proxied

__all__ = ["EgressPolicies", "proxied"]
