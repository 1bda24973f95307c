"""Run a waypoint's real Envoy, which terminates the tunnel and decides on requests.

It runs the listeners that istiod writes for it, certificates and all. Three things differ
from a cluster: a test signs the identities, what it calls are ports of loopback, and what
only Istio's own Envoy has is left out.
"""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from .envoy import (
    address,
    called,
    clusters_of,
    managers,
    of_stock_envoy,
    running_envoy,
)
from .hbone import Authority, Tunnel
from .processes import free_ports
from .xds import Told

# The tunnel ends in the first, which hands on what came through it to the second.
ENDS: Final = "connect_terminate"
INSIDE: Final = "main_internal"


def chains(told: Told) -> dict[str, list[dict[str, Any]]]:
    """Return the filters of each chain of a waypoint, by the chain's name."""
    inside = _listener(told, INSIDE)
    return {chain["name"]: chain["filters"] for chain in inside["filter_chains"]}


def _listener(told: Told, name: str) -> dict[str, Any]:
    (found,) = (listener for listener in told.listeners if listener["name"] == name)
    listener = copy.deepcopy(found)
    for chain in listener["filter_chains"]:
        chain["filters"] = of_stock_envoy(chain["filters"])
    for manager in managers(listener):
        manager["http_filters"] = of_stock_envoy(manager["http_filters"])
    return listener


def certified(secured: Mapping[str, Any], authority: Authority, identity: str) -> None:
    """Insert certificates in place of references to istio-agent."""
    certificate, key = authority.issue(identity)
    context = secured["transport_socket"]["typed_config"]["common_tls_context"]
    del context["tls_certificate_sds_secret_configs"]
    context["tls_certificates"] = [
        {
            "certificate_chain": {"filename": str(certificate)},
            "private_key": {"filename": str(key)},
        }
    ]
    validation = context.pop("combined_validation_context")["default_validation_context"]
    validation["trusted_ca"] = {"filename": str(authority.certificate)}
    context["validation_context"] = validation


@contextmanager
def waypoint(
    told: Told,
    ports: Mapping[str, int],
    *,
    identity: str,
    authority: Authority,
    folder: Path,
) -> Iterator[Tunnel]:
    """Run the waypoint with this configuration, in front of backends at these ports."""
    (here,) = free_ports(1)
    ends, inside = _listener(told, ENDS), _listener(told, INSIDE)
    ends["address"] = address(here)
    for chain in ends["filter_chains"]:
        certified(chain, authority, identity)
    (within,) = (cluster for cluster in told.clusters if cluster["name"] == INSIDE)
    clusters = [within, *clusters_of(inside, told, ports)]
    with running_envoy([ends, inside], clusters, folder=folder):
        yield Tunnel(here, authority)


def destinations(told: Told) -> set[str]:
    """Return the clusters that a waypoint calls."""
    return called(_listener(told, INSIDE))
