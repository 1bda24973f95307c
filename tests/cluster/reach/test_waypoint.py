"""The library and a real Envoy with istiod's configuration decide alike at a waypoint.

Policies and requests are made by chance, from a seed. The caller's identity is written by a
header where a tunnel's certificate would say it: tests/cluster/test_waypoint.py has tunnels.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import pytest

from constructs_lib.reach import World, at_waypoint
from constructs_lib.reach.hop import AtService, Caller
from constructs_lib.reach.network import Pod
from constructs_lib.reach.walk import walk
from tests.cluster.api_server import new_namespace
from tests.cluster.backends import backends
from tests.cluster.entry import once
from tests.cluster.envoy import Envoy
from tests.cluster.istiod import istiod as running_istiod
from tests.cluster.proxies import one_pod, told_to
from tests.cluster.tenants import chain_of
from tests.cluster.waypoint import chains, destinations
from tests.cluster.xds import Told

from .chance import PRINCIPALS, Chance, Sent
from .faults import OF_ENVOY
from .proxies import CALLER, listening, waypoint
from .stored import read

NAMESPACE: Final = "chance-waypoint"
NAME: Final = "by-chance"
SERVICES: Final = 30
EACH: Final = 40
PORT: Final = 8080
SEED: Final = 270
LABEL: Final = f"gateway.networking.k8s.io/gateway-name={NAME}"


@dataclass(frozen=True)
class Asked:
    """A request to a Service, by a caller of the mesh."""

    service: str
    sent: Sent
    principal: str


def names() -> list[str]:
    return [f"s{number}" for number in range(SERVICES)]


def gateway() -> dict[str, Any]:
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "Gateway",
        "metadata": {
            "name": NAME,
            "namespace": NAMESPACE,
            "labels": {"istio.io/waypoint-for": "service"},
        },
        "spec": {
            "gatewayClassName": "istio-waypoint",
            "listeners": [{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
        },
    }


def service(name: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": name,
            "namespace": NAMESPACE,
            "labels": {"istio.io/use-waypoint": NAME},
        },
        "spec": {
            "selector": {"app": name},
            "ports": [{"name": "http", "port": PORT, "targetPort": 9090}],
        },
    }


def pods(name: str) -> dict[str, Any]:
    """Return a Service's pods, as the library alone needs them."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": NAMESPACE, "labels": {"app": name}},
        "spec": {"containers": [{"name": "main", "image": "main"}]},
    }


def policies() -> list[dict[str, Any]]:
    """Return policies for Services; some have a selector, which waypoints ignore."""
    chance = Chance(Random(SEED))
    made = []
    for name in names():
        for index in range(chance.random.randint(0, 3)):
            ref = {"group": "", "kind": "Service", "name": name}
            where: dict[str, Any] = {"targetRefs": [ref]}
            if chance.rarely(0.1):
                where = {"selector": {"matchLabels": {"app": name}}}
            made.append(chance.policy(f"{name}-{index}", where, "waypoint"))
            made[-1]["metadata"]["namespace"] = NAMESPACE
    # One of the waypoint itself, for every Service: it refuses a path that few ask for.
    deny = {
        "action": "DENY",
        "targetRefs": [
            {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": NAME}
        ],
        "rules": [{"to": [{"operation": {"paths": ["/c"]}}]}],
    }
    metadata = {"name": "everywhere", "namespace": NAMESPACE}
    api = "security.istio.io/v1"
    whole = {"apiVersion": api, "kind": "AuthorizationPolicy", "metadata": metadata}
    return [*made, {**whole, "spec": deny}]


@dataclass(frozen=True)
class Sides:
    """The same Services for the library and behind real Envoys."""

    world: World
    envoys: Mapping[str, Envoy]


@pytest.fixture(scope="module")
def sides(cluster, tmp_path_factory) -> Iterator[Sides]:
    """Provide the Services, with the policies that the API server stored."""
    cluster.apply([new_namespace(NAMESPACE)])
    services = [service(name) for name in names()]
    cluster.apply([gateway(), *services, *policies()])
    wanted = {chain_of(name, NAMESPACE, PORT) for name in names()}
    with running_istiod(cluster, name="istiod-of-chances") as istiod:

        def told() -> Told:
            return told_to(istiod, one_pod(cluster, NAMESPACE, LABEL), kind="waypoint")

        found = once(lambda told: wanted <= chains(told).keys(), told, "the waypoint's chains")
        listened = {
            name: waypoint(found, chain_of(name, NAMESPACE, PORT), PORT) for name in names()
        }
        with backends(destinations(found)) as served:
            ports = {name: each.port for name, each in served.items()}
            folder = tmp_path_factory.mktemp("waypoint")
            with listening(listened, ports, folder) as envoys:
                stored = read(
                    cluster, NAMESPACE, "security.istio.io/v1", "authorizationpolicies"
                )
                objects = [gateway(), *services, *map(pods, names()), *stored]
                yield Sides(World(objects), envoys)
    cluster.kubectl("delete", "namespace", NAMESPACE, "--wait=false")


def questions() -> list[Asked]:
    chance = Chance(Random(SEED + 1))
    return [
        Asked(name, chance.request(), chance.one(*PRINCIPALS))
        for name in names()
        for _ in range(EACH)
    ]


def by_library(sides: Sides, asked: Asked) -> int:
    caller = Caller(name="caller", pod=Pod("a"), principal=asked.principal, captured=True)
    to = AtService(namespace=NAMESPACE, name=asked.service, port=PORT)
    journey = walk(sides.world, caller, to, asked.sent.seen())
    return int(journey.refusal.answer.partition(" ")[0]) if journey.refusal else 200


def by_envoy(sides: Sides, asked: Asked) -> int:
    sent = asked.sent
    headers = {**sent.headers, CALLER: f"spiffe://{asked.principal}"}
    return (
        sides.envoys[asked.service]
        .send(sent.method, sent.path, headers, host=sent.host)
        .status
    )


@pytest.fixture(scope="module")
def answered(sides) -> list[tuple[Asked, int]]:
    """Provide every request with the status that came of it at the real Envoy."""
    return [(asked, by_envoy(sides, asked)) for asked in questions()]


def differences(sides: Sides, answered: Any) -> list[str]:
    return [
        f"{asked}: library {expected}, Envoy {real}"
        for asked, real in answered
        if (expected := by_library(sides, asked)) != real
    ]


def test_every_request_is_decided_alike(sides, answered):
    found = differences(sides, answered)

    assert not found, f"{len(found)} of {len(answered)}; the first: {found[0]}"


def test_many_requests_pass_and_many_do_not(answered):
    met = Counter(status for _, status in answered)

    assert min(met[200], met[403]) > len(answered) // 5, met


# Few requests have an empty header; those at the gateway meet a policy about one.
@pytest.mark.parametrize("fault", [each for each in OF_ENVOY if "empty" not in each])
def test_a_fault_in_the_library_is_found(sides, answered, monkeypatch, fault):
    monkeypatch.setattr(at_waypoint, "decided", OF_ENVOY[fault])

    assert differences(sides, answered)
