"""The name and address of oauth2-proxy."""

from typing import Final

from .services import service_host

NAME: Final = "oauth2-proxy"
NAMESPACE: Final = "oauth2-proxy"
PORT: Final = 80


def host(cluster_domain: str) -> str:
    """Return its name in the cluster's DNS."""
    return service_host(NAME, NAMESPACE, cluster_domain)
