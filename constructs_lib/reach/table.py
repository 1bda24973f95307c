"""Ask one table of questions about an environment: everyone who may call, and everything."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from .edge import hosts_of
from .hop import AtPod, AtService, Caller, Destination, Edge
from .network import Pod
from .profiles import notebook
from .request import Request, Token
from .site import Site
from .tokens import rules_of
from .walk import walk
from .who import STRANGER
from .world import World
from .ztunnel import principal

# A profile like any: it stands for each.
PROFILE: Final = "a-profile"
_OWNER: Final = "owner@example.com"
_MEMBER: Final = "member@example.com"
_ELSEWHERE: Final = "elsewhere"
_ACCOUNT: Final = re.compile(r"[^/*]+/ns/([^/*]+)/sa/([^/*]+)")


@dataclass(frozen=True, kw_only=True, order=True)
class Pair:
    """Who calls, and what: the words of a question of the table."""

    to: str
    source: str


@dataclass(frozen=True, kw_only=True)
class _Source:
    name: str
    caller: Caller
    session: Token | None = None


@dataclass(frozen=True, kw_only=True)
class _Target:
    name: str
    to: Destination
    request: Request


def answers(site: Site) -> Mapping[Pair, bool]:
    """Return whether each request of the table arrives.

    Persons ask for the paths that are routed, a notebook's among them; pods, one for each
    account, ask for every Service and every port of every workload, with no header, and at a
    waypoint also in a user's name.
    """
    sample = replace(site, profiles={PROFILE: _OWNER})
    controllers = site.controllers
    more = notebook(PROFILE, "notebook") if controllers else []
    if controllers:
        more += controllers.made_of_member(PROFILE, _MEMBER)
    world = (sample if controllers else replace(site, profiles={})).world(*more)
    found = {}
    people, pods = list(_people(world)), list(_pods(world, site))
    for source in people:
        for target in _paths(world):
            found[Pair(to=target.name, source=source.name)] = _arrives(world, source, target)
    for target in _inside(world):
        for source in pods:
            found[Pair(to=target.name, source=source.name)] = _arrives(world, source, target)
    return found


def _arrives(world: World, source: _Source, target: _Target) -> bool:
    request = replace(target.request, session=source.session)
    return walk(world, source.caller, target.to, request).allowed


def _people(world: World) -> Iterator[_Source]:
    yield _Source(name="a browser without a login", caller=Caller(name="browser"))
    rules = [rule for rule, _ in rules_of(world.of("RequestAuthentication"))]
    issuer = rules[0]["issuer"] if rules else ""
    told = {each["claim"] for rule in rules for each in rule.get("outputClaimToHeaders") or ()}
    for name, user in (
        ("whoever is logged in", STRANGER),
        (f"the owner of {PROFILE}", _OWNER),
        (f"a member of {PROFILE}", _MEMBER),
    ):
        claims = {"iss": issuer, "sub": user, "email_verified": True}
        claims |= {claim: user for claim in sorted(told) if claim not in _NOT_A_NAME}
        if rules and rules[0].get("audiences"):
            claims["aud"] = rules[0]["audiences"][0]
        yield _Source(name=name, caller=Caller(name=name), session=Token(claims=claims))


_NOT_A_NAME: Final = ("groups", "email_verified")


def _pods(world: World, site: Site) -> Iterator[_Source]:
    domain = site.mesh.trust_domain
    seen = set()
    for server in world.servers:
        account = f"{server.namespace}/{server.account}"
        key = (account, tuple(sorted(server.labels.items())) if _has_egress(world) else ())
        if key in seen:
            continue
        seen.add(key)
        name = f"pods of {account}" if server.captured else f"{account}, outside of the mesh"
        yield _meshed(name, server.pod, account, domain, captured=server.captured)
    around = world.namespaces.get(PROFILE, {})
    if PROFILE in world.namespaces:
        account = f"{PROFILE}/default-editor"
        yield _meshed(f"pods of {account}", Pod(PROFILE, {}, around), account, domain)
    other = f"{_ELSEWHERE}/default"
    yield _meshed("a pod of no profile", Pod(_ELSEWHERE), other, domain)
    yield _Source(
        name="a pod outside of the mesh", caller=Caller(name=other, pod=Pod(_ELSEWHERE))
    )
    yield _Source(name="the API server", caller=Caller(name="the API server"))
    for account in sorted(_named(world) - {key[0] for key in seen}):
        namespace = account.partition("/")[0]
        pod = Pod(namespace, {}, world.namespaces.get(namespace, {}))
        yield _meshed(f"pods of {account}", pod, account, domain)


def _named(world: World) -> set[str]:
    """Return the accounts that policies name, some of which are other products'."""
    return {
        f"{found[1]}/{found[2]}"
        for policy in world.of("AuthorizationPolicy")
        for rule in (policy.get("spec") or {}).get("rules") or ()
        for each in rule.get("from") or ()
        for name in (each.get("source") or {}).get("principals") or ()
        if (found := _ACCOUNT.fullmatch(name))
    }


def _has_egress(world: World) -> bool:
    """Return whether it matters which of an account's pods call."""
    return any(each["spec"].get("egress") for each in world.of("NetworkPolicy"))


def _meshed(
    name: str, pod: Pod, account: str, domain: str, *, captured: bool = True
) -> _Source:
    identity = principal(account, domain) if captured else None
    caller = Caller(name=account, pod=pod, principal=identity, captured=captured)
    return _Source(name=name, caller=caller)


def _paths(world: World) -> Iterator[_Target]:
    routes = [
        match["uri"]["prefix"]
        for each in world.of("VirtualService")
        for rule in each["spec"].get("http") or ()
        for match in rule.get("match") or ()
        if "prefix" in (match.get("uri") or {})
    ]
    # Below `*.` there are models, whose routes the cluster alone has.
    for host in (each for each in hosts_of(world.of("HTTPRoute")) if each[0] != "*"):
        for path in sorted(set(routes)):
            request = Request(host=host, path=path)
            yield _Target(name=f"https://{host}{path}", to=Edge(), request=request)


def _inside(world: World) -> Iterator[_Target]:
    for (namespace, name), service in sorted(world.services.items()):
        for port in _numbers(each["port"] for each in service["spec"].get("ports") or ()):
            words = f"Service {namespace}/{name}:{port}"
            to = AtService(namespace=namespace, name=name, port=port)
            host = f"{name}.{namespace}"
            yield _Target(name=words, to=to, request=Request(host=host))
            if world.waypoint_of(service) is not None:
                user = Request(host=host, headers={"kubeflow-userid": _OWNER})
                yield _Target(name=f"{words} in a user's name", to=to, request=user)
    for server in world.servers:
        for port in _numbers(server.ports.values()):
            to_pod = AtPod(server=server, port=port)
            name = f"{server.title}:{port}"
            yield _Target(name=name, to=to_pod, request=Request(host=name))


def _numbers(ports: Iterable[object]) -> list[int]:
    return sorted({int(str(port)) for port in ports})
