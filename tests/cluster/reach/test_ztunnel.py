"""The library tells ztunnel's policies as istiod does, and so decides connections alike.

Policies are made by chance, from a seed; ztunnel itself does not run: both sides are decided
by one model of it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import pytest

from constructs_lib.reach import World
from constructs_lib.reach.ztunnel import Connection, Policy, admits, policies_of
from tests.cluster.api_server import new_namespace
from tests.cluster.istiod import istiod as running_istiod
from tests.cluster.processes import wait_for

from .chance import PRINCIPALS, Chance
from .faults import OF_ZTUNNEL
from .stored import read

NAMESPACE: Final = "chance-pods"
PODS: Final = 60
SEED: Final = 2700
PORTS: Final = (80, 8080, 9090)
ROOT: Final = "istio-system"
CAPTURED: Final = {"ambient.istio.io/redirection": "enabled"}


def names() -> list[str]:
    return [f"p{number}" for number in range(PODS)]


def pod(name: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": NAMESPACE,
            "labels": {"app": name, "half": str(int(name[1:]) % 2)},
            "annotations": CAPTURED,
        },
        "spec": {"containers": [{"name": "main", "image": "main"}]},
    }


def peer(name: str, chance: Chance, labels: dict[str, str] | None) -> dict[str, Any]:
    """Return a PeerAuthentication of the namespace, or of some pods."""
    modes = ("STRICT", "PERMISSIVE", "UNSET", "DISABLE")
    spec: dict[str, Any] = {"mtls": {"mode": chance.one(*modes)}}
    if labels:
        spec["selector"] = {"matchLabels": labels}
        ports = chance.some(PORTS)
        spec["portLevelMtls"] = {str(each): {"mode": chance.one(*modes[:2])} for each in ports}
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": "PeerAuthentication",
        "metadata": {"name": name, "namespace": NAMESPACE},
        "spec": spec,
    }


def policies() -> list[dict[str, Any]]:
    chance = Chance(Random(SEED))
    made = [peer("default", chance, None)]
    for name in names():
        if chance.rarely(0.5):
            made.append(peer(name, chance, {"app": name}))
        for index in range(chance.random.randint(0, 3)):
            labels = chance.one({"app": name}, {"app": name}, {"app": name, "half": "0"})
            where: dict[str, Any] = {"selector": {"matchLabels": labels}}
            if chance.rarely(0.1):
                where = {"targetRefs": [{"group": "", "kind": "Service", "name": name}]}
            policy = chance.policy(f"{name}-{index}", where, "ztunnel")
            policy["metadata"]["namespace"] = NAMESPACE
            made.append(policy)
    return made


@dataclass(frozen=True)
class Sides:
    """The same pods with the policies that the library makes, and that istiod tells."""

    library: dict[str, list[Policy]]
    istiod: dict[str, list[Policy]]


@pytest.fixture(scope="module")
def sides(cluster) -> Iterator[Sides]:
    """Provide the pods, with the policies that the API server stored."""
    home = new_namespace(NAMESPACE)
    home["metadata"]["labels"] = {"istio.io/dataplane-mode": "ambient"}
    cluster.apply([home])
    cluster.apply([*policies(), *map(pod, names())])
    stored = [
        obj
        for plural in ("authorizationpolicies", "peerauthentications")
        for obj in read(cluster, NAMESPACE, "security.istio.io/v1", plural)
    ]
    stored.sort(key=lambda each: each["metadata"]["creationTimestamp"])
    world = World((home, *map(pod, names()), *stored))
    library = {
        each.name: [policy for policy, _ in world.at_pods(each)] for each in world.servers
    }
    told: dict[str, list[Policy]] = {}
    with running_istiod(cluster, name="istiod-of-pods") as istiod:

        def all_known() -> bool:
            dump = istiod.ambient()
            told.update(
                (each["name"], policies_of(dump, each))
                for each in dump["workloads"] or ()
                if each["namespace"] == NAMESPACE
            )
            return told.keys() == set(names())

        wait_for(all_known, "istiod's word about every pod")
    yield Sides(library, told)
    cluster.kubectl("delete", "namespace", NAMESPACE, "--wait=false")


def connections() -> list[Connection]:
    return [Connection(port, who) for port in PORTS for who in (None, *PRINCIPALS)]


def differences(sides: Sides, decide: Callable[[Any, Connection], bool]) -> list[str]:
    return [
        f"{name}, {each}: library {expected}, istiod {real}; "
        f"{sides.library[name]} and {sides.istiod[name]}"
        for name in names()
        for each in connections()
        if (expected := decide(sides.library[name], each))
        != (real := admits(sides.istiod[name], each))
    ]


def test_every_connection_is_decided_alike(sides):
    found = differences(sides, admits)

    asked = PODS * len(connections())
    assert not found, f"{len(found)} of {asked}; the first: {found[0]}"


def test_many_connections_pass_and_many_do_not(sides):
    passed = [admits(sides.istiod[name], each) for name in names() for each in connections()]

    assert len(passed) // 5 < sum(passed) < len(passed) * 4 // 5


@pytest.mark.parametrize("fault", OF_ZTUNNEL)
def test_a_fault_in_the_model_is_found(sides, fault):
    assert differences(sides, OF_ZTUNNEL[fault])
