"""A lost cluster is recovered by the printed runbook, with Argo CD and istiod at work."""

import re
import shlex
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from constructs_lib import Environment, Platform
from constructs_lib.recovery.runbook import HELD

from ..client import Client, connected
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
from .people import CONTRIBUTOR, OWN, ProfileController, acting
from .pipelines import Pipelines, pipelines
from .restoring import RECOVERY, found, kubeflow_gitops

COMMANDS = re.compile(r"^```\n(.*?)^```$", re.DOTALL | re.MULTILINE)
OURS = "kubeflow-gitops recover "
# Nothing serves it: the images of Katib do not run here.
WEBHOOKS = "katib.kubeflow.org"


@dataclass(frozen=True)
class Recovered:
    """A cluster after the runbook: what its commands said, and how long it took."""

    delivery: Delivery
    pipelines: Pipelines
    lost: Lost
    ran: list[str]
    minutes: float


def printed(kept: Path) -> list[str]:
    """Return every command of the runbook, in its order."""
    done = kubeflow_gitops("recovery-plan", "--from", kept)
    assert done.returncode == 0, done.stderr
    return [line for block in COMMANDS.findall(done.stdout) for line in block.splitlines()]


def with_recovery(platform: Platform) -> Platform:
    """Return a platform whose one environment chose it."""
    (first,) = platform.environments
    config = replace(first.config, recovery=RECOVERY)
    return replace(platform, environments=(Environment("default", config, sync=first.sync),))


@pytest.fixture(scope="module")
def recovered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recovered]:
    lost = lose(tmp_path_factory.mktemp("lost"))
    folder, ran, running = tmp_path_factory.mktemp("recovered"), [], ExitStack()
    with running, delivering(folder) as delivery, pipelines(delivery.server) as played:
        played.rows.update(lost.rows)
        begun = time.monotonic()
        for command in printed(lost.kept):
            ran.append(command)
            if command.startswith("kubectl create namespace"):
                delivery.server.kubectl(*shlex.split(command)[1:])
            elif command == "kubectl apply -f dist/apps/kubeflow.yaml":
                deliver(delivery)
                hooks = running.enter_context(metacontroller(delivery.server, folder / "h"))
                running.enter_context(acting(controller(delivery, hooks)))
            elif command.startswith(OURS):
                run(command, delivery, played)
            else:
                # Not of objects: they are read, or forward a port of a pod.
                ran.pop()
        minutes = (time.monotonic() - begun) / 60
        yield Recovered(delivery, played, lost, ran, minutes)


def deliver(delivery: Delivery) -> None:
    """Let Argo CD apply all of dist/, then hold it, and take away what nothing serves."""
    platform = with_recovery(whole(delivery.repository))
    revision = delivery.publish(platform, "kubeflow")
    delivery.wait("kubeflow", revision)
    play_profile_controller(delivery.server, LAST, TEAM)
    delivery.hand_over("kubeflow-profiles")
    delivery.wait("kubeflow-profiles", revision)
    namespace = ("-n", delivery.argo.namespace)
    delivery.server.kubectl("annotate", "application", "kubeflow", *namespace, f"{HELD}=true")
    for kind in ("validating", "mutating"):
        delivery.server.kubectl("delete", f"{kind}webhookconfiguration", WEBHOOKS)


def controller(delivery: Delivery, hooks: Metacontroller) -> ProfileController:
    """Return a profile controller whose waypoints are made by the hook, and by istiod."""

    def waypoint(_: Client, name: str) -> None:
        hooks.of_profiles.sync(name)
        hooks.of_profiles.sync(name)
        hooks.of_policies.sync(name)

    return ProfileController(delivery.server, waypoint)


def run(command: str, delivery: Delivery, played: Pipelines) -> None:
    """Run a command of the runbook against the new cluster."""
    arguments = shlex.split(command)[1:]
    if "--pipelines" in arguments:
        arguments[-1] = played.url
    kubeconfig = ("--kubeconfig", delivery.server.kubeconfig)
    done = kubeflow_gitops(*arguments, *kubeconfig)
    assert done.returncode == 0, f"{command}: {done.stderr}{done.stdout}"


def test_the_runbook_ends_without_a_difference(recovered, record_property):
    """Its last command compares, and failed if anything differed."""
    record_property("minutes to recover, Argo CD included", f"{recovered.minutes:.1f}")

    assert recovered.ran[0] == "kubectl create namespace kubeflow"
    assert recovered.ran[-1].startswith(OURS)
    assert " compare " in recovered.ran[-1]


def test_profiles_of_git_are_argo_cds_and_the_others_are_their_owners(recovered):
    profiles = found(recovered.delivery.server, "profiles.kubeflow.org")
    tracked = {
        name
        for name, obj in profiles.items()
        if "argocd.argoproj.io/tracking-id" in obj["metadata"].get("annotations", {})
    }

    assert tracked == {LAST.name, TEAM.name}
    assert profiles.keys() - tracked == set(OWN)


def test_waypoints_are_made_anew_and_ready(recovered):
    for name in OWN:
        gateway = found(recovered.delivery.server, "gateways.gateway.networking.k8s.io", name)
        assert set(gateway) == {"waypoint"}


def test_members_may_what_they_might(recovered):
    asked = {"group": "kubeflow.org", "resource": "notebooks"}
    with connected(recovered.delivery.server) as client:
        for name in OWN:
            assert client.may(CONTRIBUTOR, verb="create", namespace=name, **asked)
            assert not client.may("stranger@example.com", verb="list", namespace=name, **asked)
        for member in TEAM.members:
            assert client.may(member.user, verb="create", namespace=TEAM.name, **asked)


def test_nothing_that_was_deleted_before_comes_back(recovered):
    assert set(found(recovered.delivery.server, "notebooks", OWN[0])) == {"jupyter"}


def test_argo_cd_that_is_held_reverts_nothing(recovered):
    """Else it would start the writers while their databases are restored."""
    for kind in ("validating", "mutating"):
        there = found(recovered.delivery.server, f"{kind}webhookconfigurations")
        assert WEBHOOKS not in there


def test_argo_cd_is_content_with_what_was_restored(recovered):
    """Nothing of people's is Argo CD's own, so it neither changes nor deletes it."""
    (profiles,) = (name for name in APPLICATIONS if name.endswith("profiles"))
    status = recovered.delivery.argo.refresh(profiles)["status"]

    assert (status["sync"]["status"], status["health"]["status"]) == ("Synced", "Healthy")
