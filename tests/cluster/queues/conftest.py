"""The cluster with queues as a fixture: it is started once, for the tests that share it."""

from collections.abc import Iterator

import pytest

from .kueue import Queued
from .kueue import queued as running_queued


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Queued]:
    """Give a cluster with Kueue and two queues, on nodes that all have taints."""
    with running_queued(tmp_path_factory.mktemp("queued")) as running:
        yield running
