"""The whole ingress: both Envoys, the real oauth2-proxy, a real Dex, and backends."""

import copy
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .api_server import ApiServer
from .backends import backends
from .browser import Browser, Page
from .containers import Object
from .entry import HOST, PROXY_PORT, once
from .envoy import Envoy, Surroundings, called, envoy
from .kgateway import PLATFORM_GATEWAY, Kgateway
from .login import Login
from .tokens import Issuer
from .xds import Told

TLS_PORT: Final = 443


@dataclass(frozen=True)
class Front:
    """The entry point of users, and the servers that admit them."""

    edge: Envoy
    proxy: Envoy
    login: Login
    issuer: Issuer

    def browser(self) -> Browser:
        """Return a browser without any state."""
        return Browser(self.edge.port, HOST)

    def log_in(self, browser: Browser, path: str = "/") -> Page:
        """Go to a path, and log in on the way."""
        asked = browser.submit(browser.open(path))
        return browser.submit(asked, login=self.login.email, password=self.login.password)


def told_to_edge(
    server: ApiServer, kgateway: Kgateway, platform: Object = PLATFORM_GATEWAY
) -> Told:
    """Return the configuration of the edge with TLS, at the platform's Gateway."""
    # Whose certificate it is does not matter here: it is the API server's own.
    pair = {"tls.crt": server.certificate, "tls.key": server.key}
    certificate = {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": "certificate", "namespace": "default"},
        "data": {key: b64encode(file.read_bytes()).decode() for key, file in pair.items()},
    }
    gateway = copy.deepcopy(dict(platform))
    encrypted = gateway["spec"]["listeners"][0] | {
        "name": "https",
        "port": TLS_PORT,
        "protocol": "HTTPS",
        "tls": {"certificateRefs": [{"name": "certificate"}]},
    }
    gateway["spec"]["listeners"].append(encrypted)
    server.apply([certificate, gateway])
    return once(
        lambda told: len(told.listeners) == len(told.routes) == 2,
        lambda: kgateway.tells("default-gateway", "default"),
        "an edge that ends TLS",
    )


@contextmanager
def front(
    edged: Told,
    proxied: Told,
    *,
    logging_in: AbstractContextManager[Login],
    machines: Mapping[str, str] | None = None,
    served: Mapping[str, int] | None = None,
    folder: Path,
) -> Iterator[Front]:
    """Run everything between a browser and the pages.

    machines: the keys of other issuers than Dex. served: the ports of pages that run already,
    by the clusters that lead to them.
    """
    with logging_in as running:
        # A key beside Dex's own, with which tests sign what Dex would not.
        issuer = Issuer(running.issuer)
        keys = json.dumps({"keys": [*running.keys(), *json.loads(issuer.keys)["keys"]]})
        with backends(called(proxied.routes) - running.ports.keys()) as pages:
            ports = {name: page.port for name, page in pages.items()}
            ports |= {**(served or {}), **running.ports}
            around = Surroundings(ports, {issuer.name: keys, **(machines or {})})
            with (
                envoy(proxied, PROXY_PORT, around, folder=folder / "proxy") as proxy,
                envoy(
                    edged,
                    TLS_PORT,
                    Surroundings({"kube_kubeflow_istio-ingressgateway_80": proxy.port}),
                    folder=folder / "edge",
                ) as edge,
            ):
                yield Front(edge, proxy, running, issuer)
