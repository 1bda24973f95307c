"""The test after a sync works through a real Envoy and the real login."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import Config, Environment, Hooks, Platform, SmokeTest
from constructs_lib.platform import synthesize

from .entry import doors
from .processes import LOOPBACK


@dataclass(frozen=True)
class Smoke:
    """The program with its task, as the default environment has both."""

    folder: Path
    task: dict[str, Any]

    def run(self, port: int) -> subprocess.CompletedProcess[str]:
        """Run it once against an ingress gateway on a port of loopback."""
        here = {"address": LOOPBACK, "port": port, "patience": 1}
        task = self.folder / "task.json"
        task.write_text(json.dumps(self.task | here))
        return subprocess.run(
            [sys.executable, "-I", self.folder / "smoke_test.py", task],
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def smoke(tmp_path_factory) -> Smoke:
    """Provide the hook of the default environment."""
    folder = tmp_path_factory.mktemp("smoke")
    config = Config(hooks=Hooks(after=SmokeTest()))
    platform = Platform(environments=(Environment("one", config),))
    hook = synthesize(platform).environments["one"]["after-sync"]
    [program] = [obj["data"] for obj in hook if obj["kind"] == "ConfigMap"]
    (folder / "smoke_test.py").write_text(program["smoke_test.py"])
    return Smoke(folder, json.loads(program["task.json"]))


def test_every_page_answers_through_the_real_login(front, smoke):
    done = smoke.run(front.proxy.port)

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(smoke.task["pages"])


@pytest.fixture(scope="module")
def unprovided(configured, smoke, tmp_path_factory) -> subprocess.CompletedProcess[str]:
    """Provide what is said of a gateway whose mesh does not know the login."""
    with doors(configured, tmp_path_factory.mktemp("unprovided")) as opened:
        return smoke.run(opened.unprovided.port)


def test_a_mesh_that_does_not_know_the_login_fails_the_test(unprovided):
    assert unprovided.returncode == 1


def test_each_guarded_page_is_said_to_be_refused_without_asking(unprovided, smoke):
    guarded = [page["path"] for page in smoke.task["pages"] if page["status"] is None]
    refused = [
        line.split()[0]
        for line in unprovided.stderr.splitlines()
        if "is refused without asking the login" in line
    ]

    assert refused == guarded
