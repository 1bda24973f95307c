"""Names of Services in the cluster's DNS."""

from typing import Final

# The default of kubelets.
CLUSTER_DOMAIN: Final = "cluster.local"


def service_host(service: str, namespace: str, cluster_domain: str) -> str:
    """Return a Service's full name in the cluster's DNS."""
    return f"{service}.{namespace}.svc.{cluster_domain}"
