"""kgateway and a real Envoy send one host's requests to two environments as meant."""

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Config, Edge, Environment, ParentGateway, Platform
from constructs_lib.delivery import front_files
from constructs_lib.rollout import BlueGreen
from tests.cluster.backends import Reply, Request, backend
from tests.cluster.entry import EDGE_PORT, once
from tests.cluster.envoy import Surroundings, called, envoy
from tests.cluster.kgateway import PLATFORM_GATEWAY
from tests.cluster.xds import Told

HOST: Final = "ml.example.com"
NAMES: Final = ("blue", "green")
CLUSTERS: Final = {name: f"backend_default_kubeflow-{name}_0" for name in NAMES}
FRONT: Final = BlueGreen(
    environments=NAMES, live="blue", parent=ParentGateway(name="front", namespace="default")
)
REQUESTS: Final = 400


def objects(front: BlueGreen) -> list[dict[str, Any]]:
    environments = tuple(
        Environment(name, Config(host=HOST, edge=Edge(aliases=(f"{name}.{HOST}",))))
        for name in NAMES
    )
    platform = Platform(environments=environments, blue_green=front)
    [made] = front_files(platform).values()
    return [dict(obj) for obj in made]


@pytest.fixture(scope="module")
def gateway(cluster, kgateway) -> Iterator[Any]:
    """Provide what kgateway tells its Envoy of the route, with either of the two live."""
    front = copy.deepcopy(PLATFORM_GATEWAY)
    front["metadata"]["name"] = "front"
    [listener] = front["spec"]["listeners"]
    listener["hostname"] = HOST
    listener["allowedRoutes"] = {"namespaces": {"from": "Same"}}
    # The Gateway comes last, as in test_kgateway.py.
    cluster.apply([*objects(FRONT), front])

    def told(front: BlueGreen) -> Told:
        cluster.apply(objects(front))
        wanted = {front.live: 100 - front.share, front.other: front.share}
        return once(
            lambda said: weights(said) == {name: w for name, w in wanted.items() if w},
            lambda: kgateway.tells("front", "default"),
            f"weights {wanted}",
        )

    yield told
    for obj in (front, *objects(FRONT)):
        cluster.delete(obj)


def weights(told: Told) -> dict[str, int]:
    """Return the weights of the environments in the route of the host."""
    found: dict[str, int] = {}
    for routes in told.routes:
        for host in routes.get("virtual_hosts", ()):
            for route in host["routes"] if HOST in host["domains"] else ():
                action = route.get("route", {})
                if one := action.get("cluster"):
                    found[one] = 100
                for each in action.get("weighted_clusters", {}).get("clusters", ()):
                    found[each["name"]] = each.get("weight", 0)
    return {name: found[at] for name, at in CLUSTERS.items() if found.get(at)}


def environment(name: str) -> Any:
    """Return an environment that knows its own sessions alone, as oauth2-proxy does."""

    def reply(request: Request) -> Reply:
        if request.path == "/log-in":
            return Reply(200, {"set-cookie": f"session={name}; Path=/"}, name)
        known = f"session={name}" in request.headers.get("cookie", "")
        return Reply(200 if known else 403, {}, name)

    return reply


def answers(told: Told, folder: Path, cookie: str = "") -> Counter[tuple[str, int]]:
    """Send requests to the host; return which environment answered, and how."""
    with backend(environment("blue")) as blue, backend(environment("green")) as green:
        ports = {CLUSTERS["blue"]: blue.port, CLUSTERS["green"]: green.port}
        around = Surroundings({**dict.fromkeys(called(told.routes), blue.port), **ports})
        with envoy(told, EDGE_PORT, around, folder=folder) as running:
            headers = {"cookie": cookie} if cookie else {}
            said = [running.send("GET", "/", headers, host=HOST) for _ in range(REQUESTS)]
    return Counter((str(each.body), each.status) for each in said)


def test_kgateway_accepts_the_route_and_what_it_leads_to(gateway, kgateway):
    gateway(FRONT)

    said = kgateway.says_of_route("kubeflow", "default")
    assert set(said.values()) == {"True"}
    assert {"Accepted", "ResolvedRefs"} <= said.keys()


def test_kgateway_reaches_each_by_tls_under_its_own_name(gateway):
    told = gateway(replace(FRONT, share=50))
    reached = {
        name: next(each for each in told.clusters if each["name"] == at)
        for name, at in CLUSTERS.items()
    }

    for name, each in reached.items():
        assert f"'{name}.{HOST}'" in str(each["transport_socket"])


def test_the_live_one_gets_every_request(gateway, tmp_path):
    assert answers(gateway(FRONT), tmp_path, "session=blue") == {("blue", 200): REQUESTS}


def test_after_a_switch_the_other_gets_every_request_and_knows_no_session(gateway, tmp_path):
    told = gateway(replace(FRONT, live="green"))

    assert answers(told, tmp_path / "old", "session=blue") == {("green", 403): REQUESTS}
    assert answers(told, tmp_path / "new", "session=green") == {("green", 200): REQUESTS}


def test_a_share_splits_one_browsers_requests(gateway, tmp_path):
    said = answers(gateway(replace(FRONT, share=20)), tmp_path, "session=blue")

    assert said.keys() == {("blue", 200), ("green", 403)}
    assert 0.1 * REQUESTS < said["green", 403] < 0.3 * REQUESTS
