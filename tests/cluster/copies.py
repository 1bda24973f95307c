"""Play the kubelet for backups: run the steps of their CronJobs with real servers."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

# ruff: noqa: I001 - constructs_lib comes first: it chooses the Node that cdk8s then starts
from constructs_lib import (
    Backup,
    BackupBucket,
    BackupVolume,
    Experiments,
    PipelinesSettings,
    Rehearsal,
)
from constructs_lib.components.backup import Backups
from constructs_lib.config import Ambient, WorkloadDefaults
from constructs_lib.elyra import Elyra
from constructs_lib.kube import Object

from cdk8s import App, Chart

from .data import KEY, PASSWORD, Database, rclone
from .processes import LOOPBACK

DATABASES: Final = ("mlpipeline", "cachedb", "metadb", "katib")
BUCKET: Final = "copies"
DESTINATIONS: Final[dict[str, BackupBucket | BackupVolume]] = {
    "a bucket": BackupBucket(
        bucket=BUCKET,
        region="eu-west-1",
        secret="copies-login",
        endpoint="s3.example.com",
    ),
    "a volume": BackupVolume(claim="copies"),
}
SECRETS: Final[Mapping[tuple[str, str], str]] = {
    ("mysql-secret", "username"): "root",
    ("mysql-secret", "password"): PASSWORD,
    ("katib-mysql-secrets", "MYSQL_ROOT_PASSWORD"): PASSWORD,
    **{
        (secret, key): value
        for secret in ("mlpipeline-minio-artifact", "copies-login")
        for key, value in zip(("accesskey", "secretkey"), KEY, strict=True)
    },
}
# MySQL makes its files itself, MariaDB by another program.
_MYSQLD: Final = """#!/bin/sh
set -eu
case " $* " in
*" --initialize-insecure "*)
    for each in "$@"; do
        case "$each" in
        --datadir=*) data=$each ;;
        --tmpdir=*) export TMPDIR="${each#--tmpdir=}" ;;
        esac
    done
    exec mariadb-install-db --no-defaults "$data" --user="$(id -un)" \\
        --auth-root-authentication-method=normal >/dev/null
    ;;
esac
exec mariadbd "$@" --user="$(id -un)"
"""


class StepError(Exception):
    """A step failed; the message is its name and what was printed."""


@dataclass(frozen=True)
class Site:
    """Plays the kubelet: runs the steps of a CronJob's pod, one after the other.

    source, destination: ports of the store and of where copies go. folder: of pods and of the
    volume with the copies; a short path, since sockets are in it. secrets: values of keys.
    """

    jobs: dict[str, Object]
    texts: dict[str, str]
    database: Database
    source: int
    destination: int
    folder: Path
    secrets: Mapping[tuple[str, str], str] = field(default_factory=lambda: SECRETS)

    def steps(self, name: str) -> list[dict[str, Any]]:
        """Return the steps of a CronJob's pod, in order."""
        pod = self.jobs[name]["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        return [*pod.get("initContainers", ()), *pod["containers"]]

    def run(self, name: str, **said: str) -> str:
        """Return what the steps print; the first that fails ends it all."""
        scratch, programs, path = (
            self.folder / each for each in ("dumps", "programs", "path")
        )
        for folder in (scratch, programs, path):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        (self.folder / "backups").mkdir(exist_ok=True)
        for file, text in self.texts.items():
            (programs / file).write_text(text)
        (path / "mysqld").write_text(_MYSQLD)
        (path / "mysqld").chmod(0o755)
        printed = ""
        for step in self.steps(name):
            done = subprocess.run(
                [self._here(word) for word in step["command"]],
                env={"PATH": f"{path}:{rclone().parent}:{os.environ['PATH']}"}
                | {v["name"]: self._value(v) for v in step.get("env", ())}
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
            return self.secrets[reference["name"], reference["key"]]
        if variable["name"] == "DATABASE_HOST":
            return LOOPBACK
        if variable["name"] == "DATABASE_PORT":
            return str(self.database.port)
        if variable["name"] == "RCLONE_CONFIG_STORE_ENDPOINT":
            return f"http://{LOOPBACK}:{self.source}"
        if variable["name"] == "RCLONE_CONFIG_KEPT_ENDPOINT":
            return f"http://{LOOPBACK}:{self.destination}"
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


def jobs(
    destination: BackupBucket | BackupVolume, rehearsal: Rehearsal | None = None
) -> tuple[dict[str, Object], dict[str, str]]:
    """Return the CronJobs of a backup by name, and their programs by file."""
    chart = Chart(App(), "test", namespace="kubeflow")
    Backups(
        chart,
        "backup",
        backup=Backup(destination=destination, keep=2, rehearsal=rehearsal),
        defaults=WorkloadDefaults(mesh=Ambient()),
        pipelines=PipelinesSettings(elyra=Elyra(image="registry.example.com/elyra:1")),
        experiments=Experiments(),
    )
    made = chart.to_json()
    texts = {
        file: text
        for obj in made
        if obj["kind"] == "ConfigMap"
        for file, text in obj["data"].items()
    }
    return {o["metadata"]["name"]: o for o in made if o["kind"] == "CronJob"}, texts


def fill(server: Database) -> None:
    """Give the databases of Pipelines and Katib a table with two rows each."""
    for name in DATABASES:
        server.ask(
            f"DROP DATABASE IF EXISTS {name}; CREATE DATABASE {name}; "
            f"CREATE TABLE {name}.runs (id INT PRIMARY KEY, text LONGTEXT, raw LONGBLOB); "
            f"INSERT INTO {name}.runs VALUES (1, 'größe ''{name}''', X'00FF0A'), (2, '', NULL)"
        )


def rows(server: Database) -> list[str]:
    """Return those rows."""
    return [server.ask(f"SELECT id, text, HEX(raw) FROM {name}.runs") for name in DATABASES]


def write(file: Path, content: bytes) -> None:
    """Write a file, and the folders that it is in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def files(folder: Path) -> dict[str, bytes]:
    """Return the content of all files below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
