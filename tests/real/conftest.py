"""One cluster for all of them, filled once."""

from collections.abc import Iterator

import pytest

from ..cluster.processes import wait_for
from .cluster import Cluster, cluster, delivered, unhealthy
from .platform import HOST, OWNER
from .visitor import Visitor

# Pulling every image takes most of it.
_AN_HOUR = 3600.0


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return the cluster, once Argo CD has installed everything there."""
    folder = tmp_path_factory.mktemp("real")
    with cluster(folder) as made, delivered(made, folder):
        wanted = ("application", "kubeflow-profiles", "--namespace=argocd")
        wait_for(lambda: made.there(*wanted), "the Applications", seconds=_AN_HOUR)
        wait_for(lambda: not unhealthy(made), "a healthy platform", seconds=_AN_HOUR)
        yield made


@pytest.fixture(scope="session")
def owner(real: Cluster) -> Visitor:
    """Return the first user, logged in with the password that the platform made."""
    read = "{.data.user}"
    command = ("get", "secret", "dex-initial-passwords", "--namespace=auth")
    password = real.kubectl(*command, f"--output=jsonpath={read}")
    visitor = Visitor(HOST, real.address)
    visitor.log_in(str(OWNER), password)
    return visitor
