"""The steps of a migration, each with what shows that it is done and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .data import Server
from .plan import MigrationPlan

_RETAIN: Final = '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
_DUMP: Final = (
    "mysqldump --user=root --single-transaction --routines --triggers --hex-blob "
    "--add-drop-database --databases"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What to do by hand, how to see that it is done, and how to take it back."""

    title: str
    commands: tuple[str, ...] = ()
    seen: str
    back: str


def steps_of(plan: MigrationPlan) -> list[Step]:
    """Return the steps in order; `deletes` is in the title of each that deletes."""
    where = f"-n {plan.namespace}"
    writers = " ".join(plan.writers)
    return [
        Step(
            title="Keep the volumes",
            commands=tuple(
                f"kubectl patch persistentvolume {claim.volume} -p '{_RETAIN}'"
                for claim in plan.claims
                if claim.volume and claim.reclaim != "Retain"
            ),
            seen="`kubectl get persistentvolumes` says `Retain` for each of them",
            back="patch `Delete` back",
        ),
        Step(
            title="End what puts things back, without deleting what it made",
            seen="a label taken off one of its objects stays off",
            back="let it synchronize again",
        ),
        Step(
            title="Wait for runs to end, and stop who writes",
            commands=(f"kubectl scale {where} --replicas=0 {writers}",) if writers else (),
            seen=f"`kubectl get pods {where}` shows Katib, webhooks and what keeps data",
            back="scale to what the saved state says",
        ),
        Step(
            title="Copy databases and objects out",
            commands=tuple(_copied(plan, server, where) for server in plan.servers),
            seen=(
                "`gzip --decompress --stdout FILE | tail -n 1` says `Dump completed`; "
                "`rclone check` finds no difference between the bucket and its copy"
            ),
            back="nothing was changed",
        ),
        Step(
            title="Try the copies: the same platform on another cluster, and `restore` there",
            seen="the databases hold the runs, and an artifact of one of them opens",
            back="nothing was changed",
        ),
        Step(
            title=(
                "**The point of no return. Deletes** what is held by finalizers, the webhook "
                "configurations, and the namespace"
            ),
            commands=(
                *(
                    f"kubectl delete {resource} {where} --all --timeout=10m"
                    for resource in plan.held_resources
                ),
                *(f"kubectl delete {i.kind.lower()} {i.name}" for i in plan.hooks),
                f"kubectl delete namespace {plan.namespace}",
            ),
            seen=(
                f"`kubectl get namespace {plan.namespace}` finds none; one that stays "
                "`Terminating` names in `status.conditions` what is left"
            ),
            back="the volumes of step 1, given to new claims below what made the old state",
        ),
        Step(
            title="**Deletes** what the API server would refuse to change",
            commands=tuple(
                f"kubectl delete {c.identity.kind.lower()} {c.identity.name}"
                for c in plan.refused
            ),
            seen="none of them is found",
            back="apply them from the saved state",
        ),
        Step(
            title="Let Argo CD build",
            commands=("kubectl apply -f dist/apps/kubeflow.yaml",),
            seen="the Applications are `Synced` and `Healthy`; docs/prerequisites.md holds",
            back="as after step 6",
        ),
        Step(
            title="Restore, by the steps of docs/backup.md",
            seen="the Job is complete, and the pages list the pipelines",
            back="restore again: the copies stay as they are",
        ),
        Step(
            title="Make profiles; users make their notebooks and experiments there",
            seen="each owner logs in and sees their own",
            back="delete a profile by hand: its namespace goes with it",
        ),
    ]


def _copied(plan: MigrationPlan, server: Server, where: str) -> str:
    if server.software == "MinIO":
        return f"kubectl port-forward {where} {server.workload} 9000:9000"
    katib = "katib" in server.workload
    names = [
        kept.now
        for kept in plan.kept
        if kept.what.startswith("database") and ("Katib" in kept.what) == katib
    ]
    dump = f'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" {_DUMP} {_joined(names)}'
    file = "katib.sql.gz" if katib else "pipelines.sql.gz"
    return f"kubectl exec {where} {server.workload} -- sh -c '{dump}' | gzip > {file}"


def _joined(names: Sequence[str]) -> str:
    # Where no setting names a database, whoever runs it has to.
    return " ".join(names) or "NAMES"
