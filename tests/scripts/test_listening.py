"""Where programs in pods listen that are told no address: on every one, of both families."""

import sys
from collections.abc import Iterator

import pytest

from tests.cluster.containers import container
from tests.cluster.login import made
from tests.cluster.processes import LOOPBACK, free_ports, listens, running

# The guard of the Pipelines page needs an API server: test_page_guard_served.py asks it.
DEPLOYMENTS = ("profile-waypoints", "kubeflow-pipelines-profile-controller")


@pytest.fixture(params=DEPLOYMENTS)
def program(request, synthesis, tmp_path) -> Iterator[int]:
    """Run a program as its pod does, but at a port that is free; give the port."""
    units = synthesis.environments["default"].values()
    objects = [obj for each in units for obj in each]
    pod = container([*objects, *made(objects).secrets], request.param, "kubeflow")
    (port,) = free_ports(1)
    for path, text in pod.files.items():
        file = tmp_path / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("{everywhere}:8080", f"{{everywhere}}:{port}"))
    folders = {path.split("/")[1] for path in pod.files}
    _, *arguments = pod.command
    for folder in folders:
        arguments = [each.replace(f"/{folder}", f"{tmp_path}/{folder}") for each in arguments]
    with running(
        [sys.executable, *arguments],
        folder=tmp_path / "log",
        ready=lambda: listens(LOOPBACK, port),
    ):
        yield port


@pytest.mark.parametrize("address", [LOOPBACK, "::1"])
def test_it_listens_for_both_families(program, address):
    assert listens(address, program)
