"""What `init` writes is synthesized, published, and synced by a real Argo CD."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from constructs_lib.config import SAMPLE_PROFILE

from .delivered import APPLICATIONS, Delivery, delivering, play_profile_controller

ROOT: Final = Path(__file__).parents[3]
KUBEFLOW_GITOPS: Final = (sys.executable, "-m", "constructs_lib")
WHO: Final = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "newcomer"), ("EMAIL", "newcomer@example.com"))
}


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    with delivering(tmp_path_factory.mktemp("newcomer")) as running:
        yield running


def test_six_commands_lead_from_an_empty_folder_to_a_synced_platform(delivery, tmp_path):
    repository = delivery.repository
    for command in (
        (*KUBEFLOW_GITOPS, "init", "--repository", repository.url),
        (*KUBEFLOW_GITOPS, "synth"),
        ("git", "init", "--quiet"),
        ("git", "add", "."),
        ("git", "commit", "--quiet", "--message", "Begin"),
        (*KUBEFLOW_GITOPS, "publish", repository.url),
    ):
        environment = {**os.environ, **WHO, "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    play_profile_controller(delivery.server, SAMPLE_PROFILE)
    revision = repository.pull()
    delivery.hand_over(*APPLICATIONS)

    for name in APPLICATIONS:
        status = delivery.wait(name, revision)["status"]
        assert (status["sync"]["status"], status["health"]["status"]) == ("Synced", "Healthy")
