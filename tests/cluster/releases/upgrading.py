"""Take a cluster from one release to the next, by the commands that the plan prints."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from constructs_lib.platform import synthesize
from constructs_lib.releases import Release
from constructs_lib.review.upgrade import Side, as_text, plan_upgrade, side_of

from ..api_server import ApiServer
from ..client import Client, connected
from ..composing import Composing
from ..deployed import volume
from ..hook import of_pipelines
from ..metacontroller import PIPELINES
from ..processes import wait_for
from .sides import NAME, NEW, OLD, Key, Object, Published, key, platform
from .users import TEAMS, inside, profiles

# Of these nothing runs here: containers, and a checkout of a platform's repository.
NOT_HERE: Final = (
    "kubectl exec ",
    "kubectl logs ",
    "kubectl port-forward ",
    "kubeflow-gitops ",
    "make ",
)
MERGE: Final = "make synth"
LET_GO: Final = "skip-reconcile-"
WORKLOADS: Final = ("deployments", "statefulsets")


def plan() -> str:
    """Return the plan of the step, as it is printed."""
    return as_text(plan_upgrade(_side(OLD), _side(NEW)))


def _side(release: Release) -> Side:
    platform_of = platform(release)
    made = synthesize(platform_of)
    [environment] = platform_of.environments
    return side_of(environment, made.environments[NAME], made.files)


def commands(text: str) -> list[str]:
    """Return every command of a plan, in its order."""
    lines = (line.strip() for line in text.splitlines())
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


@dataclass(frozen=True)
class Failure:
    """A command of the plan that failed, and its reason."""

    command: str
    reason: str


def run(server: ApiServer, told: list[str], sync: Callable[[], None]) -> list[Failure]:
    """Run a plan's commands, and sync where it merges; return those that failed."""
    failed = []
    merged = told.index(MERGE)
    released = next((n for n, each in enumerate(told) if each.endswith(LET_GO)), merged)
    for number, command in enumerate(told):
        if not command.startswith(NOT_HERE) and (reason := _fails(server, command)):
            failed.append(Failure(command, reason))
        if number == released:
            sync()
    return failed


def _fails(server: ApiServer, command: str) -> str:
    """Run a command as it is typed; return why it failed, or nothing."""
    environment = {"KUBECONFIG": server.kubeconfig, "KUBECACHEDIR": server.folder / "kubectl"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=server.folder,
        env=os.environ | {name: str(path) for name, path in environment.items()},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    # grep says by it that it has found nothing.
    empty = done.returncode == 1 and "grep" in command and not done.stderr
    return "" if done.returncode == 0 or empty else done.stderr or str(done.returncode)


@dataclass(frozen=True)
class Cluster:
    """A cluster with a published environment, and its users' objects."""

    server: ApiServer
    client: Client

    def install(self, published: Published) -> None:
        """Apply an environment and what users have in it, and wait until all pods run.

        The webhooks come last: nobody answers them here.
        """
        server, objects = self.server, published.in_order()
        webhooks = [obj for obj in objects if obj["kind"].endswith("WebhookConfiguration")]
        server.apply(volume(obj) for obj in objects if obj["kind"] == "PersistentVolumeClaim")
        self.use(published)
        server.apply(obj for obj in objects if obj not in webhooks)
        server.apply(published.applications)
        server.apply(webhooks)
        self.wait()

    def use(self, published: Published) -> None:
        """Make what users have, before anything of the environment but its kinds is there."""
        objects = published.objects
        self.server.apply(obj for obj in objects if obj["kind"] == "Namespace")
        self.server.define(obj for obj in objects if obj["kind"] == "CustomResourceDefinition")
        self.server.apply(profiles())
        self.server.apply(obj for name in TEAMS for obj in inside(name))

    def compose(self, published: Published, folder: Path) -> None:
        """Let the old Metacontroller make what profiles have for Pipelines."""
        controller = published.by_key()["CompositeController", "", PIPELINES]
        with of_pipelines(folder, published.objects) as hook:
            for name in TEAMS:
                Composing(self.client, controller, hook).sync(name)

    def refused(self, published: Published, known: Mapping[Key, Object]) -> dict[Key, str]:
        """Return why the server refuses to change objects that it has; nothing is changed."""
        asked = {
            name: self.client.apply(obj, dry_run=True, force=True)
            for name, obj in published.by_key().items()
            if name in known
        }
        return {name: answer.reason for name, answer in asked.items() if not answer.accepted}

    def sync(self, published: Published, pruned: list[Object]) -> dict[Key, str]:
        """Apply an environment by its waves, then prune; return what was refused, and why."""
        refused = {}
        for obj in published.in_order():
            if obj["kind"] == "CustomResourceDefinition":
                self.server.define([obj])
                continue
            answer = self.client.apply(obj, force=True)
            if not answer.accepted:
                refused[key(obj)] = answer.reason
        for obj in pruned:
            self.server.delete(obj)
        self.wait()
        return refused

    def wait(self) -> None:
        """Wait until every workload has the pods that it wants."""
        wait_for(lambda: not list(self.waiting()), "every workload's pods", seconds=180)

    def waiting(self) -> Iterator[str]:
        """Yield the workloads that lack pods, or run others than they should."""
        for kind in WORKLOADS:
            for obj in self.server.read(f"/apis/apps/v1/{kind}")["items"]:
                status, wanted = obj["status"], obj["spec"]["replicas"]
                seen = status.get("observedGeneration") == obj["metadata"]["generation"]
                ready = status.get("readyReplicas", 0), status.get("updatedReplicas", 0)
                if not seen or ready != (wanted, wanted):
                    yield f"{kind} {obj['metadata']['name']}"

    def of_users(self) -> dict[Key, Object]:
        """Return users' objects, and what is made for them in their profiles."""
        written = [*profiles(), *(obj for name in TEAMS for obj in inside(name))]
        found = {key(obj): self.client.get(obj).body for obj in written}
        for name in TEAMS:
            for kind in ("configmaps", "secrets", "services"):
                found |= self._listed(f"/api/v1/namespaces/{name}/{kind}")
            found |= self._listed(f"/apis/apps/v1/namespaces/{name}/deployments")
        return found

    def _listed(self, path: str) -> dict[Key, Object]:
        answer = self.client.send("GET", path)
        kind = answer.body["kind"].removesuffix("List")
        return {key({"kind": kind, **obj}): obj for obj in answer.body["items"]}


@contextmanager
def cluster(server: ApiServer) -> Iterator[Cluster]:
    """Yield what acts on a cluster."""
    with connected(server) as client:
        yield Cluster(server, client)
