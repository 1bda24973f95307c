"""Provide common parts of NetworkPolicies."""

from typing import Final

from cdk8s_plus_27 import k8s

from .plain import int_or_string

# Kubernetes sets this label on every namespace.
NAMESPACE_NAME: Final = "kubernetes.io/metadata.name"


def tcp_port(port: int) -> k8s.NetworkPolicyPort:
    """Return a port of a NetworkPolicy's rule."""
    return k8s.NetworkPolicyPort(port=int_or_string(port), protocol="TCP")
