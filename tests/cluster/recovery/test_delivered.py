"""A lost cluster is recovered by the printed runbook: Argo CD delivers dist/, then people's."""

import re
import shlex
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from constructs_lib import Environment

from ..client import connected
from ..delivery.delivered import (
    APPLICATIONS,
    LAST,
    TEAM,
    Delivery,
    delivering,
    play_profile_controller,
    whole,
)
from ..metacontroller import Metacontroller, metacontroller
from .losing import Lost, lose
from .people import CONTRIBUTOR, OWN, ProfileController
from .pipelines import Pipelines, pipelines
from .restoring import RECOVERY, found, kubeflow_gitops

COMMANDS = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OURS = "kubeflow-gitops recover"


@dataclass(frozen=True)
class Recovered:
    """A cluster after the runbook: what its commands said, and how long it took."""

    delivery: Delivery
    pipelines: Pipelines
    lost: Lost
    said: dict[str, str]
    minutes: float


def commands(kept: Path) -> list[str]:
    """Return every command of the printed runbook, in its order."""
    done = kubeflow_gitops("recovery-plan", "--from", kept)
    assert done.returncode == 0, done.stderr
    return [line for block in COMMANDS.findall(done.stdout) for line in block.splitlines()]


@pytest.fixture(scope="module")
def recovered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recovered]:
    lost = lose(tmp_path_factory.mktemp("lost"))
    folder = tmp_path_factory.mktemp("recovered")
    with delivering(folder) as delivery:
        server = delivery.server
        platform = whole(delivery.repository)
        (first,) = platform.environments
        config = replace(first.config, recovery=RECOVERY)
        platform = replace(
            platform, environments=(Environment("default", config, sync=first.sync),)
        )
        said: dict[str, str] = {}
        begun = time.monotonic()
        with pipelines(server) as played:
            played.rows.update(lost.rows)
            for command in commands(lost.kept):
                if command.startswith("kubectl create namespace"):
                    server.kubectl(*shlex.split(command)[1:])
                elif command == "kubectl apply -f dist/apps/kubeflow.yaml":
                    deliver(delivery, platform)
                    control = metacontroller(server, folder / "hooks")
                    controllers = control.__enter__()
                elif command.startswith(OURS):
                    step = shlex.split(command)[4]
                    if step == "wait":
                        make_profiles(delivery, controllers)
                    arguments = shlex.split(command)[1:]
                    if "--pipelines" in arguments:
                        arguments[-1] = played.url
                    done = kubeflow_gitops(*arguments, "--kubeconfig", server.kubeconfig)
                    assert done.returncode == 0, f"{command}: {done.stderr}{done.stdout}"
                    said[step] = done.stdout
            control.__exit__(None, None, None)
            minutes = (time.monotonic() - begun) / 60
            yield Recovered(delivery, played, lost, said, minutes)
