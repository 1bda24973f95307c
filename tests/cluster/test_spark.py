"""A real API server takes Spark applications, and refuses those that leave their profile."""

from copy import deepcopy
from typing import Any, Final

import pytest

from constructs_lib.config import PROFILES

from .api_server import ApiServer
from .client import connected
from .output import environment_of_models, named, spark
from .processes import wait_for
from .rights import bound, wait_for_right
from .rows.spark import SPARK_ROWS
from .turned_off import turned_off

DEFINITION: Final = "CustomResourceDefinition"
RBAC: Final = ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "ServiceAccount")
# Kinds of platforms that this server does not have.
MESH: Final = "security.istio.io"
CONTROLLER: Final = "system:serviceaccount:kubeflow:spark-operator-controller"
WEBHOOK: Final = "system:serviceaccount:kubeflow:spark-operator-webhook"
EDITOR: Final = "erin@example.com"
READER: Final = "ray@example.com"
TEAM: Final = "spark-team"
GROUP: Final = "sparkoperator.k8s.io"
GUARD: Final = "kubeflow-tenant-spark"
APPLICATIONS: Final = f"/apis/{GROUP}/v1beta2/namespaces/{TEAM}/sparkapplications?dryRun=All"
SCHEDULES: Final = APPLICATIONS.replace("sparkapp", "scheduledsparkapp")
TOKEN: Final = "/var/run/secrets/kubernetes.io/serviceaccount/token"
NAMESPACES: Final = [
    {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": name, "labels": labels},
    }
    for name, labels in (("kubeflow", {}), (TEAM, dict(PROFILES)))
]
BINDINGS: Final = [
    bound(user, role, TEAM)
    for user, role in ((EDITOR, "kubeflow-spark-edit"), (READER, "kubeflow-spark-view"))
]
PI: Final[dict[str, Any]] = {
    "apiVersion": f"{GROUP}/v1beta2",
    "kind": "SparkApplication",
    "metadata": {"name": "pi", "namespace": TEAM},
    "spec": {
        "type": "Python",
        "mode": "cluster",
        "image": "spark:3.5.5",
        "mainApplicationFile": "local:///opt/spark/examples/src/main/python/pi.py",
        "sparkVersion": "3.5.5",
        "driver": {"cores": 1, "memory": "512m", "serviceAccount": "default-editor"},
        "executor": {"cores": 1, "instances": 2, "memory": "512m"},
    },
}
# account, verb, resource, group, namespace: whether it may
TABLE: Final = (
    (CONTROLLER, "create", "pods", "", TEAM, True),
    (CONTROLLER, "create", "services", "", TEAM, True),
    (CONTROLLER, "update", "sparkapplications/status", GROUP, TEAM, True),
    (CONTROLLER, "create", "sparkapplications", GROUP, TEAM, True),
    (CONTROLLER, "update", "sparkapplications", GROUP, TEAM, False),
    (CONTROLLER, "get", "secrets", "", TEAM, False),
    (CONTROLLER, "get", "nodes", "", "", False),
    (CONTROLLER, "create", "ingresses", "networking.k8s.io", TEAM, False),
    (CONTROLLER, "create", "pods/exec", "", TEAM, False),
    (WEBHOOK, "list", "sparkapplications", GROUP, TEAM, True),
    (WEBHOOK, "create", "sparkapplications", GROUP, TEAM, False),
    (WEBHOOK, "list", "pods", "", TEAM, False),
    (WEBHOOK, "create", "secrets", "", "kubeflow", True),
    (WEBHOOK, "get", "secrets", "", "kubeflow", False),
    (EDITOR, "create", "sparkapplications", GROUP, TEAM, True),
    (EDITOR, "create", "scheduledsparkapplications", GROUP, TEAM, True),
    (EDITOR, "update", "sparkapplications/status", GROUP, TEAM, False),
    (READER, "list", "sparkapplications", GROUP, TEAM, True),
    (READER, "delete", "sparkapplications", GROUP, TEAM, False),
)

OBJECTS = [
    obj
    for obj in spark()
    if obj["kind"] != DEFINITION and not obj["apiVersion"].startswith(MESH)
]
POLICIES = [
    obj for obj in environment_of_models()["tenant-guard"] if obj["metadata"]["name"] == GUARD
]


def application(**changes: Any) -> dict[str, Any]:
    """Return the example with other fields of its specification."""
    changed = deepcopy(PI)
    changed["spec"] |= changes
    return changed


def with_conf(key: str, value: str = "x") -> dict[str, Any]:
    return application(sparkConf={key: value})


def with_template(part: str, namespace: str) -> dict[str, Any]:
    template = {"metadata": {"namespace": namespace}}
    return application(**{part: {**PI["spec"][part], "template": template}})


# The number of the row that each decides, and what the user writes.
ATTACKS: Final = {
    "another namespace": (194, with_conf("spark.kubernetes.namespace", "kube-system")),
    "the same by an equals sign": (194, with_conf("spark.x=y --conf", "z")),
    "another API server": (194, with_conf("spark.master", "k8s://https://example.com")),
    "an account to submit as": (
        194,
        with_conf("spark.kubernetes.authenticate.submission.oauthToken"),
    ),
    "a driver's template elsewhere": (194, with_template("driver", "kube-system")),
    "an executor's template elsewhere": (194, with_template("executor", "kube-system")),
    "an option for a file": (
        194,
        application(
            mainApplicationFile="--conf", arguments=["spark.kubernetes.namespace=default"]
        ),
    ),
    "its token": (195, application(deps={"files": [f"file://{TOKEN}"]})),
    "its token without a scheme": (195, application(deps={"files": [TOKEN]})),
    "its token after another": (
        195,
        application(deps={"jars": [f"local:///a.jar,file://{TOKEN}"]}),
    ),
    "its token by a setting": (195, with_conf("spark.files", TOKEN)),
    "a pod template of its files": (
        195,
        with_conf("spark.kubernetes.driver.podTemplateFile", TOKEN),
    ),
    "a driver in its pod": (196, application(mode="client")),
    "a driver in its pod by a setting": (
        196,
        with_conf("spark.submit.deployMode", "client"),
    ),
    "a class in its pod": (
        196,
        with_conf("spark.kubernetes.driver.pod.featureSteps", "org.example.Step"),
    ),
}
PASSES: Final = {
    "the example": PI,
    "settings of Spark": with_conf("spark.sql.shuffle.partitions", "10"),
    "settings of its pods": with_conf(
        "spark.kubernetes.executor.volumes.emptyDir.a.mount.path"
    ),
    "packages": with_conf("spark.jars.packages", "org.example:a:1"),
    "files of a store": application(deps={"jars": ["s3a://bucket/a.jar"]}),
}


@pytest.fixture(scope="module")
def server(small_server) -> ApiServer:
    small_server.define(obj for obj in spark() if obj["kind"] == DEFINITION)
    small_server.apply(NAMESPACES)
    rights = [obj for obj in OBJECTS if obj["kind"] in RBAC]
    small_server.apply([*rights, *BINDINGS, *POLICIES])
    return small_server


@pytest.fixture(scope="module")
def client(server):
    with connected(server) as client:
        _, attack = ATTACKS["another namespace"]
        wait_for(lambda: not write(client, attack).accepted, "the policy of applications")
        yield client


def write(client, body):
    """Have the editor write an application, without storing it."""
    return client.post(APPLICATIONS, body, user=EDITOR)


@pytest.mark.parametrize("obj", [*OBJECTS, *POLICIES], ids=named)
def test_every_object_is_taken_without_a_warning(client, obj):
    answer = client.apply(obj, dry_run=True)

    assert (answer.accepted, answer.warnings) == (True, []), answer.reason


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (application(type="Perl"), "spec.type"),
        (application(mainApplicationFile=1), "mainApplicationFile"),
        (application(executor={"instances": 0}), "instances"),
        (application(driver={"env": [{"value": "nameless"}]}), "name"),
        ({**PI, "spec": {"type": "Python"}}, "driver"),
    ],
    ids=["language", "file", "executors", "variable", "driver"],
)
def test_a_wrong_one_is_refused(client, wrong, reason):
    answer = write(client, wrong)

    assert not answer.accepted
    assert reason in answer.reason


@pytest.mark.parametrize("body", PASSES.values(), ids=PASSES)
def test_an_application_of_the_profile_is_taken(client, body):
    answer = write(client, body)

    assert answer.accepted, answer.reason


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_application_that_leaves_its_profile_is_refused(client, attack):
    _, body = attack
    answer = write(client, body)

    assert GUARD in answer.reason, answer.reason


def test_a_schedule_is_held_to_its_profile_as_well(client):
    _, attack = ATTACKS["another namespace"]
    body = {
        **PI,
        "kind": "ScheduledSparkApplication",
        "spec": {"schedule": "@daily", "template": attack["spec"]},
    }

    assert GUARD in client.post(SCHEDULES, body, user=EDITOR).reason


def test_a_schedule_of_the_profile_is_taken(client):
    body = {
        **PI,
        "kind": "ScheduledSparkApplication",
        "spec": {"schedule": "@daily", "template": PI["spec"]},
    }
    answer = client.post(SCHEDULES, body, user=EDITOR)

    assert answer.accepted, answer.reason


@pytest.mark.parametrize("kind", ["", "Binding"])
def test_without_the_policy_a_driver_would_start_elsewhere(server, client, kind):
    _, attack = ATTACKS["another namespace"]
    (obj,) = (each for each in POLICIES if each["kind"] == f"ValidatingAdmissionPolicy{kind}")

    with turned_off(server, obj, lambda: write(client, attack).accepted):
        assert write(client, attack).accepted


@pytest.mark.parametrize("row", TABLE, ids=lambda row: " ".join(map(str, row[:3])))
def test_accounts_may_do_what_they_need(client, row):
    wait_for_right(client, row)


def test_every_row_of_admission_is_asked():
    asked = {number for number, _ in ATTACKS.values()} | {193}

    assert asked == {row.number for row in SPARK_ROWS if row.point == "admission"}
