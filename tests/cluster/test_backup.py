"""Backups can be restored: the steps of the CronJobs run unchanged."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from constructs_lib import Backup, BackupBucket, BackupVolume, Experiments, PipelinesSettings
from constructs_lib.components.backup import Backups
from constructs_lib.config import Ambient, WorkloadDefaults
from constructs_lib.elyra import Elyra
from constructs_lib.kube import Object

from cdk8s import App, Chart

from .data import KEY, PASSWORD, Database, Store, database, installed, rclone, store
from .processes import LOOPBACK

pytestmark = pytest.mark.skipif(
    not installed(),
    reason="no mariadbd on the PATH, so nothing is backed up and restored: `apt install "
    "mariadb-server` brings one",
)

DATABASES = ("mlpipeline", "cachedb", "metadb", "katib")
BUCKET = "copies"
DESTINATIONS: dict[str, BackupBucket | BackupVolume] = {
    "a bucket": BackupBucket(
        bucket=BUCKET,
        region="eu-west-1",
        secret="copies-login",
        endpoint="s3.example.com",
    ),
    "a volume": BackupVolume(claim="copies"),
}
SECRETS = {
    ("mysql-secret", "username"): "root",
    ("mysql-secret", "password"): PASSWORD,
    ("katib-mysql-secrets", "MYSQL_ROOT_PASSWORD"): PASSWORD,
    **{
        (secret, key): value
        for secret in ("mlpipeline-minio-artifact", "copies-login")
        for key, value in zip(("accesskey", "secretkey"), KEY, strict=True)
    },
}


@pytest.fixture(scope="module")
def running_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with database(tmp_path_factory.mktemp("data") / "mysql") as started:
        yield started


@pytest.fixture
def objects(tmp_path: Path) -> Iterator[Store]:
    with store(tmp_path / "s3", "mlpipeline", BUCKET) as started:
        yield started


@dataclass(frozen=True)
class Site:
    """Plays the kubelet: runs the steps of a CronJob's pod, one after the other."""

    jobs: dict[str, Object]
    texts: dict[str, str]
    database: Database
    store: Store
    folder: Path
    kept: Path

    @property
    def artifacts(self) -> Path:
        return self.store.buckets / "mlpipeline"

    @property
    def editor(self) -> Path:
        """The bucket of Elyra of a profile."""
        return self.store.buckets / "elyra-team"

    def run(self, name: str, **said: str) -> str:
        """Return what the steps print; the first that fails ends it all."""
        pod = self.jobs[name]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        scratch, programs = self.folder / "dumps", self.folder / "programs"
        for folder in (scratch, programs):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        for file, text in self.texts.items():
            (programs / file).write_text(text)
        printed = ""
        for step in (*pod.get("initContainers", ()), *pod["containers"]):
            done = subprocess.run(
                [self._here(word) for word in step["command"]],
                env={"PATH": f"{rclone().parent}:{os.environ['PATH']}"}
                | {v["name"]: self._value(v) for v in step["env"]}
                | said,
                capture_output=True,
                check=False,
                text=True,
            )
            printed += done.stdout + done.stderr
            if done.returncode:
                raise StepError(f"{step['name']}: {printed}")
        return printed

    def _value(self, variable: dict[str, Any]) -> str:
        if "valueFrom" in variable:
            reference = variable["valueFrom"]["secretKeyRef"]
            return SECRETS[reference["name"], reference["key"]]
        if variable["name"] == "DATABASE_HOST":
            return LOOPBACK
        if variable["name"] == "DATABASE_PORT":
            return str(self.database.port)
        if variable["name"].endswith("_ENDPOINT"):
            return f"http://{LOOPBACK}:{self.store.port}"
        return self._here(variable["value"])

    def _here(self, word: str) -> str:
        places = {
            "/etc/backup": self.folder / "programs",
            "/dumps": self.folder / "dumps",
            "/backups": self.folder / "backups",
        }
        for place, folder in places.items():
            if word == place or word.startswith(f"{place}/"):
                return str(folder) + word.removeprefix(place)
        return word

    def sets(self) -> list[str]:
        """Return the names of the sets that are kept."""
        folder = self.kept / "sets"
        return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


class StepError(Exception):
    """A step failed; the message is its name and what was printed."""


@pytest.fixture(params=DESTINATIONS)
def destination(request: pytest.FixtureRequest) -> BackupBucket | BackupVolume:
    return DESTINATIONS[request.param]


@pytest.fixture
def site(
    running_database: Database,
    objects: Store,
    tmp_path: Path,
    destination: BackupBucket | BackupVolume,
) -> Site:
    """Give databases and a bucket with something in them, and the jobs."""
    chart = Chart(App(), "test", namespace="kubeflow")
    Backups(
        chart,
        "backup",
        backup=Backup(destination=destination, keep=2),
        defaults=WorkloadDefaults(mesh=Ambient()),
        pipelines=PipelinesSettings(elyra=Elyra(image="registry.example.com/elyra:1")),
        experiments=Experiments(),
    )
    made = {(obj["kind"], obj["metadata"]["name"]): obj for obj in chart.to_json()}
    for name in DATABASES:
        running_database.ask(
            f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name}; "
            f"CREATE TABLE {name}.runs (id INT PRIMARY KEY, text LONGTEXT, raw LONGBLOB); "
            f"INSERT INTO {name}.runs VALUES (1, 'größe ''{name}''', X'00FF0A'), (2, '', NULL)"
        )
    pod, in_bucket = tmp_path / "pod", objects.buckets / BUCKET / "kubeflow"
    played = Site(
        jobs={name: made["CronJob", name] for name in ("backup", "restore")},
        texts=made["ConfigMap", "backup"]["data"],
        database=running_database,
        store=objects,
        folder=pod,
        kept=in_bucket if isinstance(destination, BackupBucket) else pod / "backups",
    )
    (pod / "backups").mkdir(parents=True)
    write(played.artifacts / "artifacts/team/run-1/main.log", b"first\n")
    write(played.artifacts / "v2/artifacts/team/a model.bin", bytes(range(256)) * 50_000)
    write(played.editor / "run-1/train.tar.gz", b"sources\n")
    write(objects.buckets / "strangers/file", b"theirs\n")
    return played


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rows(server: Database) -> list[str]:
    return [server.ask(f"SELECT id, text, HEX(raw) FROM {name}.runs") for name in DATABASES]


def test_what_was_destroyed_is_as_it_was(site):
    before = rows(site.database), files(site.artifacts)
    site.run("backup")
    for name in DATABASES:
        site.database.ask(f"DROP DATABASE {name}")
    shutil.rmtree(site.artifacts)
    site.artifacts.mkdir()
    site.run("restore", BACKUP=site.sets()[0], OVERWRITE="yes")

    assert (rows(site.database), files(site.artifacts)) == before


def test_what_came_later_is_gone_from_the_databases_and_stays_in_the_store(site):
    before = rows(site.database)
    site.run("backup")
    site.database.ask("CREATE TABLE katib.later (id INT); DELETE FROM mlpipeline.runs")
    write(site.artifacts / "later", b"later")
    site.run("restore", BACKUP=site.sets()[0], OVERWRITE="yes")

    assert rows(site.database) == before
    assert site.database.ask("SHOW TABLES IN katib") == "runs\n"
    assert files(site.artifacts)["later"] == b"later"


def test_the_buckets_of_elyra_come_back_and_no_others_are_copied(site):
    site.run("backup")
    before = files(site.editor)
    shutil.rmtree(site.editor)
    [kept] = site.sets()
    site.run("restore", BACKUP=kept, OVERWRITE="yes")

    assert files(site.editor) == before
    assert [each.name for each in (site.kept / "buckets").iterdir()] == ["elyra-team"]


def test_without_a_name_it_tells_the_names_and_changes_nothing(site):
    site.run("backup")
    site.database.ask("DELETE FROM mlpipeline.runs")
    with pytest.raises(StepError, match=rf"fetch: BACKUP says .*:\n{site.sets()[0]}\n"):
        site.run("restore", OVERWRITE="yes")

    assert site.database.ask("SELECT * FROM mlpipeline.runs") == ""


def test_without_the_word_it_overwrites_nothing(site):
    site.run("backup")
    site.database.ask("DELETE FROM mlpipeline.runs")
    write(site.artifacts / "artifacts/team/run-1/main.log", b"another\n")
    with pytest.raises(StepError, match="loses what is there now; say OVERWRITE=yes"):
        site.run("restore", BACKUP=site.sets()[0])

    assert site.database.ask("SELECT * FROM mlpipeline.runs") == ""
    assert files(site.artifacts)["artifacts/team/run-1/main.log"] == b"another\n"


def test_a_set_that_is_not_there_is_not_restored(site):
    with pytest.raises(StepError, match="there is no complete set 20200101T000000Z"):
        site.run("restore", BACKUP="20200101T000000Z", OVERWRITE="yes")


def test_a_database_that_is_missing_ends_the_backup(site):
    site.database.ask("DROP DATABASE metadb")
    with pytest.raises(StepError, match="dump-pipelines: "):
        site.run("backup")

    assert site.sets() == []


def test_the_newest_complete_sets_are_kept_and_older_ones_deleted(site):
    for name in ("20200101T000000Z", "20200103T000000Z"):
        write(site.kept / "sets" / name / "complete", name.encode())
    write(site.kept / "sets/20200102T000000Z/katib.sql.gz", b"it broke off")
    site.run("backup")
    first, second = site.sets()

    assert first == "20200103T000000Z"
    assert second > "2026"


def test_an_object_that_was_overwritten_is_kept_with_the_set_that_found_it_so(site):
    site.run("backup")
    [first] = site.sets()
    # Servers tell times to the second.
    time.sleep(1.1)
    write(site.artifacts / "artifacts/team/run-1/main.log", b"other\n")
    site.run("backup")
    second = next(name for name in site.sets() if name != first)
    log = "artifacts/team/run-1/main.log"

    assert (site.kept / "sets" / second / "replaced" / log).read_bytes() == b"first\n"
    assert (site.kept / "artifacts" / log).read_bytes() == b"other\n"
