"""Where each pod may connect to: who may call whom, turned round."""

from .policies import EgressPolicies

__all__ = ["EgressPolicies"]
