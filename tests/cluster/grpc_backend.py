"""A gRPC server that answers every call with success and its name: an Envoy."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .envoy import MANAGER, address, running_envoy
from .processes import free_ports

_MANAGER = (
    "type.googleapis.com/envoy.extensions.filters.network"
    ".http_connection_manager.v3.HttpConnectionManager"
)
_ROUTER = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"


@contextmanager
def grpc_backend(name: str, *, folder: Path) -> Iterator[int]:
    """Run the server, and give its port of loopback."""
    (port,) = free_ports(1)
    said = {"content-type": "application/grpc", "grpc-status": "0", "backend": name}
    route = {
        "match": {"prefix": "/"},
        "direct_response": {"status": 200},
        "response_headers_to_add": [
            {"header": {"key": key, "value": value}} for key, value in said.items()
        ],
    }
    hosts = [{"name": name, "domains": ["*"], "routes": [route]}]
    manager: dict[str, Any] = {
        "@type": _MANAGER,
        "stat_prefix": name,
        "route_config": {"virtual_hosts": hosts},
        "http_filters": [{"name": "router", "typed_config": {"@type": _ROUTER}}],
    }
    listener = {
        "address": address(port),
        "filter_chains": [{"filters": [{"name": MANAGER, "typed_config": manager}]}],
    }
    with running_envoy([listener], [], folder=folder):
        yield port
