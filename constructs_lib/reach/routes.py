"""Choose a request's route at the ingress proxy: VirtualServices, and routes before them.

Istio serves the routes of all VirtualServices of a gateway and host as one list, in the order
of their age, and routes for every path last. Objects of one sync have one age; then names
decide. Routes that an EnvoyFilter inserts first come before all of them.
Source: pilot/pkg/networking/core/route of istio/istio 1.30.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..kube import Object, selects
from .authorization import text_matches
from .request import Request

_NO_HOST: Final = (False, 0)

TOKENS: Final = "envoy.filters.http.jwt_authn"


@dataclass(frozen=True, kw_only=True)
class Route:
    """A chosen route, and the object that wrote it.

    hosts: the Services and their ports that it leads to; none if the proxy answers itself.
    request: as it leaves. without: the filters that this route turns off, by name. for_all:
    whether it is for every path.
    """

    by: Object
    hosts: tuple[tuple[str, int], ...]
    request: Request
    without: frozenset[str] = frozenset()
    for_all: bool = False


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The routes of a proxy: those that EnvoyFilters insert, and VirtualServices.

    unbound: VirtualServices that name no Gateway of the proxy.
    """

    inserted: Sequence[tuple[Mapping[str, Any], Object]] = ()
    services: Sequence[Object] = field(default_factory=tuple)
    unbound: Sequence[Object] = field(default_factory=tuple)

    def unbound_for(self, request: Request) -> tuple[Object, ...]:
        """Return the unbound VirtualServices with a route for a request's own path."""
        return tuple(
            service
            for service in self.unbound
            if any(
                not _is_for_all(match) and _matches(match, request)
                for rule in service["spec"].get("http") or ()
                for match in rule.get("match") or ()
            )
        )

    def choose(self, request: Request) -> Route | None:
        """Return the route of a request, or None if it has none."""
        for value, by in self.inserted:
            if request.path.startswith(value["match"]["prefix"]):
                return _inserted(value, by, request)
        ranks = [_rank(service, request.host) for service in self.services]
        # A host of its own takes a request from all wider ones (istio/istio issue 57404).
        closest = max(ranks, default=_NO_HOST)
        ordered: list[tuple[Mapping[str, Any], Mapping[str, Any], Object]] = [
            (rule, match, service)
            for rank, service in zip(ranks, self.services, strict=True)
            if rank == closest > _NO_HOST
            for rule in service["spec"].get("http") or ()
            for match in rule.get("match") or [dict[str, Any]()]
        ]
        ordered.sort(key=lambda each: _is_for_all(each[1]))
        for rule, match, service in ordered:
            if _matches(match, request):
                return _route(rule, match, service, request)
        return None


def routes_of(
    objects: Iterable[Object], *, gateways: Iterable[Object], labels: Mapping[str, str]
) -> Routes:
    """Return the routes of a proxy.

    gateways: Istio's Gateways that select it. labels: of its pods.
    """
    bound = {
        f"{gateway['metadata']['namespace']}/{gateway['metadata']['name']}"
        for gateway in gateways
    }
    inserted: list[tuple[Mapping[str, Any], Object]] = []
    services: list[Object] = []
    unbound: list[Object] = []
    for obj in objects:
        if obj["kind"] == "EnvoyFilter" and _is_for(obj, labels):
            # Each is put before those that are there.
            for patch in obj["spec"].get("configPatches") or ():
                if _inserts_route(patch):
                    inserted.insert(0, (patch["patch"]["value"], obj))
        elif obj["kind"] == "VirtualService":
            (services if _bound(obj) & bound else unbound).append(obj)
    services.sort(key=lambda each: (each["metadata"]["name"], each["metadata"]["namespace"]))
    return Routes(inserted=inserted, services=services, unbound=unbound)


def service_of(host: str, namespace: str) -> tuple[str, str]:
    """Return the namespace and the name of a Service by its host in DNS."""
    name, _, rest = host.partition(".")
    return rest.partition(".")[0] or namespace, name


def _is_for(envoy_filter: Object, labels: Mapping[str, str]) -> bool:
    selector = envoy_filter["spec"].get("workloadSelector", {}).get("labels", {})
    return selects({"matchLabels": selector}, labels)


def _inserts_route(patch: Mapping[str, Any]) -> bool:
    return bool(
        patch["applyTo"] == "HTTP_ROUTE" and patch["patch"]["operation"] == "INSERT_FIRST"
    )


def _bound(service: Object) -> set[str]:
    namespace = service["metadata"]["namespace"]
    return {
        name if "/" in name else f"{namespace}/{name}"
        for name in service["spec"].get("gateways") or ()
    }


def _rank(service: Object, host: str) -> tuple[bool, int]:
    """Return how closely a VirtualService is for a host: by its name, or a part of it."""
    name = host.partition(":")[0] or "-"
    return max(
        (
            (not each.startswith("*"), len(each))
            for each in service["spec"]["hosts"]
            if text_matches(each, name)
        ),
        default=_NO_HOST,
    )


def _is_for_all(match: Mapping[str, Any]) -> bool:
    return not match or (set(match) == {"uri"} and match["uri"] == {"prefix": "/"})


def _inserted(value: Mapping[str, Any], by: Object, request: Request) -> Route:
    _, port, _, host = value["route"]["cluster"].split("|")
    settings = value.get("typed_per_filter_config") or {}
    return Route(
        by=by,
        hosts=((host, int(port)),),
        request=request.without_headers(value.get("request_headers_to_remove") or ()),
        without=frozenset(name for name, each in settings.items() if each.get("disabled")),
    )


def _matches(match: Mapping[str, Any], request: Request) -> bool:
    same_case = not match.get("ignoreUriCase")
    path = request.path if same_case else request.path.lower()
    return (
        _text_matches(match.get("uri"), path)
        and _text_matches(match.get("method"), request.method)
        and _text_matches(match.get("authority"), request.host)
        and all(_header(name, how, request) for name, how in _of(match, "headers"))
        and not any(_header(name, how, request) for name, how in _of(match, "withoutHeaders"))
    )


def _of(match: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from (match.get(name) or {}).items()


def _header(name: str, how: Mapping[str, Any] | None, request: Request) -> bool:
    if name.startswith("@request.auth.claims"):
        return _claim(name, how or {}, request)
    value = request.headers.get(name.lower())
    return value is not None and _text_matches(how, value)


def _claim(name: str, how: Mapping[str, Any], request: Request) -> bool:
    """Match a verified claim, `@request.auth.claims.groups` or with its names in brackets."""
    rest = name.removeprefix("@request.auth.claims")
    names = re.findall(r"\[([^\]]*)\]", rest) or rest.lstrip(".").split(".")
    value: Any = request.claims or {}
    for each in names:
        value = value.get(each) if isinstance(value, Mapping) else None
    values = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(each, str) and _text_matches(how, each) for each in values)


def _text_matches(how: Mapping[str, Any] | None, text: str) -> bool:
    if not how:
        return True
    (kind, wanted) = next(iter(how.items()))
    if kind == "regex":
        return bool(re.fullmatch(wanted, text))
    return text.startswith(wanted) if kind == "prefix" else text == wanted


def _route(
    rule: Mapping[str, Any], match: Mapping[str, Any], service: Object, request: Request
) -> Route:
    changed = _changed(rule, request)
    hosts = []
    for each in rule.get("route") or ():
        # A weight of 0 beside others gets nothing.
        if each.get("weight") == 0 and len(rule["route"]) > 1:
            continue
        to = each["destination"]
        host = to["host"]
        if "." not in host:
            host = f"{host}.{service['metadata']['namespace']}"
        hosts.append((host, int((to.get("port") or {}).get("number", 0))))
        changed = _changed(each, changed)
    rewrite = (rule.get("rewrite") or {}).get("uri")
    prefix = (match.get("uri") or {}).get("prefix")
    if rewrite is not None:
        rest = changed.path.removeprefix(prefix) if prefix else ""
        changed = replace(changed, path=f"{rewrite}{rest}")
    return Route(by=service, hosts=tuple(hosts), request=changed, for_all=_is_for_all(match))


def _changed(part: Mapping[str, Any], request: Request) -> Request:
    """Return a request with a route's changes of its headers."""
    told = (part.get("headers") or {}).get("request") or {}
    added = {
        name: ",".join(filter(None, (request.headers.get(name.lower()), value)))
        for name, value in (told.get("add") or {}).items()
    }
    without = request.without_headers(told.get("remove") or ())
    return without.with_headers({**added, **(told.get("set") or {})})
