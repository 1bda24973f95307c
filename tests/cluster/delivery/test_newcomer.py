"""The quick start leads to a platform that a real Argo CD has synced."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from constructs_lib import Profile

from .delivered import APPLICATIONS, Delivery, delivering, play_profile_controller

ROOT: Final = Path(__file__).parents[3]
KUBEFLOW_GITOPS: Final = (sys.executable, "-m", "constructs_lib")
TEAM: Final = Profile(name="team-vision", owner="user@example.com")
WHO: Final = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "newcomer"), ("EMAIL", "newcomer@example.com"))
}


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    with delivering(tmp_path_factory.mktemp("newcomer")) as running:
        yield running


def run(*command: str, cwd: Path) -> None:
    environment = {**os.environ, **WHO, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=cwd, env=environment, check=True)


def program(url: str) -> str:
    """Return the page's main.py, for another repository."""
    page = (ROOT / "docs" / "quick-start.md").read_text("utf-8")
    [text] = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    made, replaced = re.subn(r'(?<=\burl=")[^"]+', url, text)
    assert replaced == 1
    return made


def test_the_quick_start_leads_from_an_empty_folder_to_a_synced_platform(delivery, tmp_path):
    repository = delivery.repository
    run(*KUBEFLOW_GITOPS, "init", "--repository", repository.url, cwd=tmp_path)
    (tmp_path / "main.py").write_text(program(repository.url), "utf-8")
    for command in (
        (*KUBEFLOW_GITOPS, "synth"),
        ("git", "init", "--quiet"),
        ("git", "add", "."),
        ("git", "commit", "--quiet", "--message", "Our platform"),
        (*KUBEFLOW_GITOPS, "publish", repository.url),
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
