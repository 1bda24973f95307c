"""Where each pod may connect to: who may call whom, turned round."""

from .policies import EgressPolicies
from .proxied import proxied

__all__ = ["EgressPolicies", "proxied"]
