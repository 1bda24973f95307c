"""What `init` writes is synthesized, published, and synced by a real Argo CD.

The newcomer has the wheel, git and an empty HOME, and no clone of the library.
"""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from constructs_lib.config import SAMPLE_PROFILE
from tests.packages import build, install, variables

from .delivered import APPLICATIONS, Delivery, delivering, play_profile_controller


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    with delivering(tmp_path_factory.mktemp("newcomer")) as running:
        yield running


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of somebody who has installed the wheel, and nothing else."""
    commands = install(
        build(tmp_path_factory.mktemp("packages")), tmp_path_factory.mktemp("venv")
    )
    return variables(commands, tmp_path_factory.mktemp("home"))


def test_six_commands_lead_from_an_empty_folder_to_a_synced_platform(
    delivery, newcomer, tmp_path
):
    repository = delivery.repository
    for command in (
        ("kubeflow-gitops", "init", "--repository", repository.url),
        ("kubeflow-gitops", "synth"),
        ("git", "init", "--quiet"),
        ("git", "add", "."),
        ("git", "commit", "--quiet", "--message", "Begin"),
        ("kubeflow-gitops", "publish", repository.url),
    ):
        # By its path: whoever runs this has commands of his own.
        program = shutil.which(command[0], path=newcomer["PATH"])
        subprocess.run([program, *command[1:]], cwd=tmp_path, env=newcomer, check=True)
    play_profile_controller(delivery.server, SAMPLE_PROFILE)
    revision = repository.pull()
    delivery.hand_over(*APPLICATIONS)

    for name in APPLICATIONS:
        status = delivery.wait(name, revision)["status"]
        assert (status["sync"]["status"], status["health"]["status"]) == ("Synced", "Healthy")
