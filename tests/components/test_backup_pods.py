from dataclasses import replace

import pytest

from constructs_lib import Backup, BackupBucket, BackupVolume, Proxy, Rehearsal
from constructs_lib.components.backup_pods import BackupPods, program
from constructs_lib.workloads import Container

BUCKET = BackupBucket(
    bucket="copies", region="eu-west-1", secret="login", endpoint="s3.example.com"
)
VOLUME = BackupVolume(claim="copies")
STEP = Container(name="step", image="rclone:1", command=program("fetch_set.sh", "/dumps"))


@pytest.fixture
def make(chart, ambient):
    def _make(destination, *, rehearsal=True, proxy=None):
        backup = Backup(destination=destination, rehearsal=Rehearsal())
        pods = BackupPods(
            chart,
            "copying",
            programs=("fetch_set.sh",),
            backup=backup,
            within=backup.rehearsal if rehearsal else backup,
            defaults=replace(ambient, cluster=replace(ambient.cluster, proxy=proxy)),
        )
        pods.cron_job("copying", [STEP, replace(STEP, name="last")], schedule=None, retries=0)
        pods.close()
        return pods

    return _make


@pytest.fixture
def pod(find):
    return lambda: find("CronJob", "copying")["spec"]["jobTemplate"]["spec"]["template"][
        "spec"
    ]


def test_the_last_step_is_the_container_and_the_others_come_before_it(make, pod):
    make(BUCKET)

    assert [each["name"] for each in pod()["initContainers"]] == ["step"]
    assert [each["name"] for each in pod()["containers"]] == ["last"]


def test_every_step_finds_the_program_that_it_names(make, pod, find):
    make(BUCKET)
    [step] = pod()["containers"]
    name = step["command"][1].rpartition("/")[2]

    assert {"name": "programs", "mountPath": "/etc/backup", "readOnly": True} in (
        step["volumeMounts"]
    )
    assert find("ConfigMap", "copying")["data"].keys() == {name}


@pytest.mark.parametrize("rehearsal", [True, False])
def test_only_a_rehearsal_may_not_write_to_the_volume_of_the_copies(make, pod, rehearsal):
    make(VOLUME, rehearsal=rehearsal)
    [mount] = [m for m in pod()["containers"][0]["volumeMounts"] if m["name"] == "backups"]

    assert mount.get("readOnly", False) is rehearsal


def test_with_a_volume_closed_pods_connect_to_nothing(make, find):
    make(VOLUME)
    spec = find("NetworkPolicy", "copying")["spec"]

    assert (spec["policyTypes"], spec.get("egress", [])) == (["Egress"], [])


@pytest.mark.parametrize(
    ("proxy", "port"),
    [
        (None, 443),
        (Proxy(address="http://proxy.example.org:3128"), 3128),
        (Proxy(address="http://proxy.example.org:3128", no_proxy=("example.com",)), 443),
    ],
    ids=["no proxy", "behind a proxy", "not by the proxy"],
)
def test_with_a_bucket_closed_pods_connect_to_names_and_to_the_store(make, find, proxy, port):
    make(BUCKET, proxy=proxy)
    [rule] = find("NetworkPolicy", "copying")["spec"]["egress"]

    assert [each["port"] for each in rule["ports"]] == [53, 53, 5353, 5353, port]


def test_with_a_store_in_the_cluster_closed_pods_connect_to_names_and_to_its_namespace(
    make, find
):
    """In the mesh it is called on ztunnel's port, and outside on the port of its pods."""
    store = replace(BUCKET, endpoint="s3.storage.svc.cluster.local")
    make(store, proxy=Proxy(address="http://proxy.example.org:3128"))
    names, to_store = find("NetworkPolicy", "copying")["spec"]["egress"]
    selector = {"matchLabels": {"kubernetes.io/metadata.name": "storage"}}

    assert {each["port"] for each in names["ports"]} == {53, 5353}
    assert to_store == {"to": [{"namespaceSelector": selector}]}
