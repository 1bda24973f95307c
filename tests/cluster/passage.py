"""Connect the ingress proxy to a Service behind its waypoint: two real Envoys and a tunnel.

The proxy opens the tunnel as istiod tells it to: with its own identity, to the Service's own
address. Where the waypoint listens is a port of loopback, unlike in a cluster.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from .entry import PROXY_PORT
from .envoy import Envoy, Surroundings, address, clusters_of, listener_here, running_envoy
from .hbone import Tunnel
from .processes import free_ports
from .waypoint import certified
from .xds import Told

# The listener and the cluster by which a proxy opens tunnels.
OPENS: Final = "connect_originate"

# Of the ways to a pod that a proxy is told, by what it knows of the pod, the one by a tunnel.
BY_TUNNEL: Final = "hbone"


@contextmanager
def passage(
    told: Told,
    destination: str,
    tunnel: Tunnel,
    around: Surroundings,
    *,
    identity: str,
    folder: Path,
) -> Iterator[Envoy]:
    """Run the ingress proxy before a destination's waypoint, to which it opens tunnels."""
    (here,) = free_ports(1)
    listener = listener_here(told, PROXY_PORT, here, around)
    (opens,) = (each for each in told.listeners if each["name"] == OPENS)
    clusters = [
        each
        for each in clusters_of(listener, told, {destination: 0, **around.ports})
        if each["name"] != destination
    ]
    clusters += [_as_told(told, destination), _ending_at(told, tunnel, identity)]
    with running_envoy([listener, opens], clusters, folder=folder) as admin:
        yield Envoy(here, admin)


def _as_told(told: Told, destination: str) -> dict[str, Any]:
    """Return istiod's cluster of the proxy's own tunnels."""
    cluster = _cluster(told, destination, without=("eds_cluster_config", "filters"))
    (places,) = (each for each in told.endpoints if each["cluster_name"] == destination)
    ways = [way for way in cluster["transport_socket_matches"] if way["name"] == BY_TUNNEL]
    return cluster | {
        "type": "STATIC",
        "load_assignment": places,
        "transport_socket_matches": ways,
    }


def _ending_at(told: Told, tunnel: Tunnel, identity: str) -> dict[str, Any]:
    """Return the cluster of all tunnels, which end where this one does."""
    places = ("cleanup_interval", "lb_policy", "original_dst_lb_config")
    cluster = _cluster(told, OPENS, without=places)
    certified(cluster, tunnel.authority, identity)
    endpoint = {"endpoint": {"address": address(tunnel.port)}}
    return cluster | {
        "type": "STATIC",
        "load_assignment": {
            "cluster_name": OPENS,
            "endpoints": [{"lb_endpoints": [endpoint]}],
        },
    }


def _cluster(told: Told, name: str, *, without: tuple[str, ...]) -> dict[str, Any]:
    (found,) = (each for each in told.clusters if each["name"] == name)
    kept: Mapping[str, Any] = {key: part for key, part in found.items() if key not in without}
    return deepcopy(dict(kept))
