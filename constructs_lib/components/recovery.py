"""Copy objects and rights that Git does not know out of the cluster."""

import json
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import Rule, ServiceAccount, allow
from ..config import BackupVolume, Recovery, WorkloadDefaults
from ..config.pipelines import AUDIENCE
from ..config.recovery import ACCOUNT
from ..kube import ConfigMap, namespace_of
from ..scripts import keep_objects, text_of
from ..workloads import (
    ClaimVolume,
    ConfigMapVolume,
    Container,
    EmptyVolume,
    Endpoint,
    Mount,
    TokenVolume,
)
from .backup import kept_in, needed_for
from .backup_pods import BACKUPS, cron_job, pod_of
from .pipelines.names import API_SERVER, API_SERVER_PORT

NAME: Final = ACCOUNT

_LABELS: Final = {"app": NAME}
_READ: Final = "keep_objects.py"
_KEEP: Final = "keep_objects.sh"
# Called by the step that copies.
_PRUNE: Final = "prune_sets.sh"
_TASK: Final = "task.json"
_PROGRAMS: Final = "/etc/recovery"
_SCRATCH: Final = "/scratch"
# The files of a set that hold each kind.
_FILES: Final = {"contributors": keep_objects.OF_CONTRIBUTORS}


class Recoveries(Construct):
    """Creates CronJob `recovery`, whose account may read what it copies and nothing else.

    One step reads, and only it has a token; the other copies, and only it has the key of the
    destination. Its `needed` is the Secret of the bucket.
    recovery: what is copied, when and where to.
    """

    def __init__(
        self, scope: Construct, id: str, *, recovery: Recovery, defaults: WorkloadDefaults
    ) -> None:
        super().__init__(scope, id)
        self.needed = needed_for(recovery.destination, namespace_of(self))
        account = ServiceAccount(
            self, "ServiceAccount", name=NAME, labels=_LABELS, token=False
        )
        account.grant(*_rules(recovery), role=NAME, binding=NAME)
        runs = Endpoint(
            service=API_SERVER,
            namespace=namespace_of(self),
            port=API_SERVER_PORT,
            cluster_domain=defaults.cluster_domain,
        )
        files = [file for kind in recovery.kinds for file in _FILES.get(kind, (kind,))]
        task = {
            "kinds": files,
            "secrets": recovery.secrets,
            "runs": f"http://{runs.host}:{runs.port}" if keep_objects.RUNS in files else "",
        }
        programs = ConfigMap(
            self,
            "Programs",
            name=NAME,
            labels=_LABELS,
            data={
                **{name: text_of(name) for name in (_READ, _KEEP, _PRUNE)},
                _TASK: json.dumps(task, indent=1),
            },
        )
        cron_job(
            self,
            name=NAME,
            labels=_LABELS,
            pod=_pod(recovery, account, programs, defaults),
            schedule=recovery.schedule,
            retries=2,
            deadline=recovery.deadline,
        )


def _rules(recovery: Recovery) -> list[Rule]:
    """Return the rights to read what is copied; the names of profiles are always read."""
    rules = []
    kinds = dict.fromkeys((keep_objects.PROFILES, *recovery.kinds))
    for kind in kinds:
        if kind == keep_objects.RUNS:
            # Pipelines asks whether a caller may list `jobs`, its own name for them.
            rules.append(allow(("list",), "jobs", group="pipelines.kubeflow.org"))
            continue
        for file in _FILES.get(kind, (kind,)):
            version, resource, _ = keep_objects.KINDS[file]
            group, _, number = version.rpartition("/")
            rules.append(allow(("list",), resource, group=group if number else ""))
    if recovery.secrets:
        rules.append(allow(("get",), "secrets", names=recovery.secrets))
    return rules


def _pod(
    recovery: Recovery,
    account: ServiceAccount,
    programs: ConfigMap,
    defaults: WorkloadDefaults,
) -> k8s.PodSpec:
    """Return a pod that reads and then copies."""
    program = Mount(volume="programs", path=_PROGRAMS, read_only=True)
    scratch = Mount(volume="scratch", path=_SCRATCH)
    token = Mount(volume="token", path=keep_objects.ACCOUNT, read_only=True)
    runs = Mount(
        volume="pipelines", path=keep_objects.RUNS_TOKEN.rpartition("/")[0], read_only=True
    )
    asks_pipelines = keep_objects.RUNS in recovery.kinds
    read = Container(
        name="read",
        image=defaults.images.named("python"),
        command=(
            "python3",
            "-I",
            f"{_PROGRAMS}/{_READ}",
            f"{_PROGRAMS}/{_TASK}",
            _SCRATCH,
        ),
        mounts=(program, scratch, token, *((runs,) if asks_pipelines else ())),
    )
    copies = Mount(volume="backups", path=BACKUPS)
    on_volume = isinstance(recovery.destination, BackupVolume)
    keep = Container(
        name="keep",
        image=defaults.images.named("rclone"),
        command=("/bin/sh", f"{_PROGRAMS}/{_KEEP}", _SCRATCH),
        env={**kept_in(recovery.destination), "KEEP": str(recovery.keep)},
        mounts=(program, scratch, *((copies,) if on_volume else ())),
    )
    volumes = [
        ConfigMapVolume(name="programs", config_map=programs).to_k8s(),
        EmptyVolume(name="scratch", size=recovery.scratch).to_k8s(),
        _token(),
    ]
    if asks_pipelines:
        volumes.append(TokenVolume(name="pipelines", audience=AUDIENCE, file="token").to_k8s())
    if isinstance(recovery.destination, BackupVolume):
        volumes.append(ClaimVolume(name="backups", claim=recovery.destination.claim).to_k8s())
    return pod_of(
        (read, keep),
        account=account,
        volumes=volumes,
        resources=recovery.resources,
        defaults=defaults,
    )


def _token() -> k8s.Volume:
    """Return what Kubernetes mounts by itself into every container of a pod with a token."""
    token = k8s.ServiceAccountTokenProjection(expiration_seconds=3600, path="token")
    authority = k8s.ConfigMapProjection(
        name="kube-root-ca.crt", items=[k8s.KeyToPath(key="ca.crt", path="ca.crt")]
    )
    sources = [
        k8s.VolumeProjection(service_account_token=token),
        k8s.VolumeProjection(config_map=authority),
    ]
    return k8s.Volume(name="token", projected=k8s.ProjectedVolumeSource(sources=sources))
