import pytest

from constructs_lib import Pods, ProfileAccess
from constructs_lib.config import (
    Experiments,
    ExternalKatibMySQL,
    KatibDatabase,
    SecretKey,
    Toleration,
    WorkloadDefaults,
)
from constructs_lib.kube import objects_of

DEPLOYMENTS = ("katib-controller", "katib-db-manager", "katib-mysql", "katib-ui")


def test_manifests(make, manifests, yaml_snapshot):
    make()

    assert manifests() == yaml_snapshot


def test_manifests_in_the_ambient_mesh(make, manifests, ambient, yaml_snapshot):
    make(defaults=ambient)

    assert manifests() == yaml_snapshot


def test_says_where_its_password_must_be(make):
    assert make().password == SecretKey(
        secret="katib-mysql-secrets", key="MYSQL_ROOT_PASSWORD"
    )


def test_both_who_need_the_password_read_it_where_it_is_said_to_be(make, container):
    password = SecretKey(secret="login", key="root")
    make(experiments=Experiments(database=KatibDatabase(password=password)))
    read = [
        variable["valueFrom"]["secretKeyRef"]
        for name in ("katib-mysql", "katib-db-manager")
        for variable in container(name, name)["env"]
        if "PASSWORD" in variable["name"] and "valueFrom" in variable
    ]

    assert read == [{"name": "login", "key": "root"}] * 2


def test_with_a_database_elsewhere_none_is_made(make, chart):
    database = ExternalKatibMySQL(host="db.example.com", secret="db")
    made = make(experiments=Experiments(database=database))

    assert made.needed == ()
    assert "katib-mysql" not in {obj["metadata"]["name"] for obj in objects_of(chart)}


def test_says_what_profiles_must_let_it_call(make):
    assert make().profile_access == ProfileAccess(
        name="katib-controller",
        callers=("cluster.local/ns/kubeflow/sa/katib-controller",),
        ports=(6789, 6788),
    )


def test_no_secret_is_made(make, chart):
    make()

    assert "Secret" not in {obj["kind"] for obj in objects_of(chart)}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_settings_of_pods_reach_every_process(make, pod, name):
    pods = Pods(tolerations=(Toleration(key="spot"),), pull_secrets=("login",))
    make(defaults=WorkloadDefaults(pods=pods))

    assert pod(name)["tolerations"][0]["key"] == "spot"
    assert pod(name)["imagePullSecrets"] == [{"name": "login"}]


def test_every_process_but_the_database_may_run_several_times(make, find):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=2)))
    replicas = {name: find("Deployment", name)["spec"]["replicas"] for name in DEPLOYMENTS}

    assert replicas == dict.fromkeys(DEPLOYMENTS, 2) | {"katib-mysql": 1}


@pytest.mark.parametrize("name", DEPLOYMENTS)
def test_every_process_is_confined_where_the_environment_asks_for_it(
    make, container, pod, ambient, name
):
    make(defaults=ambient)
    context = container(name, name)["securityContext"]

    assert pod(name)["securityContext"]["runAsNonRoot"] is True
    assert context["runAsUser"] == (999 if name == "katib-mysql" else 1000)
