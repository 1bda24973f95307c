"""Back up and restore the bundled databases and MinIO's objects."""

from dataclasses import dataclass
from typing import Final

from constructs import Construct

from ..config import (
    S3,
    Backup,
    BackupBucket,
    BackupVolume,
    DatabaseNames,
    Experiments,
    FromOutside,
    KatibDatabase,
    NeededSecret,
    PipelinesSettings,
    SecretKey,
    WorkloadDefaults,
)
from ..config.backup import ACCOUNT, REHEARSAL
from ..config.data import DATABASE_SECRET, STORE_SECRET
from ..config.durations import seconds
from ..kube import namespace_of
from ..workloads import Container
from ..workloads.container import EnvironmentValue
from .backup_pods import BACKUPS, DUMPS, BackupPods, program
from .katib import database as katib_mysql
from .pipelines import mysql
from .pipelines.store_address import STORE_PORT, store_service

NAME: Final = ACCOUNT
RESTORE: Final = "restore"

_TEXTS: Final = (
    "dump_databases.sh",
    "fetch_backup.sh",
    "fetch_set.sh",
    "keep_backup.sh",
    "load_databases.sh",
    "prune_sets.sh",
)
_REHEARSED: Final = (
    "dump_databases.sh",
    "fetch_newest.sh",
    "fetch_set.sh",
    "load_databases.sh",
    "rehearse_restore.sh",
)
# rclone must not look for a configuration file: there is neither one nor a home for it.
_NO_FILE: Final = {"RCLONE_CONFIG": "/notfound"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Source:
    """A MySQL in the cluster, and the image that contains its client."""

    name: str
    image: str
    host: str
    user: SecretKey | str
    password: SecretKey
    databases: tuple[str, ...]

    def dumped(self) -> Container:
        """Return the step that writes the databases to a file."""
        return self._step("dump", "dump_databases.sh", *self.databases)

    def loaded(self) -> Container:
        """Return the step that loads them again."""
        return self._step("load", "load_databases.sh")

    def rehearsed(self) -> Container:
        """Return the step that loads them into a server of its own."""
        return Container(
            name=f"rehearse-{self.name}",
            image=self.image,
            command=self._run("rehearse_restore.sh", *self.databases),
        )

    def _run(self, file: str, *arguments: str) -> tuple[str, ...]:
        return program(file, f"{DUMPS}/{self.name}.sql", *arguments)

    def _step(self, verb: str, file: str, *arguments: str) -> Container:
        return Container(
            name=f"{verb}-{self.name}",
            image=self.image,
            command=self._run(file, *arguments),
            env={
                "DATABASE_HOST": self.host,
                "DATABASE_PORT": "3306",
                "DATABASE_USER": self.user,
                "MYSQL_PWD": self.password,
            },
        )


class Backups(Construct):
    """Creates CronJob `backup`, and `restore`, which runs only manually.

    Each backup is one pod: databases are dumped before objects are copied, so that the copy
    contains every object of the dump. CronJob `backup-rehearsal`, if there is one, restores
    into servers in its own pod. needed: the Secret of the bucket.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        backup: Backup,
        defaults: WorkloadDefaults,
        pipelines: PipelinesSettings,
        experiments: Experiments,
    ) -> None:
        super().__init__(scope, id)
        self.needed = needed_for(backup.destination, namespace_of(self))
        sources = _sources(backup, defaults, experiments)
        dumps = [source.name for source in sources]
        kept = kept_in(backup.destination)
        copied = kept | _store(backup, pipelines, defaults)
        copier = defaults.images.named("rclone")
        keep = Container(
            name="keep",
            image=copier,
            command=program("keep_backup.sh", DUMPS),
            env={**copied, "KEEP": str(backup.keep)},
        )
        fetch = Container(
            name="fetch",
            image=copier,
            command=program("fetch_backup.sh", DUMPS, *dumps),
            env=copied,
        )
        pods = BackupPods(
            self, NAME, programs=_TEXTS, backup=backup, within=backup, defaults=defaults
        )
        pods.cron_job(
            NAME,
            [*(each.dumped() for each in sources), keep],
            schedule=backup.schedule,
            retries=2,
        )
        pods.cron_job(
            RESTORE, [fetch, *(each.loaded() for each in sources)], schedule=None, retries=0
        )
        if backup.rehearsal:
            newest = Container(
                name="fetch",
                image=copier,
                command=program("fetch_newest.sh", DUMPS, *dumps),
                env={**kept, "OLDEST": str(seconds(backup.rehearsal.newest))},
            )
            rehearsing = BackupPods(
                self,
                REHEARSAL,
                programs=_REHEARSED,
                backup=backup,
                within=backup.rehearsal,
                defaults=defaults,
            )
            rehearsing.cron_job(
                REHEARSAL,
                [newest, *(each.rehearsed() for each in sources)],
                schedule=backup.rehearsal.schedule,
                retries=1,
            )
            rehearsing.close()


def needed_for(
    destination: BackupBucket | BackupVolume, namespace: str
) -> tuple[NeededSecret, ...]:
    """Return the Secret with the key of the destination."""
    if isinstance(destination, BackupVolume):
        return ()
    keys = {"accesskey": FromOutside(), "secretkey": FromOutside()}
    return (NeededSecret(name=destination.secret, namespace=namespace, keys=keys),)


def _sources(
    backup: Backup, defaults: WorkloadDefaults, experiments: Experiments
) -> tuple[_Source, ...]:
    sources = {
        "pipelines": _Source(
            name="pipelines",
            image=defaults.images.named("pipelines/mysql"),
            host=mysql.NAME,
            user=SecretKey(DATABASE_SECRET, "username"),
            password=SecretKey(DATABASE_SECRET, "password"),
            databases=DatabaseNames().listed,
        ),
    }
    # An external one has its own backup.
    if isinstance(experiments.database, KatibDatabase):
        sources["katib"] = _Source(
            name="katib",
            image=defaults.images.located(experiments.database.image),
            host=katib_mysql.NAME,
            user="root",
            password=experiments.database.password,
            databases=(katib_mysql.NAME_IN_IT,),
        )
    return tuple(source for name, source in sources.items() if name in backup.of)


def kept_in(destination: BackupBucket | BackupVolume) -> dict[str, EnvironmentValue]:
    """Return rclone's configuration of the destination.

    Source: https://rclone.org/docs/#environment-variables and https://rclone.org/s3/.
    """
    if isinstance(destination, BackupVolume):
        return {**_NO_FILE, "KEPT": BACKUPS}
    amazon = destination.endpoint.endswith(".amazonaws.com")
    return {
        **_NO_FILE,
        "KEPT": f"kept:{destination.bucket}/{destination.prefix}",
        "RCLONE_CONFIG_KEPT_TYPE": "s3",
        "RCLONE_CONFIG_KEPT_PROVIDER": "AWS" if amazon else "Other",
        "RCLONE_CONFIG_KEPT_ENDPOINT": f"https://{destination.endpoint}",
        "RCLONE_CONFIG_KEPT_REGION": destination.region,
        # It has no right to create buckets, so it does not try.
        "RCLONE_CONFIG_KEPT_NO_CHECK_BUCKET": "true",
        "RCLONE_CONFIG_KEPT_ACCESS_KEY_ID": SecretKey(destination.secret, "accesskey"),
        "RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY": SecretKey(destination.secret, "secretkey"),
    }


def _store(
    backup: Backup, pipelines: PipelinesSettings, defaults: WorkloadDefaults
) -> dict[str, EnvironmentValue]:
    """Return rclone's configuration of the bundled store's buckets, if they are copied."""
    chosen = pipelines.object_store
    if "artifacts" not in backup.of or isinstance(chosen, S3):
        return {}
    elyra = pipelines.elyra
    service = store_service(chosen, defaults.images.release)
    return {
        "STORE": f"store:{chosen.bucket}",
        **({"BUCKETS": elyra.bucket_of("*")} if elyra else {}),
        "RCLONE_CONFIG_STORE_TYPE": "s3",
        "RCLONE_CONFIG_STORE_PROVIDER": "Minio",
        "RCLONE_CONFIG_STORE_ENDPOINT": f"http://{service}:{STORE_PORT}",
        "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": SecretKey(STORE_SECRET, "accesskey"),
        "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": SecretKey(STORE_SECRET, "secretkey"),
    }
