"""Behind a load balancer that terminates TLS, apps receive the browser's address.

The policy and the ingress proxy's annotation are those of `Kgateway(trusted_hops=1)`.
"""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib.config import (
    Config,
    Edge,
    Environment,
    Kgateway,
    Platform,
)
from constructs_lib.platform import synthesize
from tests.cluster.backends import backends
from tests.cluster.entry import DEX, EDGE_PORT, HOST, PROXY_PORT, once
from tests.cluster.envoy import Envoy, Surroundings, called, envoy, listener_at, managers
from tests.cluster.proxies import one_pod, told_to
from tests.cluster.xds import Told

ALICE: Final = {"authorization": f"Bearer {DEX.token('alice')}"}
# What the load balancer says of a browser; kgateway adds the load balancer's address.
BROWSER: Final = "203.0.113.7"
SAID: Final = {"x-forwarded-for": BROWSER, "x-forwarded-proto": "https"}
CONFIGURED: Final = "proxy.istio.io/config"


@pytest.fixture(scope="module")
def objects() -> list[Mapping[str, Any]]:
    """Return the objects of such an environment's ingress."""
    config = Config(host=HOST, edge=Edge(kgateway=Kgateway(version="2.4.0", trusted_hops=1)))
    platform = Platform(environments=(Environment("balanced", config),))
    return list(synthesize(platform).environments["balanced"]["gateway-config"])


@pytest.fixture(scope="module")
def edged(cluster, kgateway, configured, objects) -> Iterator[Told]:
    """Provide kgateway's configuration of its Envoy with the policy."""
    (policy,) = [obj for obj in objects if obj["kind"] == "ListenerPolicy"]

    def believes(told: Told) -> bool:
        return all(
            manager.get("xff_num_trusted_hops") == 1
            for manager in managers(listener_at(told, EDGE_PORT))
        )

    try:
        cluster.apply([policy])
        yield once(
            believes,
            lambda: kgateway.tells("default-gateway", "default"),
            "an edge that believes a load balancer",
        )
    finally:
        cluster.delete(policy)


@pytest.fixture(scope="module")
def proxied(cluster, istiod, configured, objects) -> Told:
    """Return istiod's configuration of the ingress proxy whose pod has the annotation."""
    (deployment,) = [obj for obj in objects if obj["kind"] == "Deployment"]
    annotations = deployment["spec"]["template"]["metadata"]["annotations"]
    pod = copy.deepcopy(one_pod(cluster, "kubeflow", "istio=ingressgateway"))
    pod["metadata"]["annotations"][CONFIGURED] = annotations[CONFIGURED]
    return told_to(istiod, pod, kind="router")


@contextmanager
def entry(edged: Told, proxied: Told, folder: Path) -> Iterator[Envoy]:
    """Run both Envoys, and give the edge."""
    with backends(called(proxied.routes)) as apps:
        ports = {name: app.port for name, app in apps.items()}
        around = Surroundings(ports, {DEX.name: DEX.keys})
        with envoy(proxied, PROXY_PORT, around, folder=folder / "proxy") as proxy:
            before = Surroundings({"kube_kubeflow_istio-ingressgateway_80": proxy.port})
            with envoy(edged, EDGE_PORT, before, folder=folder / "edge") as edge:
                yield edge


@pytest.fixture(scope="module")
def balanced(edged, proxied, tmp_path_factory) -> Iterator[Envoy]:
    """Provide the edge behind a load balancer that it trusts."""
    with entry(edged, proxied, tmp_path_factory.mktemp("balanced")) as opened:
        yield opened


def heard(edge: Envoy) -> dict[str, str]:
    """Return the headers that an app sees of a request that the load balancer sends."""
    answer = edge.send("GET", "/jupyter/", ALICE | SAID, host=HOST)
    return dict(answer.seen["headers"])


def test_an_app_hears_that_the_browser_came_by_tls(balanced):
    assert heard(balanced)["x-forwarded-proto"] == "https"


def test_an_app_hears_the_browsers_address(balanced):
    assert heard(balanced)["x-envoy-external-address"] == BROWSER


@pytest.fixture(scope="module")
def usual(configured, tmp_path_factory) -> Iterator[Envoy]:
    """Provide the edge of the default environment, which trusts no load balancer."""
    folder = tmp_path_factory.mktemp("usual")
    with entry(configured.edge, configured.proxy, folder) as opened:
        yield opened


def test_a_client_that_says_so_itself_is_not_believed(usual):
    seen = heard(usual)

    assert seen["x-forwarded-proto"] == "http"
    assert seen.get("x-envoy-external-address") != BROWSER
