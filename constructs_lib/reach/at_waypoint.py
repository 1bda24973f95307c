"""What a waypoint decides about a request to a Service: token, provider, policies."""

from collections.abc import Generator
from dataclasses import replace
from typing import Final

from ..kube import Object
from . import ingress
from .authorization import Attributes, asked, decided
from .hop import Caller, Hop, title_of
from .request import Request
from .tokens import verified
from .world import World, reads_http

RESET: Final = "the connection is closed"


def steps(  # noqa: PLR0917 - all that a waypoint sees
    world: World,
    waypoint: Object,
    caller: Caller,
    service: Object,
    port: Object,
    request: Request,
) -> Generator[Hop, None, Request]:
    """Yield the steps at a Service's waypoint; return the request as it goes on."""
    if reads_http(port):
        request = yield from _tokens(world, waypoint, service, request)
    yield _policies(world, waypoint, caller, service, port, request)
    return request


def _tokens(
    world: World, waypoint: Object, service: Object, request: Request
) -> Generator[Hop, None, Request]:
    """Verify a token anew: what another proxy has verified is not handed on."""
    policies = world.at_waypoint("RequestAuthentication", waypoint, service)
    found = verified(policies, replace(request, claims=None))
    if found.by:
        where = f"waypoint {title_of(waypoint)}"
        yield ingress.of_tokens(found, where, valid="the token is valid")
    return found.request


def _policies(  # noqa: PLR0917 - as steps is told
    world: World,
    waypoint: Object,
    caller: Caller,
    service: Object,
    port: Object,
    request: Request,
) -> Hop:
    policies = world.at_waypoint("AuthorizationPolicy", waypoint, service)
    attributes = Attributes(
        port=int(port["port"]),
        principal=caller.principal,
        headers=request.headers,
        method=request.method,
        path=request.path,
        host=request.host,
        claims=request.claims,
        http=reads_http(port),
    )
    found = decided(policies, attributes, world.mesh.trust_domain)
    # Of a provider's answer at a waypoint no object says anything.
    asked_by = asked(policies, attributes, world.mesh.trust_domain, assumed=True)
    called = service["metadata"]
    refused = ingress.FORBIDDEN if attributes.http else RESET
    return Hop(
        at="waypoint",
        where=f"waypoint {title_of(waypoint)}",
        passes=found.passes,
        said=ingress.sentence(found, f"of Service {called['namespace']}/{called['name']}"),
        by=found.by,
        request=request,
        answer="" if found.passes else refused,
        caller=caller,
        port=attributes.port,
        service=service,
        doubted=(*asked_by, *found.doubted),
    )
