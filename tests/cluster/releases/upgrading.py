"""Take a cluster from one release to the next, by the commands that the plan prints."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from constructs_lib.review.upgrade import as_text, plan_upgrade

from ..api_server import ApiServer, new_namespace
from ..client import Client, connected
from ..composing import Composing
from ..decorating import Decorating
from ..deployed import volume
from ..hook import of_pipelines
from ..metacontroller import PIPELINES
from ..processes import wait_for
from .sides import Key, Object, Published, key
from .users import TEAMS, profiles, written

# Of these nothing runs here: containers, and a checkout of a platform's repository.
NOT_HERE: Final = (
    "kubectl exec ",
    "kubectl logs ",
    "kubectl port-forward ",
    "kubeflow-gitops ",
    "make ",
)
# What a section of the plan begins with; by then the step is done.
RETURN: Final = "9. The point of no return"
BACK: Final = "10. The way back"
MERGE: Final = "make diff "
LET_GO: Final = "skip-reconcile-"
RESTART: Final = "kubectl rollout restart -n argocd statefulset argocd-application-controller"
UNDECLARED: Final = "field not declared in schema"
# Nobody answers the webhooks here.
UNASKED: Final = (
    "--disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook"
)
WORKLOADS: Final = ("deployments", "statefulsets")


def plan(old: Published, new: Published) -> str:
    """Return the plan of a step, as `make upgrade-plan` prints it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KUBEFLOW_GITOPS_MAKE", "1")
        return as_text(plan_upgrade(old.side, new.side))


def commands(text: str) -> list[str]:
    """Return every command of a plan until the step is done and seen, in its order."""
    step, end, _ = text.partition(RETURN)
    assert end, "the plan has no such section"
    return _typed(step)


def way_back(text: str) -> list[str]:
    """Return every command of a plan's way back, in its order."""
    _, found, back = text.partition(BACK)
    assert found, "the plan has no such section"
    return _typed(back)


def _typed(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


@dataclass(frozen=True)
class Failure:
    """A command of the plan that failed, and its reason."""

    command: str
    reason: str


def run(
    server: ApiServer,
    told: list[str],
    *,
    merge: Callable[[], None],
    wait: Callable[[], None],
    restart: Callable[[], None] = lambda: None,
) -> list[Failure]:
    """Run a plan's commands, merge where it says so, and wait for the sync.

    Argo CD, if it was held, is let go when the new environment is published: it would make
    again, as it was, what the plan deletes. restart: Argo CD's controller, which is no pod
    here. Returns what failed.
    """
    [merged] = [number for number, each in enumerate(told) if each.startswith(MERGE)]
    released = next((n for n, each in enumerate(told) if each.endswith(LET_GO)), merged)
    failed = typed(server, told[: merged + 1], restart=restart)
    merge()
    failed += typed(server, told[merged + 1 : released + 1])
    wait()
    return [*failed, *typed(server, told[released + 1 :])]


def typed(
    server: ApiServer, told: list[str], *, restart: Callable[[], None] = lambda: None
) -> list[Failure]:
    """Run commands as they are typed; return those that failed."""
    failed = []
    for command in told:
        if command == RESTART:
            restart()
        elif not command.startswith(NOT_HERE) and (reason := _fails(server, command)):
            failed.append(Failure(command, reason))
    return failed


def check_out(server: ApiServer, published: Published) -> None:
    """Have dist/ of an environment where commands are typed."""
    link = server.folder / "dist"
    link.unlink(missing_ok=True)
    link.symlink_to(published.root)


def _fails(server: ApiServer, command: str) -> str:
    """Run a command as it is typed; return why it failed, or nothing."""
    environment = {"KUBECONFIG": server.kubeconfig, "KUBECACHEDIR": server.folder / "kubectl"}
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
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
class Again:
    """What the server said when everything was applied once more, and what that changed."""

    warnings: list[str]
    changed: list[Key]


@dataclass(frozen=True)
class Cluster:
    """A cluster with a published environment, and its users' objects."""

    server: ApiServer
    client: Client

    def install(self, published: Published) -> None:
        """Apply an environment and what users have in it, and wait until all pods run."""
        objects = published.in_order()
        claims = (obj for obj in objects if obj["kind"] == "PersistentVolumeClaim")
        self.server.apply(map(volume, claims))
        self.use(published)
        self.server.apply(objects)
        self.server.apply([new_namespace("argocd"), *published.applications])
        self.wait()

    def use(self, published: Published) -> None:
        """Make what users have, before anything of the environment but its kinds is there."""
        objects = published.objects
        self.server.apply(obj for obj in objects if obj["kind"] == "Namespace")
        self.server.define(obj for obj in objects if obj["kind"] == "CustomResourceDefinition")
        self.server.apply(profiles())
        self.server.apply(obj for name in TEAMS for obj in written(name, published))

    def hooked(self, published: Published, folder: Path) -> list[str]:
        """Let Metacontroller make what profiles have; return its operations."""
        with of_pipelines(folder, published.objects) as hook:
            controller = self._controller(published, hook)
            return [done for name in TEAMS for done in controller.sync(name)]

    def _controller(self, published: Published, hook: str) -> Composing | Decorating:
        if published.release.profile_hook == "decorator":
            return Decorating(self.client, PIPELINES, hook)
        controller = published.by_key()["CompositeController", "", PIPELINES]
        return Composing(self.client, controller, hook)

    def refused(self, published: Published, known: Mapping[Key, Object]) -> dict[Key, str]:
        """Return why the server refuses to change objects that it has; nothing is changed.

        Left out are fields of a newer definition and objects of one that changes: definitions
        are applied before their objects.
        """
        objects = published.by_key()
        defined = {
            obj["spec"]["names"]["kind"]
            for name, obj in objects.items()
            if obj["kind"] == "CustomResourceDefinition" and obj != known.get(name)
        }
        asked = {
            name: self.client.apply(obj, dry_run=True, force=True)
            for name, obj in objects.items()
            if name in known and obj["kind"] not in defined
        }
        return {
            name: answer.reason
            for name, answer in asked.items()
            if not answer.accepted and UNDECLARED not in answer.reason
        }

    def sync(self, published: Published, pruned: list[Object]) -> dict[Key, str]:
        """Apply an environment by its waves, then prune; return what was refused, and why."""
        refused = {}
        for obj in published.in_order():
            if obj["kind"] == "CustomResourceDefinition":
                # As Argo CD does; the plan has some applied by hand.
                self.server.define([obj], force=True)
                continue
            answer = self.client.apply(obj, force=True)
            if not answer.accepted:
                refused[key(obj)] = answer.reason
        for obj in pruned:
            # The plan deletes some by hand.
            if self.client.get(obj).accepted:
                self.server.delete(obj)
        self.wait()
        return refused

    def again(self, published: Published) -> Again:
        """Apply an environment that is there already.

        What an aggregated role grants is Kubernetes' to say, and so is its version.
        """
        objects = {
            name: obj
            for name, obj in published.by_key().items()
            if "aggregationRule" not in obj
        }
        versions = {name: self._version(obj) for name, obj in objects.items()}
        warnings = [
            f"{obj['kind']} {obj['metadata']['name']}: {warning}"
            for obj in published.in_order()
            for warning in self.client.apply(obj, force=True).warnings
        ]
        changed = [
            name for name, obj in objects.items() if self._version(obj) != versions[name]
        ]
        return Again(warnings, changed)

    def _version(self, obj: Object) -> object:
        """Return what changes with an object; its status is others', as with a claim."""
        there = self.client.get(obj).body
        known = there["metadata"]
        return known.get("generation", known["resourceVersion"]), there.get("spec")

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

    def of_users(self, old: Published) -> dict[Key, Object]:
        """Return users' objects, and what is made for them in their profiles.

        old: the environment in which users wrote them.
        """
        known = [*profiles(), *(obj for name in TEAMS for obj in written(name, old))]
        found = {key(obj): self.client.get(obj).body for obj in known}
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
