"""The whole way in: both Envoys, the real oauth2-proxy, a real Dex, and backends."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .backends import backends
from .browser import Browser, Page
from .entry import EDGE_PORT, HOST, PROXY_PORT, Configurations
from .envoy import Envoy, Surroundings, called, envoy
from .login import Login, login
from .tokens import Issuer


@dataclass(frozen=True)
class Front:
    """Where users come in, and who lets them."""

    edge: Envoy
    login: Login
    issuer: Issuer

    def browser(self) -> Browser:
        """Return a browser in which nothing has happened yet."""
        return Browser(self.edge.port, HOST)

    def log_in(self, browser: Browser, path: str = "/") -> Page:
        """Go to a path, and log in on the way."""
        asked = browser.submit(browser.open(path))
        password = self.login.credentials.password
        return browser.submit(asked, login=self.login.email, password=password)


@contextmanager
def front(configured: Configurations, folder: Path) -> Iterator[Front]:
    """Run everything that stands between a browser and the pages."""
    with login(folder / "login") as running:
        # A second key of Dex's, with which tests sign what Dex would not.
        issuer = Issuer(running.issuer)
        keys = [*running.keys(), *json.loads(issuer.keys)["keys"]]
        pages = called(configured.proxy.routes) - running.ports.keys()
        with backends(pages) as served:
            ports = {name: each.port for name, each in served.items()}
            around = Surroundings(
                ports | running.ports, {running.issuer: json.dumps({"keys": keys})}
            )
            with (
                envoy(configured.proxy, PROXY_PORT, around, folder=folder / "proxy") as proxy,
                envoy(
                    configured.edge,
                    EDGE_PORT,
                    Surroundings({"kube_kubeflow_istio-ingressgateway_80": proxy.port}),
                    folder=folder / "edge",
                ) as edge,
            ):
                yield Front(edge, running, issuer)
