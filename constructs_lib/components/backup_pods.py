"""Run the steps of backups, restores, rehearsals and recoveries, each in one pod."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from cdk8s_plus_27 import k8s
from constructs import Construct

from ..access import ServiceAccount
from ..config import Backup, BackupBucket, BackupVolume, Resources, WorkloadDefaults
from ..config.backup import Rehearsal
from ..config.durations import seconds
from ..kube import NAMESPACE_NAME, ConfigMap, declare, int_or_string, tcp_port
from ..scripts import text_of
from ..workloads import (
    READ_ONLY,
    ClaimVolume,
    ConfigMapVolume,
    Container,
    EmptyVolume,
    Mount,
    PodSecurity,
    hardened,
    placement,
    pod_context,
)

DUMPS: Final = "/dumps"
BACKUPS: Final = "/backups"

_PROGRAMS: Final = "/etc/backup"
_USER: Final = 65532
_HTTPS: Final = 443
# CoreDNS listens on 53, or on 5353 if it cannot bind low ports.
_DNS_PORTS: Final = (53, 5353)
# Argo CD 3.0 and 3.1 report a suspended CronJob as a suspended application:
# github.com/argoproj/argo-cd/issues/24428.
_SUSPENDED: Final = {"argocd.argoproj.io/ignore-healthcheck": "true"}


def program(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of a program in such a pod."""
    return ("/bin/sh", f"{_PROGRAMS}/{name}", *arguments)


def cron_job(
    scope: Construct,
    *,
    name: str,
    labels: Mapping[str, str],
    pod: k8s.PodSpec,
    schedule: str | None,
    retries: int,
    deadline: timedelta,
) -> None:
    """Run a pod by schedule; without one only when a Job is made of it by hand."""
    job = k8s.JobTemplateSpec(
        spec=k8s.JobSpec(
            backoff_limit=retries,
            active_deadline_seconds=seconds(deadline),
            template=k8s.PodTemplateSpec(metadata=k8s.ObjectMeta(labels=labels), spec=pod),
        )
    )
    spec = (
        k8s.CronJobSpec(
            schedule=schedule,
            time_zone="Etc/UTC",
            concurrency_policy="Forbid",
            job_template=job,
        )
        if schedule
        # A schedule is required; it is suspended.
        else k8s.CronJobSpec(schedule="0 0 1 1 *", suspend=True, job_template=job)
    )
    metadata = k8s.ObjectMeta(
        name=name, labels=labels, annotations=None if schedule else _SUSPENDED
    )
    declare(k8s.KubeCronJob, scope, name, metadata=metadata, spec=spec)


def pod_of(
    steps: Sequence[Container],
    *,
    account: ServiceAccount,
    volumes: Sequence[k8s.Volume],
    resources: Resources,
    defaults: WorkloadDefaults,
) -> k8s.PodSpec:
    """Return a pod that runs steps in order, always with a restricted security context.

    resources: of each step.
    """
    hardening = replace(defaults.hardening, security="restricted")
    *first, last = (
        replace(step, resources=resources, restricted=READ_ONLY.as_user(_USER)).to_k8s(
            None, hardening, defaults.pods.env or {}, defaults.cluster
        )
        for step in steps
    )
    return k8s.PodSpec(
        service_account_name=account.name,
        restart_policy="Never",
        automount_service_account_token=False,
        security_context=pod_context(
            hardened(PodSecurity(group=_USER), hardening), defaults.cluster
        ),
        init_containers=first or None,
        containers=[last],
        volumes=list(volumes),
        **placement(defaults.pods),
    )


class BackupPods(Construct):
    """Creates CronJobs whose pods share an account without rights, and programs.

    programs: files of `scripts/`. within: the space, time and resources that a run may take.
    A rehearsal only reads the volume with the copies.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        programs: Sequence[str],
        backup: Backup,
        within: Backup | Rehearsal,
        defaults: WorkloadDefaults,
    ) -> None:
        super().__init__(scope, id)
        self._name, self._labels = id, {"app": id}
        self._destination, self._within, self._defaults = backup.destination, within, defaults
        self._account = ServiceAccount(
            self, "ServiceAccount", name=id, labels=self._labels, token=False
        )
        self._programs = ConfigMap(
            self,
            "Programs",
            name=id,
            labels=self._labels,
            data={name: text_of(name) for name in programs},
        )

    def cron_job(
        self, name: str, steps: Sequence[Container], *, schedule: str | None, retries: int
    ) -> None:
        """Run the steps in order; without a schedule only when a Job is made by hand."""
        cron_job(
            self,
            name=name,
            labels=self._labels,
            pod=self._pod(steps),
            schedule=schedule,
            retries=retries,
            deadline=self._within.deadline,
        )

    def close(self) -> None:
        """Let the pods connect to the destination only: to its port, as its addresses vary.

        A store in the cluster is called on ztunnel's port, or on any of its pods'.
        """
        declare(
            k8s.KubeNetworkPolicy,
            self,
            "Policy",
            metadata=k8s.ObjectMeta(name=self._name, labels=self._labels),
            spec=k8s.NetworkPolicySpec(
                pod_selector=k8s.LabelSelector(match_labels=self._labels),
                policy_types=["Egress"],
                egress=(
                    self._rules(self._destination)
                    if isinstance(self._destination, BackupBucket)
                    else None
                ),
            ),
        )

    def _rules(self, destination: BackupBucket) -> list[k8s.NetworkPolicyEgressRule]:
        dns = [
            k8s.NetworkPolicyPort(port=int_or_string(port), protocol=protocol)
            for port in _DNS_PORTS
            for protocol in ("UDP", "TCP")
        ]
        if destination.namespace:
            of_store = k8s.LabelSelector(match_labels={NAMESPACE_NAME: destination.namespace})
            peer = k8s.NetworkPolicyPeer(namespace_selector=of_store)
            return [
                k8s.NetworkPolicyEgressRule(ports=dns),
                k8s.NetworkPolicyEgressRule(to=[peer]),
            ]
        proxy = self._defaults.cluster.proxy
        proxied = proxy is not None and not proxy.spares(destination.endpoint)
        port = proxy.port if proxy is not None and proxied else _HTTPS
        return [k8s.NetworkPolicyEgressRule(ports=[*dns, tcp_port(port)])]

    def _pod(self, steps: Sequence[Container]) -> k8s.PodSpec:
        volumes = [ConfigMapVolume(name="programs", config_map=self._programs).to_k8s()]
        mounts = [
            Mount(volume="programs", path=_PROGRAMS, read_only=True),
            Mount(volume="dumps", path=DUMPS),
        ]
        if isinstance(self._destination, BackupVolume):
            claim = ClaimVolume(name="backups", claim=self._destination.claim)
            volumes.append(claim.to_k8s())
            only = True if isinstance(self._within, Rehearsal) else None
            mounts.append(Mount(volume="backups", path=BACKUPS, read_only=only))
        volumes.append(EmptyVolume(name="dumps", size=self._within.scratch).to_k8s())
        return pod_of(
            [replace(step, mounts=tuple(mounts)) for step in steps],
            account=self._account,
            volumes=volumes,
            resources=self._within.resources,
            defaults=self._defaults,
        )
