"""The cluster as a fixture: it is started once, for the tests that share it."""

from collections.abc import Iterator

import pytest

from .platform import Steps
from .platform import steps as running_steps


@pytest.fixture(scope="session")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Steps]:
    """Give a cluster in which pipelines run."""
    with running_steps(tmp_path_factory.mktemp("steps")) as running:
        yield running
