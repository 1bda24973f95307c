"""The quick start leads to a platform that a real Argo CD has synced.

The newcomer has the wheel, git and an empty HOME, and no clone of the library.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from constructs_lib import Profile
from tests.packages import ROOT, build, install, variables

from .delivered import APPLICATIONS, Delivery, delivering, play_profile_controller

TEAM: Final = Profile(name="team-vision", owner="user@example.com")


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    with delivering(tmp_path_factory.mktemp("newcomer")) as running:
        yield running


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Return what runs a command for somebody who has installed the wheel alone."""
    wheel = build(tmp_path_factory.mktemp("packages"))
    commands = install(wheel, tmp_path_factory.mktemp("venv"))
    newcomer = variables(commands, tmp_path_factory.mktemp("home"))

    def _run(*command: str, cwd: Path) -> None:
        # By its path: whoever runs the tests has commands of his own.
        program = shutil.which(command[0], path=newcomer["PATH"])
        subprocess.run([str(program), *command[1:]], cwd=cwd, env=newcomer, check=True)

    return _run


def program(url: str) -> str:
    """Return the page's main.py, for another repository."""
    page = (ROOT / "docs" / "quick-start.md").read_text("utf-8")
    [text] = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    made, replaced = re.subn(r'(?<=\burl=")[^"]+', url, text)
    assert replaced == 1
    return made


def test_the_quick_start_leads_from_an_empty_folder_to_a_synced_platform(
    delivery, run, tmp_path
):
    repository = delivery.repository
    run("kubeflow-gitops", "init", "--repository", repository.url, cwd=tmp_path)
    (tmp_path / "main.py").write_text(program(repository.url), "utf-8")
    for command in (
        ("kubeflow-gitops", "synth"),
        ("git", "init", "--quiet"),
        ("git", "add", "."),
        ("git", "commit", "--quiet", "--message", "Our platform"),
        ("kubeflow-gitops", "publish", repository.url),
    ):
        run(*command, cwd=tmp_path)
    play_profile_controller(delivery.server, TEAM)
    revision = repository.pull()
    gateway = repository.clone / "kubeflow/prerequisites/default/gateway.yaml"
    delivery.server.kubectl("apply", "--filename", str(gateway))
    delivery.hand_over(*APPLICATIONS)

    for name in APPLICATIONS:
        status = delivery.wait(name, revision)["status"]
        assert (status["sync"]["status"], status["health"]["status"]) == ("Synced", "Healthy")
