"""List the steps of a migration, each with how to verify it and its rollback."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .data import Server
from .plan import MigrationPlan

_RETAIN: Final = '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'
DUMP: Final = (
    "mysqldump --user=root --single-transaction --routines --triggers --hex-blob "
    "--add-drop-database --databases"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A manual step, how to see that it is done, and how to undo it."""

    title: str
    commands: tuple[str, ...] = ()
    seen: str
    back: str


def steps_of(plan: MigrationPlan) -> list[Step]:
    """Return the steps in order; the title of each step that deletes says so."""
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
            seen="`kubectl get persistentvolumes` shows `Retain` for each of them",
            back="set `Delete` again",
        ),
        Step(
            title="Stop automation, without deleting its objects",
            seen="a label that you remove from one of its objects stays away",
            back="let it sync again",
        ),
        Step(
            title="Wait for runs to end, and stop the writers",
            commands=(f"kubectl scale {where} --replicas=0 {writers}",) if writers else (),
            seen=f"`kubectl get pods {where}` shows Katib, webhooks and data stores",
            back="scale to the replicas of the saved state",
        ),
        Step(
            title="Copy databases and objects out",
            commands=tuple(_copied(plan, server, where) for server in plan.servers),
            seen=(
                "`gzip --decompress --stdout FILE | tail -n 1` prints `Dump completed`; "
                "`rclone check` finds no difference between the bucket and its copy"
            ),
            back="nothing was changed",
        ),
        Step(
            title="Test the copies: run `restore` on the same platform in another cluster",
            seen="the databases contain the runs, and an artifact of one of them opens",
            back="nothing was changed",
        ),
        Step(
            title=(
                "**The point of no return. Deletes** objects with finalizers, the webhook "
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
                f"`kubectl get namespace {plan.namespace}` finds none; if it stays "
                "`Terminating`, its `status.conditions` name what is left"
            ),
            back="bind the volumes of step 1 to new claims, and install the old state again",
        ),
        Step(
            title="**Deletes** objects that the API server would refuse to change",
            commands=tuple(
                f"kubectl delete {c.identity.kind.lower()} {c.identity.name}"
                for c in plan.refused
            ),
            seen="none of them exists",
            back="apply them from the saved state",
        ),
        Step(
            title="Let Argo CD install the platform",
            commands=("kubectl apply -f dist/apps/kubeflow.yaml",),
            seen="the Applications are `Synced` and `Healthy`, and the checks of "
            "docs/prerequisites.md pass",
            back="as for step 6",
        ),
        Step(
            title="Restore as docs/backup.md describes",
            seen="the Job is complete, and the pages list the pipelines",
            back="restore again; the copies are unchanged",
        ),
        Step(
            title="Create profiles; users create their notebooks and experiments there",
            seen="each owner logs in and sees their own objects",
            back="delete a profile; its namespace is deleted with it",
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
    dump = f'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" {DUMP} {_joined(names)}'
    file = "katib.sql.gz" if katib else "pipelines.sql.gz"
    return f"kubectl exec {where} {server.workload} -- sh -c '{dump}' | gzip > {file}"


def _joined(names: Sequence[str]) -> str:
    # If no setting names a database, the reader fills in its name.
    return " ".join(names) or "NAMES"
