"""The servers as fixtures: what a test asks for is started once, and stopped at the end."""

from collections.abc import Iterator

import pytest

from .api_server import ApiServer
from .api_server import api_server as running_api_server
from .definitions import PLATFORM
from .istiod import Istiod
from .istiod import istiod as running_istiod
from .servers import controllers, pods


@pytest.fixture(scope="session")
def api_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Give an API server that knows the platform's kinds; nobody but tests changes it."""
    with running_api_server(tmp_path_factory.mktemp("api-server")) as server:
        server.define(*(published.folder() for published in PLATFORM.values()))
        yield server


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Give a second API server, in which Deployments become ready pods with addresses."""
    with running_api_server(tmp_path_factory.mktemp("cluster")) as server:
        server.define(*(published.folder() for published in PLATFORM.values()))
        with controllers(server), pods(server):
            yield server


@pytest.fixture(scope="session")
def istiod(cluster: ApiServer) -> Iterator[Istiod]:
    """Give an istiod in ambient mode that watches the cluster."""
    with running_istiod(cluster) as started:
        yield started
