"""KServe as a fixture: it is started once, for the tests that share it."""

from collections.abc import Iterator

import pytest

from .platform import Serving
from .platform import serving as running_serving


@pytest.fixture(scope="session")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Give a cluster in which KServe serves models."""
    with running_serving(tmp_path_factory.mktemp("serving")) as running:
        yield running
