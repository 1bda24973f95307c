import json

import pytest

from constructs_lib import BackupBucket, BackupVolume
from constructs_lib.components.recovery import Recoveries
from constructs_lib.kube import objects_of
from constructs_lib.recovery import Recovery

BUCKET = BackupBucket(bucket="copies", region="eu-west-1", secret="copies-login")
TOKEN = "/var/run/secrets/kubernetes.io/serviceaccount"


@pytest.fixture
def make(chart, ambient):
    def _make(**settings):
        recovery = Recovery(**{"destination": BUCKET, **settings})
        return Recoveries(chart, "recovery", recovery=recovery, defaults=ambient)

    return _make


@pytest.fixture
def pod(find):
    return lambda: find("CronJob", "recovery")["spec"]["jobTemplate"]["spec"]["template"][
        "spec"
    ]


@pytest.fixture
def granted(find):
    """Return what the account may do: verbs, and names where only some are allowed."""

    def _granted():
        return {
            f"{group}/{resource}": (rule["verbs"], rule.get("resourceNames", []))
            for rule in find("ClusterRole", "recovery")["rules"]
            for group in rule["apiGroups"]
            for resource in rule["resources"]
        }

    return _granted


def steps(pod):
    return {each["name"]: each for each in (*pod["initContainers"], *pod["containers"])}


def mounts(step):
    return {each["mountPath"] for each in step["volumeMounts"]}


def test_manifests(make, chart, yaml_snapshot):
    make(secrets=("git-credentials",))
    objects = objects_of(chart)
    for obj in objects:
        if obj["kind"] == "ConfigMap":
            obj["data"] = {
                name: text if name == "task.json" else "…"
                for name, text in obj["data"].items()
            }

    assert objects == yaml_snapshot


def test_it_may_list_what_is_chosen_and_nothing_else(make, granted):
    make(kinds=("profiles", "notebooks"))

    assert granted() == {
        "kubeflow.org/profiles": (["list"], []),
        "kubeflow.org/notebooks": (["list"], []),
    }


def test_it_may_read_secrets_by_name_only(make, granted):
    make(kinds=(), secrets=("git-credentials",))

    assert granted() == {
        # In whose namespaces they are.
        "kubeflow.org/profiles": (["list"], []),
        "/secrets": (["get"], ["git-credentials"]),
    }


def test_no_verb_writes(make, granted):
    make(secrets=("a",))

    assert {verb for verbs, _ in granted().values() for verb in verbs} == {"list", "get"}


def test_only_the_step_that_reads_has_a_token(make, pod):
    make()
    read, keep = steps(pod()).values()

    assert pod()["automountServiceAccountToken"] is False
    assert TOKEN in mounts(read)
    assert TOKEN not in mounts(keep)


def test_only_the_step_that_copies_has_the_buckets_key(make, pod):
    make()
    read, keep = steps(pod()).values()

    assert "env" not in read
    assert {v["name"] for v in keep["env"] if "valueFrom" in v} == {
        "RCLONE_CONFIG_KEPT_ACCESS_KEY_ID",
        "RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY",
    }


def test_without_recurring_runs_pipelines_is_not_asked(make, pod, find, granted):
    make(kinds=("profiles",))

    assert json.loads(find("ConfigMap", "recovery")["data"]["task.json"])["runs"] == ""
    assert "pipelines" not in {each["name"] for each in pod()["volumes"]}
    assert "pipelines.kubeflow.org/jobs" not in granted()


def test_a_volume_is_mounted_where_copies_are_kept(make, pod):
    made = make(destination=BackupVolume(claim="copies"))
    read, keep = steps(pod()).values()

    assert "/backups" in mounts(keep)
    assert "/backups" not in mounts(read)
    assert made.needed == ()


def test_the_buckets_key_comes_from_outside(make):
    [needed] = make().needed

    assert (needed.name, set(needed.keys)) == ("copies-login", {"accesskey", "secretkey"})
