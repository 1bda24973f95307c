"""Requests of the table as the library decides them, to compare with the servers."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import replace
from functools import cache
from typing import Any, Final

from constructs_lib.reach.hop import AtService, Caller, Edge, Journey
from constructs_lib.reach.network import Pod
from constructs_lib.reach.profiles import notebook, served
from constructs_lib.reach.request import Request, Token
from constructs_lib.reach.walk import walk
from constructs_lib.reach.world import Mesh, World
from constructs_lib.reach.ztunnel import Connection, admits, principal

from .entry import DEX, HOST, SESSION
from .output import overlay
from .profiles import PEERS_PORT, SUGGESTION, TRAINING, controllers
from .rows.row import Call
from .tokens import Issuer

OWNERS: Final = {"alice": "alice", "bob": "bob", "fresh": "alice"}
INGRESS: Final = AtService(namespace="kubeflow", name="istio-ingressgateway", port=80)


@cache
def world(state: str = "whole") -> World:
    """Return the default environment with the profiles of tenants.py.

    state: of Alice's: `whole`, `without_carol`, or `unmirrored`, whose policies have no copies
    for the waypoint yet.
    """
    made: list[Any] = []
    for name, owner in OWNERS.items():
        made += [*_profile(name, owner, state), *notebook(name, "nb")]
        made += served(name, "ml-pipeline-ui-artifact", port=80, target=3000)
        made += served(name, "ml-pipeline-visualizationserver", port=8888, target=8888)
        made += served(name, SUGGESTION, port=6789, target=6789)
        made += served(
            name,
            TRAINING,
            port=PEERS_PORT,
            target=PEERS_PORT,
            labels={"training.kubeflow.org/job-name": TRAINING},
        )
    return World([*overlay(), *made])


def _profile(name: str, owner: str, state: str) -> list[Any]:
    told = controllers()
    access = told.owner_access(name, owner)
    if name == "fresh":
        return [told.namespace(name, owner), access]
    if name == "alice" and state == "unmirrored":
        return [told.namespace(name, owner), access, *told.waypoint(name)]
    member = told.made_of_member(name, "carol") if state == "whole" else []
    return [*told.made_of(name, owner), *member]


def meshed(within: World, account: str) -> Caller:
    """Return a pod of the mesh by `namespace/account`."""
    namespace, name = account.split("/")
    servers = within.by_account(namespace, name)
    unknown = Pod(namespace, {}, within.namespaces.get(namespace, {}))
    pod = servers[0].pod if servers else unknown
    return Caller(name=account, pod=pod, principal=principal(account), captured=True)


def at_edge(case: Any) -> Journey:
    """Return the way of a case of test_entry.py by its door."""
    within = world()
    if case.door == "unprovided":
        within = World(within.objects, Mesh(providers=()))
    if case.door == "edge":
        return walk(within, Caller(name="a browser"), Edge(), _request(case))
    return walk(within, meshed(within, "alice/default-editor"), INGRESS, _request(case))


def at_waypoint(case: Any) -> Journey:
    """Return the way of a case of test_waypoint.py."""
    within = world(case.state)
    to = AtService(namespace="alice", name=case.to[0], port=case.to[1])
    return walk(within, meshed(within, case.caller), to, _plain(case))


def at_kubeflow_waypoint(case: Any) -> Journey:
    """Return the way of a case of test_kubeflow_waypoint.py."""
    to = AtService(namespace="kubeflow", name=case.to[0], port=case.to[1])
    request = Request(method="POST", path="/api/call", headers=_lower(case.headers))
    return walk(world(), meshed(world(), case.caller), to, request)


def at_pods(call: Call, within: World | None = None) -> set[bool]:
    """Return whether ztunnel accepts a connection at the pods of a call.

    within: an environment, if not the default one with its profiles.
    """
    key, value = call.pods
    connection = Connection(call.port, principal(call.caller))
    within = within or world()
    return {
        admits([policy for policy, _ in within.at_pods(each)], connection)
        for each in within.servers
        if each.namespace == call.namespace and each.labels.get(key) == value
    }


def refused_as(journey: Journey, refused: tuple[int, str]) -> bool:
    """Return whether a request is refused as a server says: by its status and text."""
    refusal = journey.refusal
    if refusal is None:
        return False
    if refused[1] == "sign in":
        return refusal.at == "login"
    return refusal.answer == f"{refused[0]} {refused[1]}"


def entered(journey: Journey) -> tuple[str, str | None]:
    """Return Envoy's name of the Service that a request reaches, and as whom."""
    route = next(hop for hop in journey.hops if hop.at == "route")
    namespace, _, name = route.said.rpartition(" ")[2].partition("/")
    services = world().services
    (port,) = (each["port"] for each in services[namespace, name]["spec"]["ports"][:1])
    user = route.headers.get("kubeflow-userid")
    return f"outbound|{port}||{name}.{namespace}.svc.cluster.local", user


def _plain(case: Any) -> Request:
    return Request(method=case.method, path=case.path, headers=_lower(case.headers))


def _request(case: Any) -> Request:
    headers = _lower(case.headers)
    request = Request(method=case.method, host=HOST, path=case.path, headers=headers)
    kind, _, text = headers.get("authorization", "").partition(" ")
    if kind == "Bearer":
        request = replace(request, token=_token(text))
    if SESSION in headers.get("cookie", ""):
        session = Token(claims={"iss": DEX.name, "sub": "alice", "email": "alice"})
        request = replace(request, session=session)
    return request


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _token(text: str) -> Token:
    """Return what a token of the tests says, and whether it is valid."""
    claims = json.loads(base64.urlsafe_b64decode(f"{text.split('.')[1]}=="))
    if claims["exp"] < time.time():
        return Token(claims=claims, fault="expired")
    return Token(claims=claims, fault="" if _is_signed(text, DEX) else "signature")


def _is_signed(text: str, issuer: Issuer) -> bool:
    signed, _, signature = text.rpartition(".")
    wanted = hmac.digest(issuer.key, signed.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(wanted).rstrip(b"=").decode() == signature
