"""The ingress: the edge's Envoy, the ingress proxy's behind it, and their neighbours."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .api_server import ApiServer
from .backends import Backend, Reply, Request, backend, backends, mirror
from .envoy import TOKENS, Envoy, Surroundings, called, envoy, listener_at, managers
from .istiod import MESH, Istiod
from .kgateway import PLATFORM_GATEWAY, Kgateway
from .output import overlay
from .processes import wait_for
from .proxies import one_pod, told_to
from .tokens import Issuer
from .xds import Told

HOST: Final = "kubeflow.example.com"
DEX: Final = Issuer("http://dex.auth.svc.cluster.local:5556/dex")
SESSION: Final = "oauth2_proxy_kubeflow=alice"

NAMESPACE: Final = "oauth2-proxy"
ASKED: Final = f"outbound|80||{MESH['extensionProviders'][0]['envoyExtAuthzHttp']['service']}"
ASKING: Final = "envoy.filters.http.ext_authz"

Servers = Callable[[Iterable[str]], AbstractContextManager[dict[str, Backend]]]

EDGE_PORT: Final = 80
PROXY_PORT: Final = 8080


@dataclass(frozen=True)
class Doors:
    """The entry points of requests, and the requests that oauth2-proxy received."""

    edge: Envoy
    proxy: Envoy
    unprovided: Envoy
    asked: list[Request]


@dataclass(frozen=True)
class Configurations:
    """The configuration of each entry point's Envoy; one istiod has no oauth2-proxy."""

    edge: Told
    proxy: Told
    unprovided: Told


def told_to_proxy(server: ApiServer, istiod: Istiod) -> Told:
    """Return istiod's configuration of the ingress proxy's pod."""
    return told_to(istiod, one_pod(server, "kubeflow", "istio=ingressgateway"), kind="router")


def filters(configuration: Told) -> list[str]:
    """Return what a request passes through at the ingress proxy."""
    (chain,) = listener_at(configuration, PROXY_PORT)["filter_chains"]
    return [each["name"] for each in chain["filters"][0]["typed_config"]["http_filters"]]


def once(complete: Callable[[Told], object], read: Callable[[], Told], what: str) -> Told:
    """Return a configuration as soon as it is complete."""
    found: list[Told] = []

    def there() -> bool:
        found[:] = [read()]
        return bool(complete(found[0]))

    wait_for(there, what, seconds=30)
    return found[0]


def configurations(server: ApiServer, istiod: Istiod, kgateway: Kgateway) -> Configurations:
    """Return the configuration of the three, in a cluster with the default environment."""
    server.apply([PLATFORM_GATEWAY])

    def proxy() -> Told:
        return told_to_proxy(server, istiod)

    def asks(configuration: Told) -> bool:
        return ASKING in filters(configuration)

    asked = [
        obj
        for obj in overlay()
        if obj["kind"] == "Service" and obj["metadata"]["namespace"] == NAMESPACE
    ]
    server.kubectl("delete", "service", "oauth2-proxy", "-n", NAMESPACE)
    unprovided = once(lambda told: not asks(told), proxy, "a proxy without oauth2-proxy")
    server.apply(asked)
    return Configurations(
        edge=once(
            lambda told: called(told.routes),
            lambda: kgateway.tells("default-gateway", "default"),
            "the edge's routes",
        ),
        proxy=once(asks, proxy, "a proxy that asks oauth2-proxy"),
        unprovided=unprovided,
    )


def sign_in(request: Request) -> Reply:
    """Respond like oauth2-proxy: to a known session with its token, to all others with 401.

    On paths of its own it says what it saw, but where it sets a cookie or answers as to the
    gateway.
    """
    known = SESSION in request.headers.get("cookie", "")
    token = {"authorization": f"Bearer {DEX.token('alice')}"}
    if request.path == "/oauth2/sets-a-cookie":
        return Reply(200, {"set-cookie": "oauth2_proxy_kubeflow=new; Path=/"})
    if request.path == "/oauth2/auth":
        return Reply(202, token) if known else Reply(401)
    if request.path.startswith("/oauth2/"):
        return mirror(ASKED)(request)
    if known:
        return Reply(200, token)
    return Reply(401, {"content-type": "text/plain"}, "sign in")


@contextmanager
def proxy_alone(told: Told, folder: Path) -> Iterator[Envoy]:
    """Run the ingress proxy with this configuration, in front of backends and oauth2-proxy."""
    with backends(called(told.routes)) as served, backend(sign_in) as login:
        ports = {name: each.port for name, each in served.items()}
        around = Surroundings(ports | {ASKED: login.port}, {DEX.name: DEX.keys})
        with envoy(told, PROXY_PORT, around, folder=folder) as opened:
            yield opened


@contextmanager
def doors(
    configured: Configurations, folder: Path, *, served_by: Servers = backends
) -> Iterator[Doors]:
    """Run the Envoys: the edge routes to the proxy, the proxies to backends."""
    # What other tests run has routes too, and may come and go between the two.
    wanted = called(configured.proxy.routes) | called(configured.unprovided.routes)
    with served_by(wanted) as served, backend(sign_in) as login:
        ports = {name: each.port for name, each in served.items()}
        around = Surroundings(ports | {ASKED: login.port}, {DEX.name: DEX.keys})
        with (
            envoy(configured.proxy, PROXY_PORT, around, folder=folder / "proxy") as proxy,
            envoy(
                configured.unprovided, PROXY_PORT, around, folder=folder / "unprovided"
            ) as unprovided,
            envoy(
                configured.edge,
                EDGE_PORT,
                Surroundings({"kube_kubeflow_istio-ingressgateway_80": proxy.port}),
                folder=folder / "edge",
            ) as edge,
        ):
            yield Doors(edge, proxy, unprovided, login.requests)


def issuers(told: Told) -> set[str]:
    """Return the issuers whose tokens a proxy accepts."""
    return {
        provider["issuer"]
        for manager in managers(listener_at(told, PROXY_PORT))
        for each in manager["http_filters"]
        if each["name"] == TOKENS
        for provider in each["typed_config"]["providers"].values()
    }
