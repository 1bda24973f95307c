"""A cluster whose every node has a taint, with Argo's real controller and profiles.

kwok plays the pods: each runs at once, and ends when a test says so. What Argo's executor in a
pod then reports, the outputs of a driver, the test writes with the pod's own account.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from constructs_lib import Config, Environment, PipelinesSettings, Platform, Profile, Quota
from constructs_lib.accelerators import Nvidia, StepDefaults
from constructs_lib.config import Pods, ProfileDefaults, TenantRules, Toleration
from constructs_lib.delivery import profile_files
from constructs_lib.platform import synthesize

from ..accelerated import node
from ..api_server import ApiServer
from ..api_server import api_server as running_api_server
from ..client import Object, connected
from ..decorating import Decorating
from ..definitions import platform_kinds, stages
from ..hook import of_waypoints
from ..processes import wait_for
from ..profiles import made_of
from ..servers import NODE, controllers, pods
from ..workflow_controller import workflow_controller

A100: Final = Nvidia("a100", node_labels={"pool": "a100"})
GPU_NODE: Final = "node-a100"
PRIORITY: Final = "steps"
USERS: Final = Toleration(key="pool", value="users")
KEPT: Final = timedelta(minutes=30)
# What steps get from an environment: of StepDefaults, and of ProfileDefaults.
CONFIG: Final = Config(
    accelerators=(A100,),
    tenants=TenantRules(priority_classes=(PRIORITY,)),
    pipelines=PipelinesSettings(run_logs="kept"),
    profiles=ProfileDefaults(pods=Pods(tolerations=(USERS,))),
    steps=StepDefaults(
        labels={"example.com/work": "pipeline"},
        priority_class=PRIORITY,
        keep_succeeded=KEPT,
        delete_pods="OnPodSuccess",
        profile_parallelism=1,
    ),
)
# It counts all that containers say of CPU and memory.
COUNTED: Final = ("requests.cpu", "requests.memory", "limits.cpu", "limits.memory")
HARD: Final = {name: "40" if name.endswith("cpu") else "80Gi" for name in COUNTED}

_RUNNER: Final = "default-editor"
_WORKFLOWS: Final = "/apis/argoproj.io/v1alpha1/namespaces/{}/workflows"
_RESULTS: Final = "/apis/argoproj.io/v1alpha1/namespaces/{}/workflowtaskresults"
_OF: Final = "workflows.argoproj.io/workflow"
_NODE_NAME: Final = "workflows.argoproj.io/node-name"
_NODE_ID: Final = "workflows.argoproj.io/node-id"
_ENDS: Final = "example.com/ends"
_MERGE: Final = "application/merge-patch+json"
# Nothing of the platform runs in pods here, so that nobody would answer its webhooks.
_LEFT_OUT: Final = ("Deployment", "StatefulSet", "Job", "CronJob", "PersistentVolumeClaim")


def environment(config: Config) -> tuple[dict[str, Any], ...]:
    """Return the objects of an environment."""
    made = synthesize(Platform(environments=(Environment("default", config),)))
    return tuple(obj for objects in made.environments["default"].values() for obj in objects)


@dataclass(frozen=True)
class Steps:
    """A cluster in which pipelines run, and what becomes of them.

    hook: where the hook of profiles is asked.
    """

    server: ApiServer
    hook: str

    def profile(self, name: str, *, limit_range: bool = True) -> str:
        """Make a profile with a quota in force, as its controllers do; return its name."""
        written = Profile(name=name, owner=f"{name}@example.com", quota=Quota(HARD))
        [obj] = profile_files([written], CONFIG)[f"kubeflow/profiles/{name}.yaml"]
        self.server.apply([*made_of(obj), obj, _editor(name), _quota(name)])
        if limit_range:
            with connected(self.server) as client:
                done = Decorating(client, "profile-waypoints", self.hook).sync(name)
            assert "create LimitRange container-defaults" in done
        wait_for(
            lambda: self._get(f"/api/v1/namespaces/{name}/resourcequotas/all")["status"],
            "the quota's own count",
        )
        return name

    def submit(self, workflow: Object) -> None:
        """Create a Workflow."""
        namespace = workflow["metadata"]["namespace"]
        self._send("POST", _WORKFLOWS.format(namespace), workflow)

    def workflow(self, namespace: str, name: str) -> dict[str, Any] | None:
        """Return a Workflow; None once it is deleted."""
        found = self._get(_WORKFLOWS.format(namespace))["items"]
        return next((each for each in found if each["metadata"]["name"] == name), None)

    def status(self, namespace: str, name: str, field: str = "phase") -> str:
        """Return what the controller says of a Workflow."""
        found = self.workflow(namespace, name) or {}
        return str(found.get("status", {}).get(field, ""))

    def pods(self, namespace: str) -> dict[str, dict[str, Any]]:
        """Return the pods of a profile's Workflows by the node of a Workflow, `p.root`."""
        path = f"/api/v1/namespaces/{namespace}/pods?labelSelector={_OF}"
        return {
            pod["metadata"]["annotations"][_NODE_NAME]: pod for pod in self._get(path)["items"]
        }

    def pod(self, namespace: str, node: str, *, runs: bool = True) -> dict[str, Any]:
        """Return a pod once it is there, and once it runs."""

        def there() -> bool:
            found = self.pods(namespace).get(node)
            return found is not None and (not runs or found["status"]["phase"] == "Running")

        wait_for(there, f"the pod of {node}", seconds=60)
        return self.pods(namespace)[node]

    def why_pending(self, namespace: str, node: str) -> str | None:
        """Return why the scheduler has no place for a pod."""
        found = self.pods(namespace).get(node, {}).get("status", {}).get("conditions", ())
        return next((str(c.get("reason")) for c in found if c["status"] == "False"), None)

    def end(self, namespace: str, node: str, **outputs: str) -> None:
        """Let a pod succeed, after its executor has reported its outputs.

        Source: createTaskResult in workflow/executor/taskresult.go of Argo Workflows v3.4.17.
        """
        metadata = self.pod(namespace, node)["metadata"]
        if outputs:
            values = [
                {"name": key.replace("_", "-"), "value": value}
                for key, value in outputs.items()
            ]
            result = {
                "apiVersion": "argoproj.io/v1alpha1",
                "kind": "WorkflowTaskResult",
                "metadata": {
                    "name": metadata["annotations"][_NODE_ID],
                    "labels": {_OF: metadata["labels"][_OF]},
                },
                "outputs": {"parameters": values},
            }
            account = f"system:serviceaccount:{namespace}:{_RUNNER}"
            self._send("POST", _RESULTS.format(namespace), result, user=account)
        self._patch(
            f"/api/v1/namespaces/{namespace}/pods/{metadata['name']}",
            {"metadata": {"annotations": {_ENDS: "true"}}},
        )

    def drive(self, namespace: str, name: str, patch: str) -> None:
        """Let the two drivers of a pipeline succeed, the second with the step's patch."""
        self.end(namespace, f"{name}.root-driver", execution_id="1", condition="true")
        self.end(
            namespace,
            f"{name}.root.train-driver",
            pod_spec_patch=patch,
            cached_decision="false",
            condition="true",
        )

    def ended_before(self, namespace: str, name: str, when: str) -> None:
        """Write into a Workflow that it ended at another time."""
        path = f"{_WORKFLOWS.format(namespace)}/{name}"
        self._patch(path, {"status": {"finishedAt": when}})

    def _get(self, path: str) -> Any:
        return self.server.read(path)

    def _patch(self, path: str, patch: Object) -> None:
        self._send("PATCH", path, patch, content=_MERGE)

    def _send(self, method: str, path: str, body: Object, **options: str) -> None:
        with connected(self.server) as client:
            answer = client.send(method, path, body, **options)
        assert answer.accepted, answer.reason


@contextmanager
def steps(folder: Path) -> Iterator[Steps]:
    """Run a cluster with the platform's kinds, rights and policies, and two tainted nodes."""
    objects = [
        obj
        for obj in environment(CONFIG)
        if obj["kind"] not in _LEFT_OUT
        if not obj["kind"].endswith("WebhookConfiguration")
    ]
    with running_api_server(folder / "cluster") as server:
        server.define(platform_kinds())
        server.apply(obj for obj in objects if obj["kind"] == "Namespace")
        server.define(obj for obj in objects if obj["kind"] == "CustomResourceDefinition")
        with (
            controllers(server),
            pods(server, beside=[_ends()]),
            of_waypoints(folder / "hook") as hook,
        ):
            server.kubectl("taint", "node", NODE, f"{USERS.key}={USERS.value}:{USERS.effect}")
            server.apply([node(GPU_NODE, A100.accelerator, devices=8), _priority_class()])
            server.apply(obj for obj in objects if obj["kind"] != "CustomResourceDefinition")
            yield Steps(server, hook)


@contextmanager
def controller(server: ApiServer, config: Config, folder: Path) -> Iterator[None]:
    """Run Argo's controller as a config's Deployment does."""
    with workflow_controller(server, environment(config), folder):
        yield


def _ends() -> dict[str, Any]:
    """Return kwok's stage of a Job's pod, which succeeds, for pods that a test ends."""
    [complete] = [each for each in stages() if each["metadata"]["name"] == "pod-complete"]
    stage = deepcopy(complete)
    stage["metadata"]["name"] = "step-ends"
    ended = {
        "key": f'.metadata.annotations["{_ENDS}"]',
        "operator": "In",
        "values": ["true"],
    }
    stage["spec"]["selector"]["matchExpressions"][-1] = ended
    return stage


def _priority_class() -> Object:
    return {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": PRIORITY},
        "value": 1000,
    }


def _editor(namespace: str) -> Object:
    """Return the profile controller's binding of the account that pipelines run as."""
    group = "rbac.authorization.k8s.io"
    return {
        "apiVersion": f"{group}/v1",
        "kind": "RoleBinding",
        "metadata": {"name": _RUNNER, "namespace": namespace},
        "roleRef": {"apiGroup": group, "kind": "ClusterRole", "name": "kubeflow-edit"},
        "subjects": [{"kind": "ServiceAccount", "name": _RUNNER, "namespace": namespace}],
    }


def _quota(namespace: str) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "all", "namespace": namespace},
        "spec": {"hard": HARD},
    }
