"""Follow a request through everything that decides about it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..config.mesh import HBONE, INGRESS_USE_WAYPOINT
from ..kube import Object
from . import api, at_waypoint, edge, ingress
from .authorization import reads_http as rule_reads_http
from .hop import (
    AtApi,
    AtPod,
    AtService,
    Caller,
    Destination,
    Edge,
    Hop,
    Journey,
    Point,
    title_of,
)
from .network import Decision as DecisionOfNetwork
from .network import Pod, doubted, incoming, outgoing
from .request import Request, normalized
from .world import Server, World
from .ztunnel import Connection, principal
from .ztunnel import Decision as DecisionAtPod
from .ztunnel import decided as decided_at_pod

_NO_ANSWER: Final = "no answer: the connection times out"


def walk(world: World, caller: Caller, to: Destination, request: Request) -> Journey:
    """Return the way of a request from a caller to a destination.

    It ends where it is refused, or at the door of the pod: what a program itself permits its
    users is not followed.
    """
    seen = replace(request, path=normalized(request.path))
    hops = []
    for hop in _way(world, caller, to, seen):
        hops.append(hop)
        if not hop.passes:
            break
    return Journey(hops=tuple(hops))


def _way(world: World, caller: Caller, to: Destination, request: Request) -> Iterator[Hop]:
    match to:
        case Edge():
            yield from _through_edge(world, request)
        case AtService():
            yield from _to_service(world, caller, to, request)
        case AtPod():
            yield from _to_address(world, caller, to, request)
        case AtApi():
            yield from api.steps(world, caller, to.write, request)


def _through_edge(world: World, request: Request) -> Iterator[Hop]:
    routes = world.of("HTTPRoute")
    found = edge.passage(routes, request)
    if found is None:
        hosts = ", ".join(edge.hosts_of(routes)) or "none"
        yield Hop(
            at="edge",
            where="the edge",
            passes=False,
            said=f"no HTTPRoute serves {request.host}{request.path}; hosts are {hosts}",
            by=tuple(routes),
            request=request,
            answer="404",
        )
        return
    parent = found.by["spec"]["parentRefs"][0]
    home = parent.get("namespace", found.by["metadata"]["namespace"])
    where = f"the edge, {home}/{parent['name']}"
    removed = sorted(request.headers.keys() - found.request.headers.keys())
    words = f"removes {', '.join(removed)} and " if removed else ""
    for namespace, name, port in found.backends[:1]:
        yield Hop(
            at="edge",
            where=where,
            passes=True,
            said=f"{words}leads to Service {namespace}/{name}",
            by=(found.by,),
            request=found.request,
        )
        labels = {"gateway.networking.k8s.io/gateway-name": parent["name"]}
        around = world.namespaces.get(home, {})
        proxy = Caller(name=where, pod=Pod(home, labels, around))
        to = AtService(namespace=namespace, name=name, port=port)
        yield from _to_service(world, proxy, to, found.request)
        return
    yield Hop(
        at="edge",
        where=where,
        passes=True,
        said="redirects, and sends nothing on" if found.redirects else "has no backend",
        by=(found.by,),
        request=found.request,
    )


def _to_service(
    world: World, caller: Caller, to: AtService, request: Request
) -> Iterator[Hop]:
    service = world.services.get((to.namespace, to.name))
    if service is None:
        yield _nowhere(f"there is no Service {to.namespace}/{to.name}", request)
        return
    port = _service_port(service, to.port)
    if port is None:
        yield _nowhere(f"Service {to.namespace}/{to.name} has no port {to.port}", request)
        return
    servers = world.behind(service)
    if not servers:
        yield _nowhere(
            f"Service {to.namespace}/{to.name} selects no pod", request, by=(service,)
        )
        return
    server, target = servers[0], _target(port, servers[0])
    waypoint = world.waypoint_of(service)
    if waypoint is None or not _goes_through(world, caller, service):
        if waypoint is not None and caller.captured:
            yield _past_waypoint(waypoint, service, request)
        yield from _to_pod(world, caller, server, target, request)
        return
    [proxy] = [each for each in world.servers if each.obj is waypoint]
    yield from _connect(world, caller, proxy, HBONE, request)
    request = yield from at_waypoint.steps(world, waypoint, caller, service, port, request)
    name = principal(f"{proxy.namespace}/{proxy.account}", world.mesh.trust_domain)
    onward = Caller(
        name=f"waypoint {proxy.namespace}/{proxy.name}",
        pod=proxy.pod,
        principal=name,
        captured=True,
    )
    yield from _to_pod(world, onward, server, target, request)


def _goes_through(world: World, caller: Caller, service: Object) -> bool:
    """Return whether a caller goes through a Service's waypoint.

    A pod in the mesh does. The ingress proxy does where a label says so.
    """
    if not caller.captured:
        return False
    if caller.name != ingress.NAME:
        return True
    metadata = service["metadata"]
    labels = metadata.get("labels") or {}
    around = world.namespaces.get(metadata["namespace"], {})
    return bool(labels.get(INGRESS_USE_WAYPOINT, around.get(INGRESS_USE_WAYPOINT)) == "true")


def _to_address(world: World, caller: Caller, to: AtPod, request: Request) -> Iterator[Hop]:
    """Yield the steps to a pod's own address; a waypoint for pods is not followed."""
    waypoint = world.waypoint_of_pods(to.server) if caller.captured else None
    if waypoint is None:
        yield from _to_pod(world, caller, to.server, to.port, request)
        return
    yield Hop(
        at="waypoint",
        where=f"waypoint {title_of(waypoint)}",
        passes=True,
        said=f"decides about connections to the pods of {to.server.title}",
        by=(waypoint,),
        request=request,
        doubted=(waypoint,),
    )


def _to_pod(
    world: World, caller: Caller, server: Server, port: int, request: Request
) -> Iterator[Hop]:
    through_mesh = caller.captured and server.captured
    yield from _connect(world, caller, server, HBONE if through_mesh else port, request)
    if caller.on_node:
        yield Hop(
            at="ztunnel",
            where=server.title,
            passes=True,
            said="a node's own traffic to its pods bypasses ztunnel",
            request=request,
        )
    elif server.captured:
        known = caller if through_mesh else replace(caller, principal=None)
        yield _at_ztunnel(world, known, server, port, request)
    gateways = world.gateways_of(server.labels)
    if gateways and not server.captured:
        onward = yield from ingress.steps(world, server, port, request)
        if onward is None:
            return
        account = f"{server.namespace}/{server.account}"
        proxy = Caller(
            name=ingress.NAME,
            pod=server.pod,
            principal=principal(account, world.mesh.trust_domain),
            captured=True,
        )
        yield from _to_service(world, proxy, *onward)
        return
    yield Hop(
        at="pod",
        where=server.title,
        passes=True,
        said=f"receives it on port {port}",
        by=(server.obj,),
        request=request,
    )


def _connect(
    world: World, caller: Caller, server: Server, port: int, request: Request
) -> Iterator[Hop]:
    """Yield what NetworkPolicies decide about a connection, where any has a say."""
    source = caller.pod or Pod("")
    doubts = doubted(world.network_policies(server.namespace), source, server.pod, port)
    what = f"port {port}" if port != HBONE else f"port {HBONE}, the mesh's own,"
    pod = server.pod
    leaving = outgoing(world.network_policies(source.namespace), source, pod, port)
    entering = incoming(world.network_policies(server.namespace), source, pod, port)
    ways: tuple[tuple[Point, Pod, str, DecisionOfNetwork], ...] = (
        ("egress", source, "leave for", leaving),
        ("network", pod, "come in at", entering),
    )
    for at, selected, verb, found in ways:
        if not found.selecting or (caller.on_node and not found.passes):
            # A node reaches its own pods, whatever policies say.
            continue
        unsure = doubts if at == "network" and not found.passes else ()
        passes = found.passes or bool(unsure)
        may = "may" if passes else "may not"
        yield Hop(
            at=at,
            where=f"network of {selected.namespace}",
            passes=passes,
            said=f"{caller.name} {may} {verb} {what} of {server.title}",
            by=found.allowing or unsure or found.selecting,
            request=request,
            answer="" if passes else _NO_ANSWER,
            doubted=unsure,
            caller=caller,
            to=pod,
            port=port,
        )


def _past_waypoint(waypoint: Object, service: Object, request: Request) -> Hop:
    return Hop(
        at="waypoint",
        where=f"waypoint {title_of(waypoint)}",
        passes=True,
        said=f"is bypassed by the ingress proxy: neither Service {title_of(service)} nor its "
        f"namespace has label {INGRESS_USE_WAYPOINT}",
        by=(service,),
        request=request,
    )


def _at_ztunnel(
    world: World, caller: Caller, server: Server, port: int, request: Request
) -> Hop:
    policies = world.at_pods(server)
    connection = Connection(port, caller.principal)
    found = decided_at_pod([policy for policy, _ in policies], connection)
    unread = [obj for _, obj in policies if _has_http(obj)]
    decisive = {id(policy) for policy in found.by}
    open_ = {id(policy) for policy in found.doubted}
    return Hop(
        at="ztunnel",
        where=f"ztunnel of {server.title}",
        passes=found.passes,
        said=_of_ztunnel(found, caller, server) + _unread(unread),
        by=tuple(obj for policy, obj in policies if id(policy) in decisive),
        request=request,
        answer="" if found.passes else at_waypoint.RESET,
        caller=caller,
        to=server.pod,
        port=port,
        doubted=tuple(obj for policy, obj in policies if id(policy) in open_),
    )


def _of_ztunnel(found: DecisionAtPod, caller: Caller, server: Server) -> str:
    who = caller.principal or "plain text, which has no identity,"
    if not found.by:
        return f"admits {who}: no policy closes the pods of {server.title}"
    if found.passes:
        return f"admits {who}"
    if found.by[0]["action"] == "DENY":
        return f"refuses {who} by a DENY"
    return f"refuses {who}: no ALLOW names it"


def _has_http(policy: Object) -> bool:
    rules = (policy.get("spec") or {}).get("rules") or ()
    return policy["kind"] == "AuthorizationPolicy" and any(map(rule_reads_http, rules))


def _unread(policies: Sequence[Object]) -> str:
    if not policies:
        return ""
    return (
        f"; ztunnel reads no HTTP, so rules of {', '.join(map(title_of, policies))} have no "
        f"effect as they are written"
    )


def _nowhere(said: str, request: Request, by: tuple[Object, ...] = ()) -> Hop:
    return Hop(
        at="route",
        where="routes",
        passes=False,
        said=said,
        by=by,
        request=request,
        answer="503",
    )


def _service_port(service: Object, wanted: int) -> Object | None:
    """Return a Service's port of a number; 0 means its only one."""
    ports: Sequence[Object] = service["spec"].get("ports") or ()
    if not wanted and len(ports) == 1:
        return ports[0]
    return next((each for each in ports if each["port"] == wanted), None)


def _target(port: Object, server: Server) -> int:
    number = int(port["port"])
    target = port.get("targetPort", number)
    return target if isinstance(target, int) else server.ports.get(target, number)
