"""The real Kueue admits training jobs of profiles, and holds what has no room."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from constructs_lib.config import PROFILES, Profile
from constructs_lib.config.kueue import QUEUE_NAME, QUEUED

from ..client import connected
from ..processes import settled, wait_for
from ..queued import SLICE, SPEECH, TPU, USERS, VISION, WORK, job, job_defaults, queues
from ..servers import NODE
from .kueue import CLUSTER_QUEUES, Queued

TPUS = {TPU.accelerator.resource: "8"}
GATE = {"name": "kueue.x-k8s.io/admission"}


def path_of(obj: Mapping[str, Any]) -> str:
    if obj["kind"] == "Pod":
        return f"/api/v1/namespaces/{obj['metadata']['namespace']}/pods"
    return f"/apis/kubeflow.org/v1/namespaces/{obj['metadata']['namespace']}/pytorchjobs"


@contextmanager
def submitted(cluster: Queued, *objects: dict[str, Any]) -> Iterator[None]:
    """Create jobs or pods in order, each once the one before it has a Workload."""
    with ExitStack() as stack, connected(cluster.server) as client:
        for obj in objects:
            answer = client.post(path_of(obj), obj)
            assert answer.accepted, answer.reason
            stack.callback(removed, cluster, obj)
            if QUEUE_NAME in obj["metadata"].get("labels", {}):
                cluster.workload(obj["metadata"]["name"], obj["metadata"]["namespace"])
        yield


def removed(cluster: Queued, obj: dict[str, Any]) -> None:
    """Delete a job or pod, and wait until its room is free again."""
    cluster.server.kubectl(
        *("delete", obj["kind"].lower(), obj["metadata"]["name"]),
        *("-n", obj["metadata"]["namespace"], "--ignore-not-found", "--timeout=60s"),
    )
    namespace = obj["metadata"]["namespace"]
    workloads = f"/apis/kueue.x-k8s.io/v1beta2/namespaces/{namespace}/workloads"
    wait_for(
        lambda: all(
            owner["name"] != obj["metadata"]["name"]
            for each in cluster.server.read(workloads)["items"]
            for owner in each["metadata"]["ownerReferences"]
        ),
        "the end of a Workload",
    )


def running_on(cluster: Queued, name: str, profile: Profile = VISION) -> str | None:
    """Return the node of a job's pod; None if it has no pod, or that has none."""
    if f"{name}-master-0" not in cluster.pod_names(profile.name):
        return None
    found = cluster.pod(f"{name}-master-0", profile.name)["spec"].get("nodeName")
    return str(found) if found else None


def pod(name: str, labels: Mapping[str, str], namespace: str = SPEECH.name) -> dict[str, Any]:
    """Return a pod such as Argo makes of a step, which requests a slice of a GPU."""
    amounts = {"cpu": "1", "memory": "1Gi", SLICE.accelerator.resource: "1"}
    container = {
        "name": "main",
        "image": "registry.example.com/step:1",
        "resources": {"requests": amounts, "limits": amounts},
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": namespace, "labels": dict(labels)},
        "spec": {"containers": [container]},
    }


def test_a_job_is_admitted_to_the_nodes_of_its_accelerator(cluster):
    with submitted(cluster, job("train")):
        assert settled(lambda: running_on(cluster, "train"), "a100-1g-5gb") == "a100-1g-5gb"
        spec = cluster.pod("train-master-0")["spec"]

    assert spec["nodeSelector"] == {"pool": "a100"}
    added = {each["key"] for each in spec["tolerations"]}
    assert {"pool", "nvidia.com/gpu"} <= added


def test_a_job_for_a_tpu_is_admitted_to_its_slice(cluster):
    with submitted(cluster, job("jax", devices=TPUS)):
        assert settled(lambda: running_on(cluster, "jax"), "tpu-v5e-2x4") == "tpu-v5e-2x4"


def test_a_job_without_an_accelerator_keeps_off_these_nodes(cluster):
    with submitted(cluster, job("plain", devices={})):
        assert settled(lambda: running_on(cluster, "plain"), NODE) == NODE


@pytest.fixture
def with_defaults(cluster: Queued) -> Iterator[Queued]:
    """Provide the cluster while pods of jobs get defaults from the API server as well."""
    policy = job_defaults()
    labels = {"training.kubeflow.org/job-name": "probe"}

    def completed() -> bool:
        with connected(cluster.server) as client:
            path = f"/api/v1/namespaces/{SPEECH.name}/pods?dryRun=All"
            made = client.post(path, pod("probe", labels)).body
        return made.get("metadata", {}).get("labels", {}).items() >= WORK.items()

    cluster.server.apply(policy)
    wait_for(completed, "the policy")
    yield cluster
    for obj in policy:
        cluster.server.delete(obj)
    wait_for(lambda: not completed(), "the policy's end")


@pytest.mark.parametrize(
    ("devices", "node", "selected", "tolerated"),
    [
        ({SLICE.accelerator.resource: "1"}, SLICE.accelerator.name, {"pool": "a100"}, SLICE),
        (TPUS, TPU.accelerator.name, dict(TPU.accelerator.node_labels), TPU),
        ({}, NODE, None, None),
    ],
    ids=["a slice of a GPU", "a TPU", "no accelerator"],
)
def test_a_queue_and_defaults_of_jobs_agree(with_defaults, devices, node, selected, tolerated):
    with submitted(with_defaults, job("both", devices=devices)):
        assert settled(lambda: running_on(with_defaults, "both"), node) == node
        made = with_defaults.pod("both-master-0")

    assert made["metadata"]["labels"].items() >= WORK.items()
    assert made["spec"].get("nodeSelector") == selected
    added = [USERS, *(tolerated.accelerator.tolerations if tolerated else ())]
    found = [t for t in made["spec"]["tolerations"] if not t["key"].startswith("node.")]
    assert sorted(map(str, found)) == sorted(str(each.to_spec()) for each in added)


def test_a_second_job_waits_with_defaults_too(with_defaults):
    first, second = job("one", profile=SPEECH), job("two", profile=SPEECH)
    with submitted(with_defaults, first, second):
        assert settled(lambda: running_on(with_defaults, "one", SPEECH), "a100-1g-5gb")
        assert with_defaults.suspended("two", "speech")
        assert with_defaults.pod_names("speech") == ["one-master-0"]


def test_a_second_job_waits_until_the_first_ends(cluster):
    first, second = job("one", profile=SPEECH), job("two", profile=SPEECH)
    with submitted(cluster, first, second):
        assert settled(lambda: running_on(cluster, "one", SPEECH), "a100-1g-5gb")
        reserved = settled(
            lambda: cluster.condition("two", "QuotaReserved", "speech")[0], "False"
        )
        _, reason = cluster.condition("two", "QuotaReserved", "speech")

        assert reserved == "False"
        assert "insufficient unused quota for nvidia.com/mig-1g.5gb in flavor" in reason
        assert cluster.suspended("two", "speech")
        assert cluster.pod_names("speech") == ["one-master-0"]

        cluster.finish("one-master-0", "speech", "pytorch")

        assert settled(lambda: running_on(cluster, "two", SPEECH), "a100-1g-5gb")
        assert not cluster.suspended("two", "speech")


def test_a_queue_borrows_what_is_idle_and_no_more(cluster):
    with submitted(cluster, *map(job, ("own", "borrowed", "beyond"))):
        assert settled(lambda: running_on(cluster, "borrowed"), "a100-1g-5gb")
        assert settled(lambda: cluster.condition("beyond", "QuotaReserved")[0], "False")
        assert cluster.suspended("beyond")


def test_a_queue_takes_back_what_it_has_lent(cluster):
    with submitted(cluster, job("own"), job("borrowed")):
        assert settled(lambda: running_on(cluster, "borrowed"), "a100-1g-5gb")
        with submitted(cluster, job("lender", profile=SPEECH)):
            assert settled(lambda: running_on(cluster, "lender", SPEECH), "a100-1g-5gb")
            waiting = [cluster.suspended(name) for name in ("own", "borrowed")]

            assert sorted(waiting) == [False, True]


def test_urgent_work_takes_the_place_of_other_work(cluster):
    urgent = {**QUEUED, "kueue.x-k8s.io/priority-class": "urgent"}
    with submitted(cluster, job("usual", devices=TPUS)):
        assert settled(lambda: running_on(cluster, "usual"), "tpu-v5e-2x4")
        with submitted(cluster, job("urgent", devices=TPUS, labels=urgent)):
            assert settled(lambda: running_on(cluster, "urgent"), "tpu-v5e-2x4")
            assert cluster.suspended("usual")


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (
            job("refused", profile=SPEECH, devices=TPUS),
            "resource google.com/tpu unavailable in ClusterQueue",
        ),
        (job("refused", labels={QUEUE_NAME: "other"}), "LocalQueue other doesn't exist"),
    ],
    ids=["a resource that its queue has not", "a queue that its profile has not"],
)
def test_what_a_profile_may_not_use_never_starts(cluster, wanted, reason):
    namespace = wanted["metadata"]["namespace"]
    with submitted(cluster, wanted):
        wait_for(
            lambda: reason in cluster.condition("refused", "QuotaReserved", namespace)[1],
            reason,
        )

        assert cluster.suspended("refused", namespace)


def test_a_job_without_the_label_is_not_held(cluster):
    with submitted(cluster, job("free", labels={}, devices={})):
        wait_for(lambda: "free-master-0" in cluster.pod_names(), "its pod")

        assert not cluster.suspended("free")


def test_a_running_job_cannot_leave_its_queue(cluster):
    with submitted(cluster, job("train")):
        assert settled(lambda: running_on(cluster, "train"), "a100-1g-5gb")
        said = cluster.server.kubectl(
            *("label", "pytorchjob", "train", "-n", "vision", f"{QUEUE_NAME}-"), check=False
        )

    assert said.returncode
    assert "immutable" in said.stderr


def test_a_step_that_has_the_label_waits_behind_a_gate(cluster):
    with submitted(cluster, pod("first", QUEUED), pod("second", QUEUED)):
        assert settled(
            lambda: cluster.pod("first", "speech")["spec"].get("nodeName"), "a100-1g-5gb"
        )
        held = cluster.pod("second", "speech")

        assert GATE in held["spec"]["schedulingGates"]
        assert held["status"]["phase"] == "Pending"
        assert "schedulingGates" not in cluster.pod("first", "speech")["spec"]


def test_a_step_is_freed_when_there_is_room(cluster):
    with submitted(cluster, pod("second", QUEUED)):
        found = settled(
            lambda: cluster.pod("second", "speech")["spec"].get("nodeName"), "a100-1g-5gb"
        )

    assert found == "a100-1g-5gb"


def test_a_queue_named_default_would_hold_every_pod_of_a_profile(cluster):
    namespace = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "everything", "labels": dict(PROFILES)},
    }
    local = {
        "apiVersion": "kueue.x-k8s.io/v1beta2",
        "kind": "LocalQueue",
        "metadata": {"name": "default", "namespace": "everything"},
        "spec": {"clusterQueue": "research"},
    }
    cluster.server.apply([namespace, local])

    def held(name: str) -> bool:
        with connected(cluster.server) as client:
            path = "/api/v1/namespaces/everything/pods?dryRun=All"
            made = client.post(path, pod(name, {}, "everything")).body
        return GATE in made.get("spec", {}).get("schedulingGates", ())

    assert settled(lambda: held("notebook-0"), wanted=True)


def test_a_profile_moves_to_another_queue_with_what_waits(cluster):
    [local] = [
        obj
        for obj in queues()
        if (obj["kind"], obj["metadata"].get("namespace")) == ("LocalQueue", SPEECH.name)
    ]
    with submitted(cluster, job("one", profile=SPEECH), job("two", profile=SPEECH)):
        assert settled(lambda: running_on(cluster, "one", SPEECH), "a100-1g-5gb")
        assert cluster.suspended("two", "speech")
        cluster.server.delete(local)
        wait_for(
            lambda: "doesn't exist" in cluster.condition("two", "QuotaReserved", "speech")[1],
            "a reason to wait",
        )
        cluster.server.apply([{**local, "spec": {"clusterQueue": "research"}}])

        assert settled(lambda: running_on(cluster, "two", SPEECH), "a100-1g-5gb")
        assert running_on(cluster, "one", SPEECH) == "a100-1g-5gb"

    cluster.server.delete(local)
    cluster.server.apply([local])


def test_a_removed_queue_stays_until_its_work_ends(cluster):
    queue = cluster.server.read(f"{CLUSTER_QUEUES}/teaching")
    kept = {
        "apiVersion": queue["apiVersion"],
        "kind": queue["kind"],
        "metadata": {"name": "teaching"},
        "spec": queue["spec"],
    }
    with submitted(cluster, job("last", profile=SPEECH)):
        assert settled(lambda: running_on(cluster, "last", SPEECH), "a100-1g-5gb")
        cluster.server.kubectl("delete", "clusterqueue", "teaching", "--wait=false")
        with submitted(cluster, job("late", profile=SPEECH)):
            wait_for(
                lambda: cluster.condition("late", "QuotaReserved", "speech")[0] == "False",
                "a reason to wait",
            )
            assert running_on(cluster, "last", SPEECH) == "a100-1g-5gb"
            assert cluster.suspended("late", "speech")

    def names() -> set[str]:
        items = cluster.server.read(CLUSTER_QUEUES)["items"]
        return {each["metadata"]["name"] for each in items}

    assert settled(names, {"research"}) == {"research"}
    cluster.server.apply([kept])
    wait_for(lambda: cluster.active("teaching"), "the queue")
