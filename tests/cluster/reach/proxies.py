"""Run what istiod tells many proxies in one real Envoy, each proxy at a port of its own."""

import copy
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.cluster.envoy import (
    Envoy,
    address,
    called,
    clusters_of,
    listener_at,
    managers,
    running_envoy,
)
from tests.cluster.istiod import Istiod
from tests.cluster.processes import free_ports
from tests.cluster.waypoint import chains
from tests.cluster.xds import Told, told

# The header in which a test says who calls a waypoint. In place of the tunnel, whose
# certificate says it, a filter writes it to where the waypoint's policies look.
CALLER: Final = "x-test-caller"
_IDENTITY: Final = {
    "name": "test.identity",
    "typed_config": {
        "@type": "type.googleapis.com/"
        "envoy.extensions.filters.http.set_filter_state.v3.Config",
        "on_request_headers": [
            {
                "object_key": "io.istio.peer_principal",
                "factory_key": "envoy.string",
                "format_string": {"text_format_source": {"inline_string": f"%REQ({CALLER})%"}},
                "skip_if_empty": True,
            }
        ],
    },
}


@dataclass(frozen=True)
class Listened:
    """A listener, the port that it has in a cluster, and the configuration that it is of."""

    listener: dict[str, Any]
    port: int
    told: Told


def gateway(istiod: Istiod, labels: Mapping[str, str], namespace: str, port: int) -> Listened:
    """Return the listener of a gateway with these labels."""
    name = f"gateway-{labels['world']}"
    found = told(
        istiod.xds,
        node=f"router~10.1.1.1~{name}.{namespace}~{namespace}.svc.cluster.local",
        metadata={"LABELS": dict(labels), "NAMESPACE": namespace, "NAME": name},
    )
    return Listened(listener_at(found, port), port, found)


def waypoint(found: Told, chain: str, port: int) -> Listened:
    """Return a waypoint's chain for a Service as a listener, which the caller is told."""
    filters = copy.deepcopy(chains(found)[chain])
    for each in filters:
        if "http_filters" in each["typed_config"]:
            each["typed_config"]["http_filters"].insert(0, _IDENTITY)
    return Listened({"filter_chains": [{"filters": filters}]}, port, found)


@contextmanager
def listening(
    listened: Mapping[str, Listened], ports: Mapping[str, int], folder: Path
) -> Iterator[Mapping[str, Envoy]]:
    """Run all listeners in one Envoy. ports: of the clusters that they call."""
    here = dict(zip(listened, free_ports(len(listened)), strict=True))
    listeners, clusters = [], {}
    for name, each in listened.items():
        listener = _moved(each.listener, {each.port: here[name]})
        listener |= {"name": name, "address": address(here[name])}
        for number, manager in enumerate(managers(listener)):
            manager["stat_prefix"] = f"{name}-{number}"
        listeners.append(listener)
        for cluster in clusters_of(listener, each.told, ports):
            clusters[cluster["name"]] = cluster
    with running_envoy(listeners, list(clusters.values()), folder=folder) as admin:
        yield {name: Envoy(port, admin) for name, port in here.items()}


def clusters_called(listened: Iterable[Listened]) -> set[str]:
    """Return the clusters that listeners call."""
    return {name for each in listened for name in called(each.listener)}


def _moved(part: Any, ports: Mapping[int, int]) -> Any:
    """Return a part whose policies are about the port where it listens here."""
    if isinstance(part, list):
        return [_moved(each, ports) for each in part]
    if not isinstance(part, dict):
        return part
    moved = {name: _moved(each, ports) for name, each in part.items()}
    if isinstance(wanted := part.get("destination_port"), int):
        moved["destination_port"] = ports.get(wanted, wanted)
    return moved
