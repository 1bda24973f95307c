"""Provide the servers as fixtures: each is started once on request, and stopped at the end."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest

from .api_server import ApiServer
from .api_server import api_server as running_api_server
from .data import Database, database
from .definitions import platform_kinds
from .deployed import Deployed, deploy
from .entry import Configurations, configurations
from .istiod import Istiod
from .istiod import istiod as running_istiod
from .kgateway import Kgateway
from .kgateway import kgateway as running_kgateway
from .login import login
from .metacontroller import Metacontroller
from .metacontroller import metacontroller as played_metacontroller
from .output import overlay
from .servers import controllers, pods
from .session import Front, told_to_edge
from .session import front as running_front
from .table import ROWS
from .tenants import Tenants
from .tenants import tenants as made_tenants
from .xds import Told

# Servers in Go run for minutes here: they look for garbage a quarter as often, which is a
# quarter of their work.
os.environ.setdefault("GOGC", "400")

# The servers that most tests share, the costliest first.
SHARED: Final = ("cluster", "serving", "api_server", "small_server")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run tests that share servers in one process: another would start its own servers."""
    if isinstance(item, pytest.Function):
        shared = [name for name in SHARED if name in item.fixturenames]
        item.add_marker(pytest.mark.xdist_group(shared[0] if shared else item.path.stem))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start the slowest tests first: Argo CD, or a wait of a minute."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    """Return the position of a test; the response of a slow request is awaited last."""
    if item.path.name == "test_argo_cd.py":
        return 0
    if item.path.name != "test_streams.py":
        return 2
    return 3 if item.name == "test_an_answer_may_take_a_minute" else 1


@pytest.fixture(scope="module")
def running_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Provide a MariaDB for the tests of a file."""
    with database(tmp_path_factory.mktemp("data") / "mysql") as started:
        yield started


@pytest.fixture(scope="session")
def api_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server with the platform's kinds; only tests change it."""
    with running_api_server(tmp_path_factory.mktemp("api-server")) as server:
        server.define(platform_kinds())
        yield server


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide a second API server, in which Deployments become ready pods with addresses."""
    with running_api_server(tmp_path_factory.mktemp("cluster")) as server:
        server.define(platform_kinds(without="argocd"))
        with controllers(server), pods(server):
            yield server


@pytest.fixture(scope="session")
def small_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server without the platform's kinds; tests add what they need."""
    with running_api_server(tmp_path_factory.mktemp("small-server")) as server:
        yield server


@pytest.fixture(scope="session")
def two_servers(
    small_server: ApiServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[ApiServer, ApiServer]]:
    """Provide two API servers: one for our objects, the other for upstream's."""
    with running_api_server(tmp_path_factory.mktemp("upstream-server")) as second:
        yield small_server, second


@pytest.fixture(scope="session")
def istiod(cluster: ApiServer) -> Iterator[Istiod]:
    """Provide an istiod in ambient mode that watches the cluster."""
    with running_istiod(cluster) as started:
        yield started


@pytest.fixture(scope="session")
def kgateway(cluster: ApiServer) -> Iterator[Kgateway]:
    """Provide a kgateway that watches the cluster."""
    with running_kgateway(cluster) as started:
        yield started


@pytest.fixture(scope="session")
def deployed(cluster: ApiServer, istiod: Istiod) -> Deployed:
    """Provide the default environment, running in the cluster and known to istiod."""
    return deploy(cluster, istiod)


@pytest.fixture(scope="session")
def configured(
    cluster: ApiServer, istiod: Istiod, deployed: Deployed, kgateway: Kgateway
) -> Configurations:
    """Provide the configuration of the ingress' Envoys."""
    return configurations(cluster, istiod, kgateway)


@pytest.fixture(scope="session")
def edge_with_tls(configured: Configurations, cluster: ApiServer, kgateway: Kgateway) -> Told:
    """Provide the configuration of the edge's Envoy with TLS."""
    return told_to_edge(cluster, kgateway)


@pytest.fixture(scope="session")
def front(
    edge_with_tls: Told, configured: Configurations, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    """Provide the whole ingress, with the default environment's login."""
    folder = tmp_path_factory.mktemp("front")
    logging_in = login(folder / "login", overlay())
    with running_front(
        edge_with_tls, configured.proxy, logging_in=logging_in, folder=folder
    ) as running:
        yield running


@pytest.fixture(scope="session")
def metacontroller(
    cluster: ApiServer, deployed: Deployed, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Metacontroller]:
    """Provide the controllers of profiles' objects, to be run step by step."""
    with played_metacontroller(cluster, tmp_path_factory.mktemp("hooks")) as played:
        yield played


@pytest.fixture(scope="session")
def tenants(cluster: ApiServer, istiod: Istiod, metacontroller: Metacontroller) -> Tenants:
    """Provide the profiles in istiod's configuration, besides the default environment."""
    return made_tenants(cluster, istiod, metacontroller)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report how many requests of the table were decided, and by which server."""
    if not any(
        "test_requests" in passed.nodeid for passed in terminalreporter.getreports("passed")
    ):
        return
    decided = Counter(row.point for row in ROWS if not row.waits_for)
    waiting = Counter(row.waits_for for row in ROWS if row.waits_for)
    by = ", ".join(f"{count} by {point}" for point, count in sorted(decided.items()))
    terminalreporter.write_line(f"requests decided: {by}")
    for what, count in sorted(waiting.items()):
        terminalreporter.write_line(f"{count} requests wait for {what}")
