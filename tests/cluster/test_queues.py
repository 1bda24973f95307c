"""The API server accepts the queues by Kueue's definitions, and refuses jobs beside them."""

from collections.abc import Iterator
from typing import Any

import pytest

from constructs_lib.config.kueue import QUEUE_NAME, QUEUED

from .api_server import ApiServer
from .api_server import api_server as running_api_server
from .client import Answer, connected
from .definitions import KUEUE
from .output import release
from .processes import wait_for
from .queued import environment, job, namespaces, queues
from .turned_off import turned_off

GUARD = "kubeflow-tenant-queues"
NEWER = tuple({"JAXJob"} & {*release().training.kinds})
JOBS = ("pytorchjobs", "mpijobs", *(f"{kind.lower()}s" for kind in NEWER))
POLICY = [obj for obj in environment()["tenant-guard"] if obj["metadata"]["name"] == GUARD]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ApiServer]:
    """Provide an API server with Kueue's kinds, the training operator's and the profiles."""
    with running_api_server(tmp_path_factory.mktemp("queues")) as started:
        started.define(KUEUE.definitions())
        started.define(
            obj
            for obj in environment()["training-operator"]
            if obj["kind"] == "CustomResourceDefinition"
            and obj["spec"]["names"]["plural"] in JOBS
        )
        started.apply(namespaces())
        started.apply(POLICY)
        wait_for(lambda: not create(started, job("early", labels={})).accepted, "the policy")
        yield started


def create(server: ApiServer, obj: dict[str, Any]) -> Answer:
    """Create a job without keeping it."""
    namespace, plural = obj["metadata"]["namespace"], f"{obj['kind'].lower()}s"
    with connected(server) as client:
        return client.post(
            f"/apis/kubeflow.org/v1/namespaces/{namespace}/{plural}?dryRun=All", obj
        )


def test_the_queues_are_of_kinds_that_kueue_defines(server):
    assert server.apply(queues()) == []


def test_a_profile_cannot_move_to_another_queue(server):
    server.apply(queues())
    [local] = [
        obj
        for obj in queues()
        if (obj["kind"], obj["metadata"].get("namespace")) == ("LocalQueue", "vision")
    ]

    with connected(server) as client:
        answer = client.apply({**local, "spec": {"clusterQueue": "teaching"}}, force=True)

    assert "field is immutable" in answer.reason


def test_a_job_that_names_its_queue_is_accepted(server):
    assert create(server, job("queued")).accepted


@pytest.mark.parametrize("labels", [{}, {QUEUE_NAME: "other"}], ids=["no queue", "another"])
def test_a_job_that_would_run_beside_its_queue_is_refused(server, labels):
    answer = create(server, job("beside", labels=labels))

    assert "set its label kueue.x-k8s.io/queue-name: kubeflow" in answer.reason


@pytest.mark.parametrize("kind", ["PyTorchJob", *NEWER])
def test_every_kind_that_kueue_knows_waits(server, kind):
    assert not create(server, job("beside", kind=kind, labels={})).accepted
    assert create(server, job("waits", kind=kind, labels=QUEUED)).accepted


def test_a_kind_that_kueue_does_not_know_is_refused(server):
    answer = create(server, job("mpi", kind="MPIJob", labels=QUEUED))

    assert "Kueue holds no MPIJob" in answer.reason


def test_without_the_policy_jobs_run_beside_the_queue(server):
    [binding] = [obj for obj in POLICY if obj["kind"].endswith("Binding")]

    def refused() -> bool:
        return not create(server, job("beside", labels={})).accepted

    with turned_off(server, binding, refused):
        assert create(server, job("beside", labels={})).accepted
