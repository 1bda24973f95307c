"""The library and a real Envoy with istiod's configuration decide alike at a gateway.

Policies and requests are made by chance, from a seed.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import pytest

from constructs_lib.reach import World, ingress, tokens
from constructs_lib.reach.hop import AtService, Caller
from constructs_lib.reach.request import Request, Token
from constructs_lib.reach.walk import walk
from tests.cluster.api_server import new_namespace
from tests.cluster.backends import Reply, backend, mirror
from tests.cluster.backends import Request as Received
from tests.cluster.envoy import Answer, Envoy
from tests.cluster.istiod import MESH
from tests.cluster.istiod import istiod as running_istiod
from tests.cluster.processes import wait_for
from tests.cluster.tokens import Issuer

from .chance import ISSUERS, NAMESPACE, PROVIDER, SESSION, STRANGER, Chance, Sent
from .faults import OF_ENVOY
from .proxies import Listened, gateway, listening
from .stored import read

WORLDS: Final = 40
EACH: Final = 50
PORT: Final = 8080
SEED: Final = 27
BACKEND: Final = f"outbound|80||backend.{NAMESPACE}.svc.cluster.local"
LOGIN: Final = f"outbound|80||{PROVIDER}.{NAMESPACE}.svc.cluster.local"
KNOWN: Final = {name: Issuer(name) for name in (*ISSUERS, STRANGER)}
IMPOSTORS: Final = {name: Issuer(name) for name in KNOWN}
USER: Final = Token(claims={"iss": ISSUERS[0], "sub": "alice", "aud": "models"})


@dataclass(frozen=True)
class Asked:
    """A request to a world's gateway."""

    world: str
    sent: Sent
    token: Token | None

    def request(self) -> Request:
        """Return it as the library's."""
        session = USER if self.sent.headers.get("cookie") == SESSION else None
        seen = self.sent.seen(session=session)
        return seen.with_token(self.token) if self.token else seen

    def send(self, envoy: Envoy) -> Answer:
        """Send it to a gateway's Envoy."""
        headers = dict(self.sent.headers)
        if self.token:
            headers["authorization"] = f"Bearer {signed(self.token)}"
        return envoy.send(self.sent.method, self.sent.path, headers, host=self.sent.host)


def signed(token: Token) -> str:
    issuers = IMPOSTORS if token.fault == "signature" else KNOWN
    claims = {
        name: value for name, value in token.claims.items() if name not in ("iss", "sub")
    }
    lives = -600 if token.fault == "expired" else 600
    return issuers[token.issuer].token(token.claims["sub"], lives=lives, **claims)


def service(name: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": NAMESPACE},
        "spec": {
            "selector": {"app": name},
            "ports": [{"name": "http", "port": 80, "targetPort": PORT}],
        },
    }


def entrance(world: str) -> list[dict[str, Any]]:
    """Return a world's Gateway and its only route."""
    api = "networking.istio.io/v1"
    metadata = {"name": world, "namespace": NAMESPACE}
    server = {"hosts": ["*"], "port": {"name": "http", "number": PORT, "protocol": "HTTP"}}
    to = {"host": f"backend.{NAMESPACE}.svc.cluster.local", "port": {"number": 80}}
    return [
        {
            "apiVersion": api,
            "kind": "Gateway",
            "metadata": metadata,
            "spec": {"selector": {"world": world}, "servers": [server]},
        },
        {
            "apiVersion": api,
            "kind": "VirtualService",
            "metadata": metadata,
            "spec": {
                "gateways": [world],
                "hosts": ["*"],
                "http": [{"route": [{"destination": to}]}],
            },
        },
    ]


def policies() -> list[dict[str, Any]]:
    """Return the policies of all worlds."""
    chance = Chance(Random(SEED))
    keys = {name: issuer.keys for name, issuer in KNOWN.items()}
    made = []
    for number in range(WORLDS):
        world = f"w{number}"
        for index in range(chance.random.randint(1, 4)):
            where = chance.selector(world)
            made.append(chance.policy(f"{world}-{index}", where, "gateway"))
        if chance.rarely(0.7):
            selector = {"matchLabels": {"world": world}}
            made.append(chance.authentication(world, selector, keys))
    return made


def proxy(world: str) -> dict[str, Any]:
    """Return the pods of a world's gateway, outside of the mesh."""
    container = {"name": "proxy", "image": "proxy"}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": f"gateway-{world}", "namespace": NAMESPACE},
        "spec": {
            "selector": {"matchLabels": {"world": world}},
            "template": {
                "metadata": {"labels": {"world": world}},
                "spec": {"containers": [container]},
            },
        },
    }


@dataclass(frozen=True)
class Sides:
    """The same worlds for the library and as real Envoys."""

    world: World
    envoys: Mapping[str, Envoy]


def sign_in(request: Received) -> Reply:
    if request.headers.get("cookie") == SESSION:
        return Reply(200, {"authorization": f"Bearer {signed(USER)}"})
    return Reply(401, {}, "sign in")


@pytest.fixture(scope="module")
def sides(cluster, tmp_path_factory) -> Iterator[Sides]:
    """Provide the worlds, of what the API server stored."""
    folder = tmp_path_factory.mktemp("gateway")
    provider = MESH["extensionProviders"][0]["envoyExtAuthzHttp"]
    asks = {**provider, "service": f"{PROVIDER}.{NAMESPACE}.svc.cluster.local", "port": 80}
    mesh = {
        **MESH,
        "extensionProviders": [{"name": PROVIDER, "envoyExtAuthzHttp": asks}],
    }
    names = [f"w{number}" for number in range(WORLDS)]
    cluster.apply([new_namespace(NAMESPACE)])
    objects = [service("backend"), service(PROVIDER), *policies()]
    cluster.apply([*objects, *(each for name in names for each in entrance(name))])
    stored = [
        obj
        for kind in ("authorizationpolicies", "requestauthentications")
        for obj in read(cluster, NAMESPACE, "security.istio.io/v1", kind)
    ]
    with running_istiod(cluster, mesh, name="istiod-of-chance") as istiod:
        found: dict[str, Listened] = {}

        def all_told() -> bool:
            for name in names:
                found[name] = gateway(istiod, {"world": name}, NAMESPACE, PORT)
            return len(found) == WORLDS

        wait_for(all_told, "the configuration of every gateway")
        served = [*(proxy(name) for name in names), *objects_of(names)]
        with backend(mirror(BACKEND)) as behind, backend(sign_in) as login:
            ports = {BACKEND: behind.port, LOGIN: login.port}
            with listening(found, ports, folder) as envoys:
                yield Sides(World([*served, *stored]), envoys)
    cluster.kubectl("delete", "namespace", NAMESPACE, "--wait=false")


def objects_of(names: list[str]) -> list[dict[str, Any]]:
    """Return what the library needs to know besides: routes, and pods behind them."""
    behind = proxy("backend")
    behind["metadata"]["name"] = "backend"
    behind["spec"]["template"]["metadata"]["labels"] = {"app": "backend"}
    return [
        service("backend"),
        behind,
        *(each for name in names for each in (*entrance(name), service_of_gateway(name))),
    ]


def service_of_gateway(world: str) -> dict[str, Any]:
    made = service(world)
    made["spec"]["selector"] = {"world": world}
    return made


def questions() -> list[Asked]:
    chance = Chance(Random(SEED + 1))
    return [
        Asked(f"w{number}", chance.request(), chance.token())
        for number in range(WORLDS)
        for _ in range(EACH)
    ]


def by_library(sides: Sides, asked: Asked) -> tuple[int, dict[str, str]]:
    """Return the status that the library expects, and the user's headers at the backend."""
    to = AtService(namespace=NAMESPACE, name=asked.world, port=80)
    journey = walk(sides.world, Caller(name="client"), to, asked.request())
    if journey.refusal:
        return status(journey.refusal.answer), {}
    return 200, users(journey.hops[-1].headers)


def status(answer: str) -> int:
    # The login's own answer here is 401, where a browser would be sent away.
    return 401 if "login" in answer else int(answer.partition(" ")[0])


def users(headers: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in headers.items() if k in ("x-user", "x-groups")}


def by_envoy(sides: Sides, asked: Asked) -> tuple[int, dict[str, str]]:
    answer = asked.send(sides.envoys[asked.world])
    return answer.status, users(answer.seen.get("headers", {})) if answer.status == 200 else {}


@pytest.fixture(scope="module")
def answered(sides) -> list[tuple[Asked, tuple[int, dict[str, str]]]]:
    """Provide every request with what came of it at its real Envoy."""
    return [(asked, by_envoy(sides, asked)) for asked in questions()]


def differences(sides: Sides, answered: Any) -> list[str]:
    return [
        f"{asked}: library {expected}, Envoy {real}; {specs_of(sides, asked.world)}"
        for asked, real in answered
        if (expected := by_library(sides, asked)) != real
    ]


def specs_of(sides: Sides, world: str) -> str:
    """Return the policies of a world, to read in a failure."""
    kinds = ("AuthorizationPolicy", "RequestAuthentication")
    return json.dumps(
        [
            obj["spec"]
            for obj in sides.world.objects
            if obj["kind"] in kinds and obj["metadata"]["name"].split("-")[0] == world
        ]
    )


def test_every_request_is_decided_alike(sides, answered):
    found = differences(sides, answered)

    assert not found, f"{len(found)} of {len(answered)}; the first: {found[0]}"


def test_the_requests_meet_every_answer(answered):
    met = Counter(status for _, (status, _) in answered)

    assert {200, 401, 403} <= {status for status, times in met.items() if times > EACH}, met


@pytest.mark.parametrize("fault", OF_ENVOY)
def test_a_fault_in_the_library_is_found(sides, answered, monkeypatch, fault):
    monkeypatch.setattr(ingress, "decided", OF_ENVOY[fault])

    assert differences(sides, answered)


def test_a_token_of_another_audience_is_found(sides, answered, monkeypatch):
    monkeypatch.setattr(tokens, "_is_meant", lambda rule, token: True)

    assert differences(sides, answered)


def test_headers_that_a_client_sends_itself_are_found(sides, answered, monkeypatch):
    monkeypatch.setattr(Request, "without_headers", lambda self, names: self)

    assert differences(sides, answered)
