from datetime import timedelta

import pytest

from constructs_lib import (
    Backup,
    BackupBucket,
    BackupVolume,
    Experiments,
    PipelinesSettings,
    Rehearsal,
)
from constructs_lib.components.backup import Backups
from constructs_lib.config import KatibDatabase, SecretKey
from constructs_lib.elyra import Elyra
from constructs_lib.kube import objects_of

BUCKET = BackupBucket(bucket="copies", region="eu-west-1", secret="copies-login")
EXPERIMENTS = Experiments()


@pytest.fixture
def make(chart, ambient):
    def _make(*, experiments=EXPERIMENTS, pipelines=PipelinesSettings(), **settings):
        return Backups(
            chart,
            "backup",
            backup=Backup(**{"destination": BUCKET, **settings}),
            defaults=ambient,
            pipelines=pipelines,
            experiments=experiments,
        )

    return _make


@pytest.fixture
def job(find):
    return lambda name: find("CronJob", name)["spec"]["jobTemplate"]["spec"]


@pytest.fixture
def pod(job):
    return lambda name: job(name)["template"]["spec"]


@pytest.fixture
def steps(pod):
    def _steps(name):
        spec = pod(name)
        return {
            each["name"]: each
            for each in (*spec.get("initContainers", ()), *spec["containers"])
        }

    return _steps


def plain(step):
    return {v["name"]: v["value"] for v in step["env"] if "value" in v}


def test_manifests(make, chart, yaml_snapshot):
    make()
    objects = objects_of(chart)
    for obj in objects:
        if obj["kind"] == "ConfigMap":
            obj["data"] = dict.fromkeys(obj["data"], "…")

    assert objects == yaml_snapshot


def test_manifests_of_a_rehearsal(make, find, yaml_snapshot):
    make(rehearsal=Rehearsal())
    found = [
        find(kind, "backup-rehearsal")
        for kind in ("ServiceAccount", "CronJob", "NetworkPolicy")
    ]

    assert found == yaml_snapshot


def test_without_a_rehearsal_there_is_none(make, chart):
    make()

    assert "rehears" not in str(objects_of(chart))


def test_databases_are_dumped_before_objects_are_copied(make, steps):
    make()

    assert list(steps("backup")) == ["dump-pipelines", "dump-katib", "keep"]


def test_a_backup_is_fetched_before_databases_are_loaded(make, steps):
    make()

    assert list(steps("restore")) == ["fetch", "load-pipelines", "load-katib"]


@pytest.mark.parametrize(
    ("of", "names"),
    [
        (("katib",), ["dump-katib", "keep"]),
        (("pipelines", "artifacts"), ["dump-pipelines", "keep"]),
        (("artifacts",), ["keep"]),
    ],
)
def test_what_is_left_out_is_not_dumped(make, steps, of, names):
    make(of=of)

    assert list(steps("backup")) == names


def test_objects_are_copied_only_where_asked(make, steps):
    make(of=("pipelines", "katib"))

    assert "STORE" not in plain(steps("backup")["keep"])


def test_restore_never_runs_by_itself(make, find):
    make()

    assert find("CronJob", "restore")["spec"]["suspend"] is True


def test_restore_says_neither_which_backup_nor_that_it_may_overwrite(make, steps):
    make()
    said = {v["name"] for step in steps("restore").values() for v in step["env"]}

    assert said & {"BACKUP", "OVERWRITE"} == set()


def test_a_failed_restore_is_not_tried_again(make, job):
    make()

    assert job("restore")["backoffLimit"] == 0


def test_two_backups_never_run_at_once(make, find):
    make()

    assert find("CronJob", "backup")["spec"]["concurrencyPolicy"] == "Forbid"


def test_its_account_has_no_token_and_no_rights(make, chart, find):
    make()
    kinds = {obj["kind"] for obj in objects_of(chart)}

    assert find("ServiceAccount", "backup")["automountServiceAccountToken"] is False
    assert kinds == {"ConfigMap", "CronJob", "ServiceAccount"}


def test_passwords_are_references(make, steps):
    make()
    secret = {
        v["name"]: v["valueFrom"]["secretKeyRef"]
        for step in steps("backup").values()
        for v in step["env"]
        if "valueFrom" in v
    }

    assert secret.keys() == {
        "DATABASE_USER",
        "MYSQL_PWD",
        "RCLONE_CONFIG_KEPT_ACCESS_KEY_ID",
        "RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY",
        "RCLONE_CONFIG_STORE_ACCESS_KEY_ID",
        "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY",
    }


def test_katibs_password_is_where_katib_has_it(make, steps):
    password = SecretKey("katib-login", "root")
    make(experiments=Experiments(database=KatibDatabase(password=password)))
    [found] = [v for v in steps("backup")["dump-katib"]["env"] if v["name"] == "MYSQL_PWD"]

    assert found["valueFrom"]["secretKeyRef"] == {"name": "katib-login", "key": "root"}


@pytest.mark.parametrize(
    ("endpoint", "provider"),
    [("s3.eu-west-1.amazonaws.com", "AWS"), ("s3.example.com", "Other")],
)
def test_rclone_is_told_whose_store_it_is(make, steps, endpoint, provider):
    destination = BackupBucket(
        bucket="copies", region="eu-west-1", secret="login", endpoint=endpoint
    )
    make(destination=destination)

    assert plain(steps("backup")["keep"])["RCLONE_CONFIG_KEPT_PROVIDER"] == provider


def test_a_volume_is_mounted_where_backups_are_kept(make, pod, steps):
    made = make(destination=BackupVolume(claim="copies"))
    [volume] = [v for v in pod("backup")["volumes"] if v["name"] == "backups"]
    [mount] = [m for m in steps("backup")["keep"]["volumeMounts"] if m["name"] == "backups"]

    assert volume["persistentVolumeClaim"] == {"claimName": "copies"}
    assert mount["mountPath"] == plain(steps("backup")["keep"])["KEPT"]
    assert made.needed == ()


def test_the_buckets_key_comes_from_outside(make):
    [needed] = make().needed

    assert (needed.name, set(needed.keys)) == ("copies-login", {"accesskey", "secretkey"})


@pytest.mark.parametrize(("name", "step"), [("backup", "keep"), ("restore", "fetch")])
def test_the_buckets_of_elyra_are_copied_with_the_artifacts(make, steps, name, step):
    elyra = Elyra(image="registry.example.com/elyra:1", bucket="our-{namespace}-elyra")
    make(pipelines=PipelinesSettings(elyra=elyra))

    assert plain(steps(name)[step])["BUCKETS"] == "our-*-elyra"


def test_without_elyra_no_other_buckets_are_copied(make, steps):
    make()

    assert "BUCKETS" not in plain(steps("backup")["keep"])


def test_a_rehearsal_fetches_the_newest_set_before_it_loads_what_was_kept(make, steps):
    make(rehearsal=Rehearsal(), of=("katib", "artifacts"))
    found = steps("backup-rehearsal")

    assert list(found) == ["fetch", "rehearse-katib"]
    assert found["fetch"]["command"][2:] == ["/dumps", "katib"]


def test_a_rehearsal_knows_the_key_of_the_copies_and_no_other(make, steps):
    make(rehearsal=Rehearsal())
    secrets = {
        v["valueFrom"]["secretKeyRef"]["name"]
        for step in steps("backup-rehearsal").values()
        for v in step.get("env", ())
        if "valueFrom" in v
    }

    assert secrets == {"copies-login"}


def test_a_rehearsal_runs_as_nobody_whom_a_database_admits(make, pod):
    make(rehearsal=Rehearsal())

    assert pod("backup-rehearsal")["serviceAccountName"] != pod("backup")["serviceAccountName"]
    assert pod("backup-rehearsal")["automountServiceAccountToken"] is False


def test_a_rehearsal_fails_for_a_set_older_than_decided(make, steps):
    make(rehearsal=Rehearsal(newest=timedelta(hours=30)))

    assert plain(steps("backup-rehearsal")["fetch"])["OLDEST"] == "108000"
