"""Find the smallest change that lets a refused request through, and what else it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..config.mesh import WAYPOINT
from ..kube import NAMESPACE_NAME, Object
from . import ingress
from .changes import compared
from .hop import Hop
from .network import Pod
from .question import Asked
from .site import Site
from .table import answers
from .walk import walk
from .world import World

# A request meets two policies of the network, a waypoint and a ztunnel at most.
_MOST: Final = 6
_POLICY: Final = "AuthorizationPolicy"


@dataclass(frozen=True, kw_only=True)
class Change:
    """What to do, in a sentence, and the object that does it, if one does."""

    said: str
    obj: Object | None = None


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """The changes that a request needs.

    enough: whether it arrives with them; if not, the last one says what is missing. opens:
    what they open besides, in sentences.
    """

    changes: tuple[Change, ...]
    enough: bool
    opens: tuple[str, ...] = ()


def remedy(site: Site, question: Asked) -> Remedy | None:
    """Return what lets a refused request through, or None for one that arrives."""
    world = question.world
    changes: list[Change] = []
    while (refusal := _refusal(world, question)) and len(changes) < _MOST:
        change = _change(site, refusal)
        changes.append(change)
        if change.obj is None:
            return Remedy(changes=tuple(changes), enough=False)
        world = World([*world.objects, *_with_copy(site, change.obj)], world.mesh)
    if not changes:
        return None
    added = [each.obj for each in changes if each.obj is not None]
    return Remedy(changes=tuple(changes), enough=refusal is None, opens=_opened(site, added))


def _refusal(world: World, question: Asked) -> Hop | None:
    return walk(world, question.caller, question.to, question.request).refusal


def _with_copy(site: Site, obj: Object) -> list[Object]:
    """Return an object, and what the hook of profiles makes of it."""
    controllers = site.controllers
    is_member = obj["kind"] == _POLICY and obj["metadata"]["namespace"] in site.profiles
    copies = controllers.mirrored(obj) if controllers and is_member else []
    return [obj, *copies]


def _opened(site: Site, added: list[Object]) -> tuple[str, ...]:
    inside = [each for each in added if each["metadata"]["namespace"] in site.profiles]
    if inside:
        home = inside[0]["metadata"]["namespace"]
        return (f"whatever else the added policy covers in profile {home}",)
    changed = replace(site, objects=[*site.objects, *added])
    found = compared(answers(site), answers(changed)).sentences()
    return found.get("newly reachable", ())


def _change(site: Site, refusal: Hop) -> Change:
    if refusal.at == "waypoint":
        return _waypoint(site, refusal)
    return _CHANGES[refusal.at](refusal)


def _edge(_: Hop) -> Change:
    return Change(
        said="ask for a host of the platform, or add this one to Config(host=…) or its aliases"
    )


def _route(_: Hop) -> Change:
    return Change(said="ask for a path, a Service and a port that exist")


def _login(refusal: Hop) -> Change:
    if refusal.answer == ingress.FORBIDDEN:
        name = refusal.by[0]["spec"]["provider"]["name"]
        return Change(said=f"add extension provider {name!r} to the mesh's config")
    return Change(said="log in, or send a valid token; no policy has to change")


def _token(refusal: Hop) -> Change:
    said = refusal.said
    if "issuer" in said:
        return Change(
            said="trust the issuer by Login(machines=…); then everyone to whom it issues a "
            "token of the audience is let in"
        )
    if "Audiences" in said:
        return Change(said="request a token for an audience that the platform's rule names")
    return Change(said="send a valid token: a new one, or one that the issuer has signed")


def _avoided(refusal: Hop) -> Change:
    """Return what a request has to be like; the ingress proxy's policies are not opened."""
    names = ", ".join(each["metadata"]["name"] for each in refusal.by)
    if refusal.request.claims is None:
        return Change(said=f"send a valid token, which {names} asks for")
    return Change(said=f"send a request that {names} does not match")


def _network(refusal: Hop) -> Change:
    to, caller = _pods(refusal)
    peer = _peer(caller)
    return Change(
        said=f"let {refusal.caller.name if refusal.caller else 'the caller'} come in at port "
        f"{refusal.port}, by a NetworkPolicy of namespace {to.namespace}",
        obj=_network_policy(
            to,
            "Ingress",
            {"ingress": [{"from": [peer], "ports": _ports(refusal.port)}]}
            if peer
            else {"ingress": [{"ports": _ports(refusal.port)}]},
        ),
    )


def _egress(refusal: Hop) -> Change:
    to, caller = _pods(refusal)
    rule = {"to": [_peer(to)], "ports": _ports(refusal.port)}
    return Change(
        said=f"let it leave for port {refusal.port}, by a NetworkPolicy of namespace "
        f"{caller.namespace}",
        obj=_network_policy(caller, "Egress", {"egress": [rule]}),
    )


def _pods(refusal: Hop) -> tuple[Pod, Pod]:
    caller = refusal.caller.pod if refusal.caller else None
    return refusal.to or Pod(""), caller or Pod("")


def _ports(port: int) -> list[Object]:
    return [{"port": port, "protocol": "TCP"}]


def _peer(pod: Pod) -> Object:
    """Return a pod as a peer of a NetworkPolicy; nothing for who is no pod."""
    if not pod.namespace:
        return {}
    home = {"namespaceSelector": {"matchLabels": {NAMESPACE_NAME: pod.namespace}}}
    return {**home, "podSelector": {"matchLabels": dict(pod.labels)}} if pod.labels else home


def _network_policy(pod: Pod, direction: str, rules: Mapping[str, Any]) -> Object:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": f"allow-asked-{direction.lower()}", "namespace": pod.namespace},
        "spec": {
            "podSelector": {"matchLabels": dict(pod.labels)},
            "policyTypes": [direction],
            **rules,
        },
    }


def _waypoint(site: Site, refusal: Hop) -> Change:
    service, caller = refusal.service, refusal.caller
    if service is None or caller is None or _denies(refusal):
        return _avoided_at(refusal)
    metadata = service["metadata"]
    namespace, name = metadata["namespace"], metadata["name"]
    controllers = site.controllers
    if namespace in site.profiles and caller.name == ingress.NAME and controllers:
        user = refusal.headers.get(controllers.user_header)
        if user is None:
            return Change(said="log in; a profile's Services are open to its users alone")
        return Change(
            said=f"make {user} a contributor of profile {namespace}, by "
            f"Profile(members=…) or in the dashboard",
            obj=controllers.membership(namespace, user),
        )
    if caller.principal is None:
        return Change(said="call from a pod in the mesh; plain text has no identity")
    source = {"source": {"principals": [caller.principal]}}
    return Change(
        said=f"name {caller.principal} in an ALLOW of Service {namespace}/{name}",
        obj=_policy(
            namespace,
            {
                "targetRefs": [{"group": "", "kind": "Service", "name": name}],
                "rules": [{"from": [source]}],
            },
        ),
    )


def _ztunnel(refusal: Hop) -> Change:
    to, caller = refusal.to, refusal.caller
    if to is None or caller is None:
        return _avoided_at(refusal)
    if _denies(refusal) or caller.principal is None:
        return Change(
            said="call from a pod in the mesh: a pod's or namespace's label "
            "istio.io/dataplane-mode says 'ambient'"
        )
    through = _waypoint_of(refusal)
    if through and not caller.principal.endswith(f"/sa/{through}"):
        return Change(said="call the Service, whose waypoint decides, instead of the pod")
    operation = {"operation": {"ports": [str(refusal.port)]}}
    source = {"source": {"principals": [caller.principal]}}
    return Change(
        said=f"name {caller.principal} in an ALLOW for port {refusal.port} of these pods, in "
        f"namespace {to.namespace}",
        obj=_policy(
            to.namespace,
            {
                "selector": {"matchLabels": dict(to.labels)},
                "rules": [{"from": [source], "to": [operation]}],
            },
        ),
    )


def _waypoint_of(refusal: Hop) -> str:
    """Return the account of a waypoint that the pods' policies admit, or an empty text."""
    for policy in refusal.by:
        for rule in (policy.get("spec") or {}).get("rules") or ():
            for source in rule.get("from") or ():
                for each in source["source"].get("principals") or ():
                    name = str(each).rpartition("/sa/")[2]
                    if name == WAYPOINT or name.endswith(f"-{WAYPOINT}"):
                        return name
    return ""


def _avoided_at(refusal: Hop) -> Change:
    names = ", ".join(each["metadata"]["name"] for each in refusal.by)
    return Change(said=f"send a request that {names} does not match")


def _denies(refusal: Hop) -> bool:
    return any((each.get("spec") or {}).get("action") == "DENY" for each in refusal.by)


def _policy(namespace: str, spec: Mapping[str, Any]) -> Object:
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": _POLICY,
        "metadata": {"name": "allow-asked", "namespace": namespace},
        "spec": {"action": "ALLOW", **spec},
    }


def _rights(_: Hop) -> Change:
    return Change(said="grant it by a Role and a RoleBinding of that namespace")


_CHANGES: Final[Mapping[str, Callable[[Hop], Change]]] = {
    "edge": _edge,
    "egress": _egress,
    "network": _network,
    "login": _login,
    "tokens": _token,
    "policies": _avoided,
    "rights": _rights,
    "route": _route,
    "ztunnel": _ztunnel,
}
