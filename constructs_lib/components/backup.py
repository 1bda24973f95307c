"""Back up and restore the bundled databases and MinIO's objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import ServiceAccount
from ..config import (
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
from ..config.backup import ACCOUNT
from ..config.data import DATABASE_SECRET, STORE_SECRET
from ..config.durations import seconds
from ..kube import ConfigMap, declare, namespace_of, quantity
from ..scripts import text_of
from ..workloads import (
    READ_ONLY,
    ClaimVolume,
    ConfigMapVolume,
    Container,
    Mount,
    PodSecurity,
    placement,
)
from ..workloads.container import EnvironmentValue
from .katib import database as katib_mysql
from .pipelines import minio, mysql

NAME: Final = ACCOUNT
RESTORE: Final = "restore"

_LABELS: Final = {"app": NAME}
_TEXTS: Final = (
    "dump_databases.sh",
    "fetch_backup.sh",
    "keep_backup.sh",
    "load_databases.sh",
)
_USER: Final = 65532
_PROGRAMS: Final = "/etc/backup"
_DUMPS: Final = "/dumps"
_BACKUPS: Final = "/backups"
# rclone must not look for a configuration file: there is neither one nor a home for it.
_NO_FILE: Final = {"RCLONE_CONFIG": "/notfound"}
# Argo CD 3.0 and 3.1 report a suspended CronJob as a suspended application:
# github.com/argoproj/argo-cd/issues/24428.
_SUSPENDED: Final = {"argocd.argoproj.io/ignore-healthcheck": "true"}


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

    def _step(self, verb: str, program: str, *arguments: str) -> Container:
        return Container(
            name=f"{verb}-{self.name}",
            image=self.image,
            command=_program(program, f"{_DUMPS}/{self.name}.sql", *arguments),
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
    contains every object of the dump. needed: the Secret of the bucket.
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
        account = ServiceAccount(
            self, "ServiceAccount", name=NAME, labels=_LABELS, token=False
        )
        self.needed = needed_for(backup.destination, namespace_of(self))
        sources = _sources(backup, defaults, experiments)
        kept = kept_in(backup.destination) | _store(backup, pipelines)
        copier = defaults.images.named("rclone")
        keep = Container(
            name="keep",
            image=copier,
            command=_program("keep_backup.sh", _DUMPS),
            env={**kept, "KEEP": str(backup.keep)},
        )
        fetch = Container(
            name="fetch", image=copier, command=_program("fetch_backup.sh", _DUMPS), env=kept
        )
        backed_up = [*(source.dumped() for source in sources), keep]
        restored = [fetch, *(source.loaded() for source in sources)]
        programs = ConfigMap(
            self,
            "Programs",
            name=NAME,
            labels=_LABELS,
            data={name: text_of(name) for name in _TEXTS},
        )
        _cron_job(
            self,
            name=NAME,
            spec=k8s.CronJobSpec(
                schedule=backup.schedule,
                time_zone="Etc/UTC",
                concurrency_policy="Forbid",
                job_template=_job(
                    backup,
                    retries=2,
                    pod=_pod(backed_up, programs, account, backup, defaults),
                ),
            ),
        )
        _cron_job(
            self,
            name=RESTORE,
            annotations=_SUSPENDED,
            spec=k8s.CronJobSpec(
                # A schedule is required; it is suspended.
                schedule="0 0 1 1 *",
                suspend=True,
                job_template=_job(
                    backup,
                    retries=0,
                    pod=_pod(restored, programs, account, backup, defaults),
                ),
            ),
        )


def _cron_job(
    scope: Construct,
    *,
    name: str,
    spec: k8s.CronJobSpec,
    annotations: Mapping[str, str] | None = None,
) -> None:
    metadata = k8s.ObjectMeta(name=name, labels=_LABELS, annotations=annotations)
    declare(k8s.KubeCronJob, scope, name, metadata=metadata, spec=spec)


def _job(backup: Backup, *, retries: int, pod: k8s.PodSpec) -> k8s.JobTemplateSpec:
    return k8s.JobTemplateSpec(
        spec=k8s.JobSpec(
            backoff_limit=retries,
            active_deadline_seconds=seconds(backup.deadline),
            template=k8s.PodTemplateSpec(
                metadata=k8s.ObjectMeta(labels=_LABELS),
                spec=pod,
            ),
        )
    )


def _pod(
    steps: Sequence[Container],
    programs: ConfigMap,
    account: ServiceAccount,
    backup: Backup,
    defaults: WorkloadDefaults,
) -> k8s.PodSpec:
    """Return a pod that runs the steps in order, always with a restricted security context."""
    volumes = [ConfigMapVolume(name="programs", config_map=programs).to_k8s()]
    mounts = [
        Mount(volume="programs", path=_PROGRAMS, read_only=True),
        Mount(volume="dumps", path=_DUMPS),
    ]
    if isinstance(backup.destination, BackupVolume):
        volumes.append(ClaimVolume(name="backups", claim=backup.destination.claim).to_k8s())
        mounts.append(Mount(volume="backups", path=_BACKUPS))
    scratch = k8s.EmptyDirVolumeSource(size_limit=quantity(backup.scratch))
    volumes.append(k8s.Volume(name="dumps", empty_dir=scratch))
    hardening = replace(defaults.hardening, security="restricted")
    *first, last = (
        replace(
            step,
            mounts=tuple(mounts),
            resources=backup.resources,
            restricted=READ_ONLY.as_user(_USER),
        ).to_k8s(None, hardening, defaults.pods.env or {}, defaults.cluster)
        for step in steps
    )
    return k8s.PodSpec(
        service_account_name=account.name,
        restart_policy="Never",
        automount_service_account_token=False,
        security_context=PodSecurity(group=_USER)
        .hardened(hardening)
        .on(defaults.cluster)
        .to_k8s(),
        init_containers=first or None,
        containers=[last],
        volumes=volumes,
        **placement(defaults.pods),
    )


def _program(name: str, *arguments: str) -> tuple[str, ...]:
    return ("/bin/sh", f"{_PROGRAMS}/{name}", *arguments)


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
        return {**_NO_FILE, "KEPT": _BACKUPS}
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


def _store(backup: Backup, pipelines: PipelinesSettings) -> dict[str, EnvironmentValue]:
    """Return rclone's configuration of MinIO's buckets, if they are copied."""
    if "artifacts" not in backup.of:
        return {}
    elyra = pipelines.elyra
    return {
        "STORE": f"store:{pipelines.object_store.bucket}",
        **({"BUCKETS": elyra.bucket_of("*")} if elyra else {}),
        "RCLONE_CONFIG_STORE_TYPE": "s3",
        "RCLONE_CONFIG_STORE_PROVIDER": "Minio",
        "RCLONE_CONFIG_STORE_ENDPOINT": f"http://{minio.SERVICE}:{minio.PORT}",
        "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": SecretKey(STORE_SECRET, "accesskey"),
        "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": SecretKey(STORE_SECRET, "secretkey"),
    }
