from datetime import timedelta

import pytest

from constructs_lib import Rehearsal
from constructs_lib.config import (
    S3,
    Backup,
    BackupBucket,
    BackupVolume,
    Config,
    Experiments,
    ExternalKatibMySQL,
    ExternalMySQL,
    PipelinesSettings,
    Sidecars,
)

VOLUME = BackupVolume(claim="backups")


def bucket(**settings):
    return BackupBucket(
        **{"bucket": "copies", "region": "eu-west-1", "secret": "login", **settings}
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"bucket": "Copies"}, "bucket must be 3 to 63 lower-case letters"),
        ({"region": "Europe"}, "region must look like 'eu-central-1', got 'Europe'"),
        ({"endpoint": "https://s3.example.com"}, "endpoint of the backup must be a DNS name"),
        ({"secret": "Login"}, "secret of the backup's bucket 'Login' must be lower-case"),
        ({"prefix": ""}, "prefix of the backup must be a path such as"),
        ({"prefix": "../other"}, "prefix of the backup must be a path such as"),
        ({"prefix": "/absolute"}, "prefix of the backup must be a path such as"),
    ],
)
def test_fails_for_a_bucket_that_cannot_be(wrong, message):
    with pytest.raises(ValueError, match=message):
        bucket(**wrong)


def test_fails_for_what_is_no_claim():
    with pytest.raises(ValueError, match="claim of the backup 'Backups' must be lower-case"):
        BackupVolume(claim="Backups")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"of": ("runs",)}, "in which 'runs' is not 'pipelines' or 'artifacts' or 'katib'"),
        ({"of": ("katib", "katib")}, "thing to back up 'katib' is given twice"),
        (
            {"of": ()},
            "`of` is empty, so there is nothing to back up; leave out `of`, or the backup",
        ),
        ({"schedule": "@daily"}, "schedule must be cron's five fields such as '30 2"),
        ({"schedule": "30 2 * *"}, "schedule must be cron's five fields such as '30 2"),
        ({"keep": 0}, "keep must be 1 dump or more, got 0"),
        ({"scratch": "much"}, "scratch space of the backup must be a quantity"),
        ({"deadline": timedelta(0)}, "deadline of the backup must be a positive number"),
    ],
)
def test_fails_for_a_backup_that_cannot_be(wrong, message):
    with pytest.raises(ValueError, match=message):
        Backup(destination=VOLUME, **wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"schedule": "@daily"}, "schedule of the rehearsal must be cron's five fields"),
        ({"newest": timedelta(minutes=59)}, "newest of the rehearsal must be an hour or more"),
        ({"newest": 3600}, "newest must be timedelta, got 3600"),
        ({"scratch": "much"}, "scratch space of the rehearsal must be a quantity"),
        ({"deadline": timedelta(0)}, "deadline of the rehearsal must be a positive number"),
        ({"resources": "small"}, "resources must be Resources, got text"),
    ],
)
def test_fails_for_a_rehearsal_that_cannot_be(wrong, message):
    with pytest.raises((TypeError, ValueError), match=message):
        Rehearsal(**wrong)


def test_fails_for_a_rehearsal_without_databases():
    with pytest.raises(
        ValueError, match="a rehearsal restores databases, and `of` names none"
    ):
        Backup(destination=VOLUME, of=("artifacts",), rehearsal=Rehearsal())


def test_fails_for_what_is_no_rehearsal():
    with pytest.raises((TypeError, ValueError), match="rehearsal"):
        Backup(destination=VOLUME, rehearsal=True)


@pytest.mark.parametrize("schedule", ["30 2 * * *", "*/15 0-6 1,15 JAN-MAR MON-FRI"])
def test_a_schedule_is_crons(schedule):
    assert Backup(destination=VOLUME, schedule=schedule).schedule == schedule


@pytest.mark.parametrize(
    ("of", "settings", "message"),
    [
        (
            "pipelines",
            PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db")),
            "backup of 'pipelines': ExternalMySQL is backed up where it runs",
        ),
        (
            "artifacts",
            PipelinesSettings(object_store=S3(bucket="runs", region="eu-west-1")),
            "backup of 'artifacts': S3 is backed up where it runs",
        ),
    ],
)
def test_fails_for_what_somebody_else_keeps(of, settings, message):
    with pytest.raises(ValueError, match=message):
        Config(pipelines=settings, backup=Backup(destination=VOLUME, of=(of,)))


def test_fails_for_a_katib_that_somebody_else_keeps():
    katib = Experiments(database=ExternalKatibMySQL(host="db.example.com", secret="db"))
    message = "backup of 'katib': ExternalKatibMySQL is backed up where it runs"
    with pytest.raises(ValueError, match=message):
        Config(experiments=katib, backup=Backup(destination=VOLUME, of=("katib",)))


def test_what_is_kept_here_is_backed_up_beside_what_is_not():
    settings = PipelinesSettings(database=ExternalMySQL(host="db.example.com", secret="db"))
    backup = Backup(destination=VOLUME, of=("artifacts", "katib"))

    assert Config(pipelines=settings, backup=backup).backup == backup


def test_fails_for_what_is_not_installed():
    with pytest.raises(
        ValueError, match="backup of 'artifacts': 'pipelines' is not installed"
    ):
        Config(
            components=("katib",), backup=Backup(destination=VOLUME, of=("katib", "artifacts"))
        )


def test_fails_where_sidecars_would_keep_its_pod_running():
    with pytest.raises(ValueError, match="a backup needs Ambient"):
        Config(mesh=Sidecars(), backup=Backup(destination=VOLUME))
