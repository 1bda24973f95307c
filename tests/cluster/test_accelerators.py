"""Pods are scheduled on their accelerator's node and nowhere else.

Those of the notebooks' form are as upstream's web app makes them of a user's answers. Trials
are Jobs of the real Job controller; pods of training jobs have the labels that the training
operator gives them (GenLabels in pkg/controller.v1/common/job_controller.go of v1.8.1).
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import pytest
import yaml

from constructs_lib import Config, Environment, Platform, Quota
from constructs_lib.accelerators import (
    AnyAccelerator,
    Devices,
    JobDefaults,
    Nvidia,
)
from constructs_lib.catalog import Images
from constructs_lib.components.spawner_form import spawner_form
from constructs_lib.config import (
    PROFILES,
    NodeAffinity,
    Pods,
    ProfileDefaults,
    TenantRules,
    Toleration,
)
from constructs_lib.config.placement import affinity_spec
from constructs_lib.platform import synthesize
from tests.accelerators import KNOWN

from .accelerated import node, place, why_pending
from .api_server import MUTATING, ApiServer, new_namespace
from .api_server import api_server as running_api_server
from .client import Object, connected
from .processes import settled, wait_for
from .servers import NODE, controllers, pods

# Two models of one resource, on nodes of their own.
MODELS = {name: Nvidia(name, node_labels={"example.com/gpu": name}) for name in ("l4", "l40s")}
OFFERED = {name: each for name, (each, *_) in KNOWN.items()} | MODELS


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server with a scheduler, a plain node, and one of each accelerator."""
    folder = tmp_path_factory.mktemp("accelerated")
    with (
        running_api_server(folder, *MUTATING) as server,
        controllers(server),
        pods(server),
    ):
        server.apply(node(f"node-{name}", each.accelerator) for name, each in OFFERED.items())
        yield server


def answered(
    kind: AnyAccelerator, *, vendor: bool = True, group: bool = True, taint: bool = True
) -> dict[str, Any]:
    """Return the pod that upstream's web app makes of a user's answers.

    Source: set_notebook_gpus, set_notebook_affinity and set_notebook_tolerations in
    components/crud-web-apps/jupyter/backend/apps/common/form.py of kubeflow/kubeflow v1.9.2.
    """
    form = yaml.safe_load(spawner_form(Config(accelerators=(kind,)).notebook_form, Images()))[
        "spawnerFormDefaults"
    ]
    [offered] = form["gpus"]["value"]["vendors"]
    count = str(max(kind.accelerator.counts))
    container = {"name": "nb", "image": "nb", "resources": {}}
    if vendor:
        container["resources"] = {"limits": {offered["limitsKey"]: count}}
    spec: dict[str, Any] = {"containers": [container]}
    if group:
        spec["affinity"] = form["affinityConfig"]["options"][0]["affinity"]
    if taint:
        spec["tolerations"] = form["tolerationGroup"]["options"][0]["tolerations"]
    return spec


def created(
    server: ApiServer,
    name: str,
    spec: Mapping[str, Any],
    *,
    namespace: str = "default",
    **labels: str,
) -> str:
    """Create a pod, and return its path."""
    metadata = {"name": name, "labels": labels}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    path = f"/api/v1/namespaces/{namespace}/pods"
    with connected(server) as client:
        answer = client.post(path, pod)
    assert answer.accepted, answer.reason
    return f"{path}/{name}"


@pytest.mark.parametrize("name", OFFERED)
def test_a_notebook_runs_on_the_node_of_its_accelerator(nodes, name):
    path = created(nodes, f"nb-{name}", answered(OFFERED[name]))

    assert settled(lambda: place(nodes, path), f"node-{name}") == f"node-{name}"


@pytest.mark.parametrize("name", OFFERED)
def test_a_notebook_that_does_not_tolerate_the_taint_waits(nodes, name):
    path = created(nodes, f"shy-{name}", answered(OFFERED[name], taint=False))

    assert settled(lambda: why_pending(nodes, path), "Unschedulable") == "Unschedulable"
    assert place(nodes, path) is None


def test_a_notebook_without_an_accelerator_keeps_off_these_nodes(nodes):
    plain = answered(Nvidia("a100"), vendor=False, group=False, taint=False)
    path = created(nodes, "plain", plain)

    assert settled(lambda: place(nodes, path), NODE) == NODE


def test_a_quota_of_an_accelerator_refuses_one_device_more(nodes):
    kind = Nvidia("a100", mig="1g.5gb")
    limit = Quota(accelerators=(Devices(kind, 4),)).limits
    quota = {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "devices", "namespace": "limited"},
        "spec": {"hard": dict(limit)},
    }
    nodes.apply([new_namespace("limited"), quota])
    path = "/api/v1/namespaces/limited/resourcequotas/devices"
    settled(lambda: nodes.read(path).get("status", {}).get("hard"), dict(limit))
    settled(lambda: len(nodes.read("/api/v1/namespaces/limited/serviceaccounts")["items"]), 1)

    pod = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "many"},
        "spec": answered(kind),
    }
    with connected(nodes) as client:
        answer = client.post("/api/v1/namespaces/limited/pods", pod)

    assert "exceeded quota: devices, requested: requests.nvidia.com/mig-1g.5gb=8" in (
        answer.reason
    )


# The accelerators of the table; nodes of MODELS have one of their resources, and are others'.
JOBS = Config(
    accelerators=tuple(each for each, *_ in KNOWN.values()),
    tenants=TenantRules(priority_classes=("jobs", "urgent")),
    profiles=ProfileDefaults(
        pods=Pods(
            node_selector={"kubernetes.io/hostname": NODE},
            tolerations=(Toleration(key="pool", value="users"),),
            pull_secrets=("registry",),
            affinity=(NodeAffinity(key="kubernetes.io/os", values=("linux",)),),
        )
    ),
    jobs=JobDefaults(
        kubernetes="1.34.0", labels={"example.com/work": "job"}, priority_class="jobs"
    ),
)
TEAM = "team"
NO_PROFILE = "elsewhere"
OPERATED = {"training.kubeflow.org/job-name": "train"}


def priority_class(name: str, value: int) -> Object:
    return {
        "apiVersion": "scheduling.k8s.io/v1",
        "kind": "PriorityClass",
        "metadata": {"name": name},
        "value": value,
    }


@pytest.fixture(scope="module")
def jobs(nodes: ApiServer) -> ApiServer:
    """Provide the server with the policy, a profile's namespace, and one of no profile."""
    profile = {**new_namespace(TEAM), "metadata": {"name": TEAM, "labels": PROFILES}}
    nodes.apply(
        [
            *policy(),
            priority_class("jobs", 1000),
            priority_class("urgent", 2000),
            profile,
            new_namespace(NO_PROFILE),
        ]
    )
    for name in (TEAM, NO_PROFILE):
        accounts = f"/api/v1/namespaces/{name}/serviceaccounts"
        wait_for(partial(_has, nodes, accounts), "the namespace's account")
    settled(
        lambda: trained(nodes, "probe")["metadata"]["labels"].get("example.com/work"), "job"
    )
    return nodes


def _has(server: ApiServer, path: str) -> bool:
    """Return whether a list has anything in it."""
    return bool(server.read(path)["items"])


def policy() -> list[Object]:
    made = synthesize(Platform(environments=(Environment("default", JOBS),)))
    return [dict(obj) for obj in made.environments["default"]["job-defaults"]]


def requested(kind: AnyAccelerator | None) -> dict[str, Any]:
    """Return the pod of a job that only says how many devices it needs."""
    container: dict[str, Any] = {"name": "main", "image": "main"}
    if kind:
        count = str(max(kind.accelerator.counts))
        container["resources"] = {"limits": {kind.accelerator.resource: count}}
    return {"containers": [container], "restartPolicy": "Never"}


def trained(
    server: ApiServer, name: str, *, labels: Mapping[str, str] = OPERATED, **fields: Any
) -> dict[str, Any]:
    """Return a training job's pod as the API server would store it."""
    metadata = {"name": name, "labels": dict(labels)}
    spec = {**requested(None), **fields}
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}
    with connected(server) as client:
        answer = client.post(f"/api/v1/namespaces/{TEAM}/pods?dryRun=All", pod)
    assert answer.accepted, answer.reason
    return answer.body


def trial(server: ApiServer, name: str, kind: AnyAccelerator, namespace: str) -> str:
    """Create a trial's Job, and return the path of its pod."""
    job = {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"template": {"spec": requested(kind)}},
    }
    server.apply([job])
    path = f"/api/v1/namespaces/{namespace}/pods"
    found = f"{path}?labelSelector=batch.kubernetes.io/job-name={name}"
    wait_for(partial(_has, server, found), "the pod of the Job")
    [pod] = server.read(found)["items"]
    return f"{path}/{pod['metadata']['name']}"


@pytest.mark.parametrize("name", KNOWN)
def test_a_trial_runs_on_the_node_of_what_it_requests(jobs, name):
    path = trial(jobs, f"trial-{name}", KNOWN[name][0], TEAM)

    assert settled(lambda: place(jobs, path), f"node-{name}") == f"node-{name}"


@pytest.mark.parametrize("name", KNOWN)
def test_a_training_jobs_pod_runs_on_the_node_of_what_it_requests(jobs, name):
    spec = requested(KNOWN[name][0])
    path = created(jobs, f"train-{name}", spec, namespace=TEAM, **OPERATED)

    assert settled(lambda: place(jobs, path), f"node-{name}") == f"node-{name}"


def test_without_the_policy_a_trial_waits(jobs):
    path = trial(jobs, "trial", Nvidia("a100"), NO_PROFILE)

    assert settled(lambda: why_pending(jobs, path), "Unschedulable") == "Unschedulable"
    assert place(jobs, path) is None


def test_what_requests_nothing_is_placed_as_pods_in_profiles_are(jobs):
    spec = trained(jobs, "plain")["spec"]

    assert spec["nodeSelector"] == {"kubernetes.io/hostname": NODE}
    assert spec["affinity"] == affinity_spec(JOBS.profiles.pods.affinity)
    assert {"name": "registry"} in spec["imagePullSecrets"]
    assert [each["key"] for each in spec["tolerations"] if "/" not in each["key"]] == ["pool"]


def test_it_has_the_labels_and_the_priority(jobs):
    pod = trained(jobs, "plain")

    assert pod["metadata"]["labels"] == {**OPERATED, "example.com/work": "job"}
    assert (pod["spec"]["priorityClassName"], pod["spec"]["priority"]) == ("jobs", 1000)


OWN = {
    "nodeSelector": {"kubernetes.io/hostname": "mine", "disk": "ssd"},
    "affinity": {"nodeAffinity": {}},
    "priorityClassName": "urgent",
}


@pytest.mark.parametrize("field", OWN)
def test_what_a_pod_says_itself_stays(jobs, field):
    assert trained(jobs, "own", **{field: OWN[field]})["spec"][field] == OWN[field]


def test_its_own_label_stays(jobs):
    labels = {**OPERATED, "example.com/work": "mine"}

    assert trained(jobs, "own", labels=labels)["metadata"]["labels"] == labels


def test_tolerations_are_added_to_its_own_and_none_twice(jobs):
    own = [
        {"key": "mine", "operator": "Exists"},
        JOBS.profiles.pods.tolerations[0].to_spec(),  # type: ignore[index]
    ]
    spec = trained(jobs, "own", tolerations=own, **requested(Nvidia("a100")))["spec"]

    kept = [each for each in spec["tolerations"] if "node.kubernetes.io/" not in each["key"]]
    assert kept == [
        *own,
        {"key": "nvidia.com/gpu", "operator": "Exists", "effect": "NoSchedule"},
    ]


def test_a_pod_of_no_job_is_left_as_it_is(jobs):
    pod = trained(jobs, "notebook", labels={"notebook-name": "nb"})

    assert pod["metadata"]["labels"] == {"notebook-name": "nb"}
    assert "nodeSelector" not in pod["spec"]
