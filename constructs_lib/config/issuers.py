"""URLs of token issuers."""

import re
from typing import Final
from urllib.parse import urlsplit

from .checks import check_elsewhere

_SERVICE: Final = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.svc(\.[a-z0-9.-]+)?")


def check_issuer(url: str, what: str) -> None:
    """Refuse a URL without TLS, except for the cluster's own Services."""
    address = urlsplit(url)
    if address.scheme == "https" and address.hostname:
        check_elsewhere(address.hostname, what)
        return
    if not is_inside(url) or not _SERVICE.fullmatch(address.hostname or ""):
        raise ValueError(
            f"{what} must begin with 'https://', or be a Service of the cluster such as "
            f"'http://keycloak.login.svc.cluster.local:8080', got {url!r}"
        )


def is_inside(url: str) -> bool:
    """Return whether a URL is without TLS, as only the cluster's own Services may be."""
    return urlsplit(url).scheme == "http"


def check_inside(url: str, what: str, cluster_domain: str) -> None:
    """Refuse a URL without TLS unless it is a Service of this cluster."""
    host = urlsplit(url).hostname or ""
    if is_inside(url) and not host.endswith((".svc", f".svc.{cluster_domain}")):
        raise ValueError(
            f"{what} is no Service of this cluster, whose names end in "
            f"'.svc.{cluster_domain}', got {url!r}; use TLS, or set Config(cluster_domain=...)"
        )
