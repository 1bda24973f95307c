"""A platform with two host names serves both, each with its own session."""

from collections.abc import Iterator
from typing import Final

import pytest

from constructs_lib import Config, Edge, Environment, Platform
from constructs_lib.platform import synthesize
from tests.cluster.browser import Browser
from tests.cluster.containers import Object, named
from tests.cluster.entry import HOST, once
from tests.cluster.kgateway import gateway_of
from tests.cluster.login import login as logging_in
from tests.cluster.output import overlay
from tests.cluster.session import Front, front, told_to_edge
from tests.cluster.xds import Told

ALIAS: Final = "ml.example.com"
DASHBOARD: Final = "outbound|80||centraldashboard.kubeflow.svc.cluster.local"
SESSION: Final = "oauth2_proxy_kubeflow"


CONFIG: Final = Config(host=HOST, edge=Edge(aliases=(ALIAS,)))


@pytest.fixture(scope="module")
def objects() -> list[Object]:
    """Return the objects of an environment with two names."""
    platform = Platform(environments=(Environment("named", CONFIG),))
    units = synthesize(platform).environments["named"]
    return [obj for unit in units.values() for obj in unit]


@pytest.fixture(scope="module")
def edged(cluster, kgateway, objects, edge_with_tls) -> Iterator[Told]:
    """Provide what the Envoy at the edge is told of both names."""
    route = ("HTTPRoute", "kubeflow-route", "kubeflow")
    cluster.apply([named(objects, *route)])
    try:
        told_to_edge(cluster, kgateway, gateway_of(CONFIG))
        yield once(
            lambda told: ALIAS in str(told.routes) and len(told.routes) > 1,
            lambda: kgateway.tells("default-gateway", "default"),
            "an edge of two names",
        )
    finally:
        cluster.apply([named(overlay(), *route)])
        told_to_edge(cluster, kgateway)


@pytest.fixture(scope="module")
def entry(edged, configured, objects, tmp_path_factory) -> Iterator[Front]:
    """Provide the whole ingress of such an environment."""
    folder = tmp_path_factory.mktemp("named")
    with front(
        edged,
        configured.proxy,
        logging_in=logging_in(folder / "login", objects),
        folder=folder,
    ) as running:
        yield running


@pytest.mark.parametrize("name", [HOST, ALIAS])
def test_a_login_ends_at_the_name_that_it_began_at(entry, name):
    browser = Browser(entry.edge.port, name)
    page = entry.log_in(browser)

    assert page.url == f"https://{name}/"
    assert page.seen["backend"] == DASHBOARD
    assert page.seen["headers"]["kubeflow-userid"] == entry.login.email


def test_a_session_of_one_name_is_none_of_the_other(entry):
    browser = Browser(entry.edge.port, ALIAS)
    entry.log_in(browser)
    page = browser.open(f"https://{HOST}/")

    assert (page.status, page.form.action) == (403, "/oauth2/start")
    assert {cookie.domain for cookie in browser.cookies if cookie.name == SESSION} == {ALIAS}
