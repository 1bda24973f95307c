"""Choose a request's route at the edge: HTTPRoutes, as the Gateway API defines it.

Of the rules that match, the one with the longest path decides; an exact path comes first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..kube import Object
from .authorization import text_matches
from .request import Request

_NEVER: Final = -1
_REGEX: Final = "RegularExpression"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A chosen rule of an HTTPRoute: where it leads, and the request as it leaves.

    backends: namespace, name and port of Services; none if the edge redirects.
    """

    by: Object
    backends: tuple[tuple[str, str, int], ...]
    request: Request
    redirects: bool = False


def hosts_of(routes: Iterable[Object]) -> list[str]:
    """Return the hosts that HTTPRoutes serve, each once; those of `*.` at the end."""
    found = {host for each in routes for host in each["spec"].get("hostnames") or ()}
    return sorted(found, key=lambda host: (host.startswith("*"), host))


def passage(routes: Iterable[Object], request: Request) -> Passage | None:
    """Return how a request passes the edge, or None if no route takes it.

    Requests come by HTTPS where routes of both kinds serve a host.
    """
    found = [
        (rank, rule, route)
        for route in routes
        if _serves(route, request.host)
        for rule in route["spec"].get("rules") or ()
        if (rank := _rank(rule, request)) > _NEVER
    ]
    # A redirect from plain HTTP stands beside the route of HTTPS.
    found.sort(key=lambda each: (_redirects(each[1]), -each[0]))
    if not found:
        return None
    _, rule, route = found[0]
    namespace = route["metadata"]["namespace"]
    backends = tuple(
        (each.get("namespace", namespace), each["name"], int(each["port"]))
        for each in rule.get("backendRefs") or ()
        if each.get("weight", 1)
    )
    for each in rule.get("filters") or ():
        request = _changed(each.get("requestHeaderModifier") or {}, request)
        request = _rewritten(each.get("urlRewrite") or {}, request)
    return Passage(by=route, backends=backends, request=request, redirects=_redirects(rule))


def _serves(route: Object, host: str) -> bool:
    names = route["spec"].get("hostnames")
    return not names or any(text_matches(name, host.partition(":")[0]) for name in names)


def _redirects(rule: Mapping[str, Any]) -> bool:
    return any(each.get("requestRedirect") for each in rule.get("filters") or ())


def _rank(rule: Mapping[str, Any], request: Request) -> int:
    matches: Sequence[Mapping[str, Any]] = rule.get("matches") or ({},)
    return max(_rank_of(match, request) for match in matches)


def _rank_of(match: Mapping[str, Any], request: Request) -> int:
    path = match.get("path") or {"type": "PathPrefix", "value": "/"}
    wanted = path["value"]
    if match.get("method") not in (None, request.method):
        return _NEVER
    for each in match.get("headers") or ():
        value = request.headers.get(each["name"].lower())
        if value is None or not _is(value, each["value"], each.get("type")):
            return _NEVER
    if path.get("type") == "Exact":
        return 10_000 if request.path == wanted else _NEVER
    if path.get("type") == _REGEX:
        return len(wanted) if _is(request.path, wanted, _REGEX) else _NEVER
    below = f"{wanted.rstrip('/')}/"
    within = request.path == wanted.rstrip("/") or request.path.startswith(below)
    return len(wanted) if within else _NEVER


def _is(value: str, wanted: str, kind: str | None) -> bool:
    return bool(re.fullmatch(wanted, value)) if kind == _REGEX else value == wanted


def _changed(changes: Mapping[str, Any], request: Request) -> Request:
    without = request.without_headers(changes.get("remove") or ())
    told = {
        each["name"]: each["value"]
        for way in ("add", "set")
        for each in changes.get(way) or ()
    }
    return without.with_headers(told)


def _rewritten(rewrite: Mapping[str, Any], request: Request) -> Request:
    return replace(request, host=rewrite.get("hostname", request.host))
