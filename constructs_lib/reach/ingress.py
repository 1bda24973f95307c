"""What the ingress proxy decides about a request: login, token, policies, route."""

from collections.abc import Generator, Sequence
from typing import Final

from ..kube import Object
from .authorization import Attributes, Decision, asked, decided
from .credentials import kept
from .hop import AtService, Hop
from .request import COOKIE, Request
from .routes import TOKENS, service_of
from .tokens import Verified, verified
from .world import Server, World

NAME: Final = "the ingress proxy"
FORBIDDEN: Final = "403 RBAC: access denied"
SIGN_IN: Final = "302 to the login; 401 for a program"

Onward = tuple[AtService, Request]


def steps(
    world: World, proxy: Server, port: int, request: Request
) -> Generator[Hop, None, Onward | None]:
    """Yield the steps at the ingress proxy; return where the request goes, and how.

    The route is chosen before the filters, which it may turn off, and again after them.
    """
    routes = world.routes_at(proxy)
    route = routes.choose(request)
    off = route.without if route else frozenset[str]()
    request = yield from _login(world, proxy, port, request)
    if TOKENS not in off:
        request = yield from _tokens(world, proxy, request)
    yield from _policies(world, proxy, port, request)
    route = routes.choose(request)
    aside = routes.unbound_for(request) if route is None or route.for_all else ()
    if route is None or not route.hosts:
        yield Hop(
            at="route",
            where=NAME,
            passes=route is not None,
            said=("answers itself" if route else f"has no route for {request.path}")
            + _unbound(aside),
            by=(route.by,) if route else aside,
            request=request,
            answer="" if route else "404",
        )
        return None
    host, number = route.hosts[0]
    namespace, name = service_of(host, route.by["metadata"]["namespace"])
    leaving = kept(world.of("EnvoyFilter"), proxy.labels, route.request, off)
    yield Hop(
        at="route",
        where=NAME,
        passes=True,
        said=f"leads {request.path} to Service {namespace}/{name}" + _unbound(aside),
        by=(route.by, *aside),
        request=leaving,
    )
    return AtService(namespace=namespace, name=name, port=number), leaving


def _login(
    world: World, proxy: Server, port: int, request: Request
) -> Generator[Hop, None, Request]:
    """Ask the login about a request that a CUSTOM policy is for; return its answer."""
    policies = world.at_gateway("AuthorizationPolicy", proxy.namespace, proxy.labels)
    attributes, domain = _attributes(request, port), world.mesh.trust_domain
    by = asked(policies, attributes, domain)
    if not by and (perhaps := asked(policies, attributes, domain, assumed=True)):
        said = "may ask the login, depending on addresses"
        yield _at_login(said, by=perhaps, request=request, doubted=perhaps)
        # Who is logged in has a token by it; nobody else gets further by being asked.
        return request.with_token(request.session) if request.session else request
    if not by:
        return request
    provider = by[0]["spec"].get("provider", {}).get("name", "")
    known = world.mesh.providers
    if known is not None and provider not in known:
        said = f"the mesh's config has no extension provider {provider!r}"
        yield _at_login(said, by=by, request=request, answer=FORBIDDEN)
        return request
    if request.session is None:
        said = f"{provider} knows no session, and the request has no token"
        yield _at_login(said, by=by, request=request, answer=SIGN_IN)
        return request
    told = request.with_token(request.session)
    said = f"{provider} knows the session, and adds the user's token"
    yield _at_login(said, by=by, request=told)
    return told


def _at_login(
    said: str,
    *,
    by: tuple[Object, ...],
    request: Request,
    answer: str = "",
    doubted: tuple[Object, ...] = (),
) -> Hop:
    """Return a step at the login, which refuses a request that it answers."""
    return Hop(
        at="login",
        where=NAME,
        passes=not answer,
        said=said,
        by=by,
        request=request,
        answer=answer,
        doubted=doubted,
    )


def _tokens(world: World, proxy: Server, request: Request) -> Generator[Hop, None, Request]:
    policies = world.at_gateway("RequestAuthentication", proxy.namespace, proxy.labels)
    found = verified(policies, request)
    if found.by:
        yield of_tokens(found, NAME, valid=_of_token(request, found.request))
    return found.request


def of_tokens(found: Verified, where: str, *, valid: str) -> Hop:
    """Return the step at which a proxy verifies a token. valid: what is said of a good one."""
    return Hop(
        at="tokens",
        where=where,
        passes=found.answer is None,
        said=found.answer[1] if found.answer else valid,
        by=found.by,
        request=found.request,
        answer=f"{found.answer[0]} {found.answer[1]}" if found.answer else "",
    )


def _policies(
    world: World, proxy: Server, port: int, request: Request
) -> Generator[Hop, None, None]:
    policies = world.at_gateway("AuthorizationPolicy", proxy.namespace, proxy.labels)
    found = decided(policies, _attributes(request, port), world.mesh.trust_domain)
    yield Hop(
        at="policies",
        where=NAME,
        passes=found.passes,
        said=sentence(found, "of the ingress proxy") + _ignored(world, proxy),
        by=found.by,
        request=request,
        answer="" if found.passes else FORBIDDEN,
        port=port,
        doubted=found.doubted,
    )


def _unbound(services: Sequence[Object]) -> str:
    return "".join(
        f"; VirtualService {each['metadata']['namespace']}/{each['metadata']['name']} is for "
        f"this path, but names no Gateway of this proxy: "
        f"{', '.join(each['spec'].get('gateways') or ('mesh',))}"
        for each in services
    )


def _ignored(world: World, proxy: Server) -> str:
    names = [each["metadata"]["name"] for each in world.ignored_at_gateway(proxy)]
    if not names:
        return ""
    return (
        f"; {', '.join(names)} name the proxy by targetRefs, which Istio ignores at a proxy "
        f"that it did not make: use a selector"
    )


def sentence(found: Decision, of: str) -> str:
    """Return a decision of an Envoy as a sentence. of: whose policies they are."""
    if found.action == "DENY":
        return "a DENY matches the request"
    if not found.by:
        return f"no policy {of} is an ALLOW, so every request passes"
    if found.passes:
        return "an ALLOW matches the request"
    return f"no ALLOW {of} matches the request"


def _of_token(before: Request, after: Request) -> str:
    told = sorted(after.headers.keys() - before.headers.keys())
    words = f", and sets {', '.join(told)}" if told else ""
    kept_on = "keeps" if "authorization" in after.headers else "removes"
    return f"the token is valid; the proxy {kept_on} it{words}"


def _attributes(request: Request, port: int) -> Attributes:
    return Attributes(
        port=port,
        headers=_with_cookie(request),
        method=request.method,
        path=request.path,
        host=request.host,
        claims=request.claims,
    )


def _with_cookie(request: Request) -> dict[str, str]:
    cookie = {COOKIE: "…"} if request.session and COOKIE not in request.headers else {}
    return {**request.headers, **cookie}
