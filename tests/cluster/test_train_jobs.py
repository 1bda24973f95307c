"""A real API server takes TrainJobs that wait in their queue and stay in the mesh."""

from typing import Any, Final

import pytest

from constructs_lib.config import PROFILES
from constructs_lib.config.kueue import QUEUED

from .api_server import ApiServer
from .client import connected
from .output import environment_with_trainer, named, release_with_trainer, trainer
from .processes import wait_for
from .rights import bound, wait_for_right
from .rows.trainer import TRAINER_ROWS

DEFINITION: Final = "CustomResourceDefinition"
RUNTIME: Final = "ClusterTrainingRuntime"
RBAC: Final = ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount")
# Kinds of platforms that this server does not have.
MESH: Final = "security.istio.io"
HOME: Final = "kubeflow-system"
CONTROLLER: Final = f"system:serviceaccount:{HOME}:kubeflow-trainer-controller-manager"
SETS: Final = f"system:serviceaccount:{HOME}:jobset-controller-manager"
EDITOR: Final = "erin@example.com"
READER: Final = "ray@example.com"
TEAM: Final = "training-team"
GROUP: Final = "trainer.kubeflow.org"
JOBSET: Final = "jobset.x-k8s.io"
GUARDS: Final = ("kubeflow-tenant-queues", "kubeflow-tenant-mesh-templates")
JOBS: Final = f"/apis/{GROUP}/v1alpha1/namespaces/{TEAM}/trainjobs?dryRun=All"
PROFILE: Final = {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {"name": TEAM, "labels": dict(PROFILES)},
}
BINDINGS: Final = [
    bound(user, role, TEAM)
    for user, role in ((EDITOR, "kubeflow-trainer-edit"), (READER, "kubeflow-trainer-view"))
]
# account, verb, resource, group, namespace: whether it may
TABLE: Final = (
    (CONTROLLER, "create", "jobsets", JOBSET, TEAM, True),
    (CONTROLLER, "update", "trainjobs/status", GROUP, TEAM, True),
    (CONTROLLER, "create", "secrets", "", TEAM, True),
    (CONTROLLER, "create", "pods", "", TEAM, False),
    (SETS, "create", "jobs", "batch", TEAM, True),
    (SETS, "create", "services", "", TEAM, True),
    (SETS, "create", "secrets", "", TEAM, False),
    (SETS, "create", "roles", "rbac.authorization.k8s.io", TEAM, False),
    (EDITOR, "create", "trainjobs", GROUP, TEAM, True),
    (EDITOR, "patch", "trainjobs", GROUP, TEAM, True),
    (EDITOR, "create", "trainingruntimes", GROUP, TEAM, False),
    (EDITOR, "create", "jobsets", JOBSET, TEAM, False),
    (EDITOR, "update", "clustertrainingruntimes", GROUP, "", False),
    (READER, "list", "trainjobs", GROUP, TEAM, True),
    (READER, "delete", "trainjobs", GROUP, TEAM, False),
)

OBJECTS = [
    obj
    for obj in trainer()
    if obj["kind"] != DEFINITION and not obj["apiVersion"].startswith(MESH)
]
POLICIES = [
    obj
    for obj in environment_with_trainer()["tenant-guard"]
    if obj["metadata"]["name"] in GUARDS
]


def train_job(
    *, labels: Any = QUEUED, labels_of_all: Any = None, **spec: Any
) -> dict[str, Any]:
    """Return a job of upstream's runtime for PyTorch, with other fields.

    labels: its own. labels_of_all: that Trainer puts on what it makes of it.
    """
    if labels_of_all:
        spec["labels"] = labels_of_all
    return {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "TrainJob",
        "metadata": {"name": "mnist", "namespace": TEAM, "labels": dict(labels)},
        "spec": {"runtimeRef": {"name": "torch-distributed"}, **spec},
    }


def of_pods(metadata: Any = None, spec: Any = None) -> dict[str, Any]:
    """Return what a job says of its pods besides its runtime, as its definition has it."""
    more = {name: given for name, given in (("metadata", metadata), ("spec", spec)) if given}
    if not PATCHES:
        return {"podTemplateOverrides": [{"targetJobs": [{"name": "node"}], **more}]}
    return patched({"spec": {"replicatedJobs": [_job({"spec": {"template": more}})]}})


def patched(template: dict[str, Any]) -> dict[str, Any]:
    """Return a patch of what a runtime makes of a job."""
    runtime = {"template": template}
    return {
        "runtimePatches": [{"manager": "example.com/team", "trainingRuntimeSpec": runtime}]
    }


def _job(template: dict[str, Any]) -> dict[str, Any]:
    return {"name": "node", "template": template}


FACTS: Final = release_with_trainer().trainer
assert FACTS is not None
PATCHES: Final = FACTS.patches
OUT: Final = {"istio.io/dataplane-mode": "none"}
ATTACKS: Final = {
    "no queue": (295, train_job(labels={})),
    "another queue": (295, train_job(labels=dict.fromkeys(QUEUED, "others"))),
    "labels of pods": (296, train_job(labels={**QUEUED, **OUT})),
    "labels of some pods": (296, train_job(**of_pods({"labels": OUT}))),
    "annotations of some pods": (
        296,
        train_job(**of_pods({"annotations": OUT})),
    ),
    **(
        {
            "labels of its sets": (
                296,
                train_job(**patched({"metadata": {"labels": OUT}})),
            ),
            "labels of its Jobs": (
                296,
                train_job(
                    **patched(
                        {"spec": {"replicatedJobs": [_job({"metadata": {"labels": OUT}})]}}
                    )
                ),
            ),
        }
        if PATCHES
        else {"labels of its sets": (296, train_job(labels=QUEUED, labels_of_all=OUT))}
    ),
}
PASSES: Final = {
    "the least": train_job(),
    "nodes, a program and its size": train_job(
        trainer={
            "numNodes": 2,
            "command": ["torchrun", "train.py"],
            "resourcesPerNode": {"limits": {"nvidia.com/gpu": 1}},
        }
    ),
    "an account of the profile": train_job(
        **of_pods(spec={"serviceAccountName": "default-editor"})
    ),
}


@pytest.fixture(scope="module")
def server(small_server) -> ApiServer:
    small_server.define(obj for obj in trainer() if obj["kind"] == DEFINITION)
    home = [obj for obj in OBJECTS if obj["kind"] == "Namespace"]
    small_server.apply([*home, PROFILE])
    rights = [obj for obj in OBJECTS if obj["kind"] in RBAC]
    small_server.apply([*rights, *BINDINGS, *POLICIES])
    return small_server


@pytest.fixture(scope="module")
def client(server):
    with connected(server) as client:
        attacks = [body for _, body in ATTACKS.values()]
        wait_for(
            lambda: not any(write(client, body).accepted for body in attacks),
            "the policies of jobs",
        )
        yield client


def write(client, body):
    """Have the editor write a job, without storing it."""
    return client.post(JOBS, body, user=EDITOR)


@pytest.mark.parametrize("obj", [*OBJECTS, *POLICIES], ids=named)
def test_every_object_is_taken_without_a_warning(client, obj):
    answer = client.apply(obj, dry_run=True)

    assert (answer.accepted, answer.warnings) == (True, []), answer.reason


@pytest.mark.parametrize("body", PASSES.values(), ids=PASSES)
def test_a_job_that_waits_in_its_queue_is_taken(client, body):
    answer = write(client, body)

    assert answer.accepted, answer.reason


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_job_that_leaves_the_queue_or_the_mesh_is_refused(client, attack):
    number, body = attack
    answer = write(client, body)

    assert GUARDS[number == 296] in answer.reason, answer.reason


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (train_job(runtimeRef={}), "spec.runtimeRef.name"),
        (train_job(managedBy="someone"), "ManagedBy must be"),
        (train_job(trainer={"numNodes": "two"}), "numNodes"),
        ({**train_job(), "metadata": {"name": "1st", "labels": dict(QUEUED)}}, "RFC 1035"),
    ],
    ids=["runtime", "manager", "nodes", "name"],
)
def test_a_wrong_one_is_refused(client, wrong, reason):
    answer = write(client, wrong)

    assert not answer.accepted
    assert reason in answer.reason


def test_a_runtime_of_two_policies_is_refused(client):
    (torch,) = (o for o in OBJECTS if o["metadata"]["name"] == "torch-distributed")
    spec = torch["spec"]
    both = {**spec, "mlPolicy": {"torch": {}, "mpi": {"numProcPerNode": 1}}}

    answer = client.apply({**torch, "spec": both}, dry_run=True)

    assert "Only one of the policy can be configured" in answer.reason


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(map(str, row[:3])))
def test_accounts_may_do_what_they_need(client, row):
    wait_for_right(client, row)


def test_every_row_of_admission_is_asked():
    # The table of rights has the last.
    asked = {number for number, _ in ATTACKS.values()} | {294, 297}

    assert asked == {row.number for row in TRAINER_ROWS if row.point == "admission"}
