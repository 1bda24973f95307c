"""Steps and drivers of a pipeline get an environment's defaults, and run where these say.

The real controller of Argo makes the pods, the real API server admits them under a quota, and
the real scheduler finds a node.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ..processes import settled, wait_for
from ..servers import NODE
from .compiled import patched, pipeline
from .platform import A100, CONFIG, GPU_NODE, KEPT, PRIORITY, USERS, Steps, controller

RESOURCE = A100.accelerator.resource
GPU_TAINT = [each.to_spec() for each in A100.accelerator.tolerations]
# What the API server adds to every pod.
EVERY_PODS = ("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")
GPU_STEP = patched(
    limits={RESOURCE: "1"},
    node_selector=A100.accelerator.node_labels,
    tolerations=GPU_TAINT,
)
NAME = "p"
ROOT_DRIVER = f"{NAME}.root-driver"
STEP = f"{NAME}.root.train.executor"


@pytest.fixture(scope="module")
def running(steps, tmp_path_factory) -> Iterator[Steps]:
    """Provide the cluster with a controller that has the defaults."""
    with controller(steps.server, CONFIG, tmp_path_factory.mktemp("argo") / "defaults"):
        yield steps


def started(steps: Steps, namespace: str) -> str:
    """Make a profile, and start a pipeline in it."""
    steps.profile(namespace)
    steps.submit(pipeline(NAME, namespace))
    return namespace


@pytest.fixture(scope="module")
def pods(running) -> Mapping[str, dict[str, Any]]:
    """Return the first driver and the step of a pipeline while they run."""
    namespace = started(running, "plain")
    driver = running.pod(namespace, ROOT_DRIVER)
    running.drive(namespace, NAME, patched())
    return {"driver": driver, "step": running.pod(namespace, STEP)}


def tolerated(pod: Mapping[str, Any]) -> list[Any]:
    """Return a pod's tolerations without those of every pod."""
    return [each for each in pod["spec"]["tolerations"] if each["key"] not in EVERY_PODS]


EACH = pytest.mark.parametrize("what", ["driver", "step"])


@EACH
def test_it_has_the_labels_beside_those_of_pipelines(pods, what):
    labels = pods[what]["metadata"]["labels"]

    assert labels["example.com/work"] == "pipeline"
    assert labels["pipelines.kubeflow.org/v2_component"] == "true"


@EACH
def test_it_tolerates_the_taint_of_users_nodes(pods, what):
    assert tolerated(pods[what]) == [USERS.to_spec()]


@EACH
def test_it_has_the_priority(pods, what):
    spec = pods[what]["spec"]

    assert (spec["priorityClassName"], spec["priority"]) == (PRIORITY, 1000)


@EACH
def test_every_container_of_it_has_requests_and_limits_as_the_quota_demands(pods, what):
    spec = pods[what]["spec"]
    containers = [*spec["initContainers"], *spec["containers"]]

    assert [
        each["name"]
        for each in containers
        for part in ("requests", "limits")
        if not {"cpu", "memory"} <= each["resources"].get(part, {}).keys()
    ] == []


@EACH
def test_it_runs_on_a_node_for_users(pods, what):
    assert pods[what]["spec"]["nodeName"] == NODE


def test_without_its_limit_range_a_quota_stops_the_pipeline_at_the_step(running):
    namespace = running.profile("unlimited", limit_range=False)
    running.submit(pipeline(NAME, namespace))
    running.drive(namespace, NAME, patched())

    assert settled(lambda: running.status(namespace, NAME), "Error") == "Error"
    nodes = (running.workflow(namespace, NAME) or {})["status"]["nodes"].values()
    assert "must specify limits.cpu for: main" in str([each.get("message") for each in nodes])


@pytest.fixture(scope="module")
def on_gpu(running) -> Mapping[str, Any]:
    """Return a step that requests a GPU, selects its nodes and tolerates their taint."""
    namespace = started(running, "gpu")
    running.drive(namespace, NAME, GPU_STEP)
    return running.pod(namespace, STEP)


def test_a_step_runs_on_the_node_of_its_accelerator(on_gpu):
    assert on_gpu["spec"]["nodeName"] == GPU_NODE


def test_a_steps_own_tolerations_replace_the_defaults(on_gpu):
    assert tolerated(on_gpu) == GPU_TAINT


def test_a_steps_own_tolerations_leave_the_other_defaults(on_gpu):
    assert on_gpu["metadata"]["labels"]["example.com/work"] == "pipeline"
    assert on_gpu["spec"]["priorityClassName"] == PRIORITY


def test_a_steps_own_label_replaces_the_default(running):
    namespace = running.profile("labelled")
    running.submit(pipeline(NAME, namespace, labels={"example.com/work": "mine"}))
    running.drive(namespace, NAME, patched())

    labels = running.pod(namespace, STEP)["metadata"]["labels"]
    assert labels["example.com/work"] == "mine"


REFUSED = {
    "no-toleration": patched(limits={RESOURCE: "1"}),
    "too-many": GPU_STEP.replace(f'"{RESOURCE}": "1"', f'"{RESOURCE}": "9"'),
}


@pytest.mark.parametrize("namespace", REFUSED)
def test_a_step_that_its_accelerators_node_does_not_take_runs_nowhere(running, namespace):
    started(running, namespace)
    running.drive(namespace, NAME, REFUSED[namespace])
    pod = running.pod(namespace, STEP, runs=False)

    reason = settled(lambda: running.why_pending(namespace, STEP), "Unschedulable")
    assert reason == "Unschedulable"
    assert "nodeName" not in pod["spec"]


def test_a_profiles_second_pipeline_waits_for_the_first(running):
    namespace = started(running, "busy")
    running.pod(namespace, ROOT_DRIVER)
    running.submit(pipeline("second", namespace))

    postponed = (
        "Workflow processing has been postponed because too many workflows are already "
    )
    said = settled(
        lambda: running.status(namespace, "second", "message")[: len(postponed)], postponed
    )
    assert said == postponed
    assert running.status(namespace, "second") == "Pending"
    running.drive(namespace, NAME, patched())
    running.end(namespace, STEP)
    assert running.pod(namespace, "second.root-driver")


def test_other_profiles_do_not_wait(running):
    first, other = started(running, "here"), started(running, "there")

    assert running.pod(first, ROOT_DRIVER)
    assert running.pod(other, ROOT_DRIVER)


def test_a_pod_that_has_succeeded_is_deleted_at_once(running):
    namespace = started(running, "tidy")
    running.end(namespace, ROOT_DRIVER, execution_id="1", condition="true")

    assert running.pod(namespace, f"{NAME}.root.train-driver")
    wait_for(lambda: ROOT_DRIVER not in running.pods(namespace), "the driver's end")


@pytest.fixture
def succeeded(running, request) -> str:
    """Provide the namespace of a pipeline that has just succeeded."""
    namespace = started(running, request.param)
    running.drive(namespace, NAME, patched())
    running.end(namespace, STEP)
    wait_for(lambda: running.status(namespace, NAME) == "Succeeded", "the pipeline's success")
    return namespace


@pytest.mark.parametrize("succeeded", ["old"], indirect=True)
def test_a_pipeline_is_deleted_when_it_was_kept_for_its_time(running, succeeded):
    before = datetime.now(UTC) - KEPT - timedelta(minutes=1)
    running.ended_before(succeeded, NAME, before.strftime("%Y-%m-%dT%H:%M:%SZ"))

    wait_for(lambda: running.workflow(succeeded, NAME) is None, "the pipeline's deletion")


@pytest.mark.parametrize("succeeded", ["young"], indirect=True)
def test_a_pipeline_is_kept_until_then(running, succeeded):
    before = datetime.now(UTC) - KEPT + timedelta(minutes=5)
    running.ended_before(succeeded, NAME, before.strftime("%Y-%m-%dT%H:%M:%SZ"))

    assert settled(
        lambda: running.workflow(succeeded, NAME) is None, wanted=True, seconds=5
    ) is (False)
