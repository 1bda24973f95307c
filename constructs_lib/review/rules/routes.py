"""Find changes of hosts, routes and the ports of Services."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, code_pair, listed
from ..severity import Severity
from .rule import Found, ReviewRule

_TOLD: Final = ("gateways", "hostnames", "hosts", "parentRefs")
_MODELS: Final = "model-routes"
_OUTSIDE: Final = ("LoadBalancer", "NodePort")


def _listed_at(*path: str) -> Callable[[Object | None], Iterable[str]]:
    return lambda obj: at(obj, *path) or []


def _of_listeners(obj: Object | None) -> Iterable[str]:
    listeners = at(obj, "spec", "listeners") or []
    return (listener.get("hostname", "*") for listener in listeners)


def _of_servers(obj: Object | None) -> Iterable[str]:
    servers = at(obj, "spec", "servers") or []
    return (host for server in servers for host in server.get("hosts", []))


def _of_endpoints(obj: Object | None) -> Iterable[str]:
    return (endpoint["dnsName"] for endpoint in at(obj, "spec", "endpoints") or [])


# Where each kind lists its hosts.
_HOSTS: Final[Mapping[tuple[str, str], Callable[[Object | None], Iterable[str]]]] = {
    ("gateway.networking.k8s.io", "HTTPRoute"): _listed_at("spec", "hostnames"),
    ("gateway.networking.k8s.io", "Gateway"): _of_listeners,
    ("networking.istio.io", "VirtualService"): _listed_at("spec", "hosts"),
    ("networking.istio.io", "Gateway"): _of_servers,
    ("externaldns.k8s.io", "DNSEndpoint"): _of_endpoints,
    ("cert-manager.io", "Certificate"): _listed_at("spec", "dnsNames"),
}


def _route(change: Change) -> Found:
    yield from _models(change)
    hosts = _HOSTS.get((change.identity.group, change.kind))
    if hosts is None or change.after is None:
        return
    was, now = set(hosts(change.before)), set(hosts(change.after))
    if lost := sorted(was - now):
        yield Severity.WARNING, f"removes hosts {listed(lost)}"
    if gained := sorted(now - was):
        yield Severity.NOTICE, f"adds hosts {listed(gained)}"
    if change.before is None:
        return
    for field in ("parentRefs", "gateways"):
        before, after = change.both("spec", field)
        if before != after:
            yield (
                Severity.WARNING,
                f"attaches to a different gateway: {code_pair(before, after)}",
            )
    if was == now and _unlike_hosts(change.before) != _unlike_hosts(change.after):
        yield Severity.NOTICE, "paths, targets, listeners or settings change"


def _models(change: Change) -> Found:
    """Find changed paths of models: Metacontroller updates each route in place.

    Without the hook nothing updates a route, and a route stays until its model is deleted.
    """
    if (change.kind, change.identity.name) != ("ConfigMap", _MODELS) or not change.before:
        return
    was, now = (_place(side) for side in (change.before, change.after))
    if now is None:
        labelled = code(f"kubectl delete virtualservices -A -l app={_MODELS}")
        yield (
            Severity.WARNING,
            f"routes to models stay in the cluster; delete them with {labelled}",
        )
    elif was != now:
        yield Severity.WARNING, f"{_what(was, now)} of models changes: {code_pair(was, now)}"


def _place(obj: Object | None) -> str | None:
    """Return the prefix of the paths of models, or `*.` and the domain of their hosts."""
    told = at(obj, "data", "settings.json")
    if not told:
        return None
    settings = json.loads(told)
    return f"*.{settings['domain']}" if "domain" in settings else str(settings["prefix"])


def _what(*places: str | None) -> str:
    paths = all(str(each).startswith("/") for each in places)
    return "the path prefix" if paths else "the host or path"


def _unlike_hosts(obj: Object) -> dict[str, Any]:
    spec = at(obj, "spec") or {}
    return {field: value for field, value in spec.items() if field not in _TOLD}


def _service(change: Change) -> Found:
    if (change.identity.group, change.kind) != ("", "Service") or change.after is None:
        return
    types = tuple(side or "ClusterIP" for side in change.both("spec", "type"))
    if types[0] != types[1]:
        opened = types[1] in _OUTSIDE
        meaning = ": reachable from outside the cluster" if opened else ""
        level = Severity.WARNING if opened else Severity.NOTICE
        yield level, f"type {code_pair(*types)}{meaning}"
    if change.before is None:
        return
    was, now = ({p["port"] for p in side or []} for side in change.both("spec", "ports"))
    if lost := sorted(was - now):
        yield Severity.WARNING, f"no longer listens on {listed(lost)}"
    if gained := sorted(now - was):
        yield Severity.NOTICE, f"now listens on {listed(gained)}"
    selectors = change.both("spec", "selector")
    if selectors[0] != selectors[1]:
        yield Severity.WARNING, f"selects different pods: {code_pair(*selectors)}"


ROUTE: Final = ReviewRule(
    name="route",
    levels={
        Severity.WARNING: "a host is removed, a route attaches to a different gateway, or "
        "the paths or hosts of models change",
        Severity.NOTICE: "a host is added, or paths or targets change",
    },
    find=_route,
)
SERVICE: Final = ReviewRule(
    name="service",
    levels={
        Severity.WARNING: "a port is removed, different pods are selected, or it is reachable "
        "from outside the cluster",
        Severity.NOTICE: "a port is added, or the type changes",
    },
    find=_service,
)
