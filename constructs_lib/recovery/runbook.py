"""Write the steps of a recovery as a runbook, in the order in which they are possible."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ..config import Destination, Environment, Platform
from ..delivery.layout import files_of_applications
from ..scripts.keep_objects import PLATFORM, PROFILES, SECRETS
from .kept_set import KeptSet

# By the component that has them.
_WRITERS: Final = {
    "pipelines": (
        "ml-pipeline",
        "cache-server",
        "metadata-grpc-deployment",
        "metadata-writer",
        "ml-pipeline-persistenceagent",
        "ml-pipeline-scheduledworkflow",
        "workflow-controller",
    ),
    "katib": ("katib-db-manager",),
}
# The controller leaves an Application with it alone. A change of its syncPolicy would not do:
# a parent Application, of an app of apps or an ApplicationSet, reverts that at once.
HELD: Final = "argocd.argoproj.io/skip-reconcile"
_FORWARDED: Final = "--pipelines http://127.0.0.1:8888"
_RESTORED: Final = (
    f'kubectl create job -n {PLATFORM} --from=cronjob/restore "$JOB" '
    '--dry-run=client -o yaml | kubectl set env --local -f - BACKUP="$BACKUP" '
    "OVERWRITE=yes -o yaml | kubectl apply -f -"
)
_INTRODUCTION: Final = (
    "Every step can be run again: what is there is left as it is. A step that fails says why "
    "in one sentence. Note the times of the beginning and the end: the difference is the RTO."
)
_ELSEWHERE: Final = (
    "Argo CD runs in another cluster: `kubectl` reads and writes Applications there, and all "
    "else in the new cluster. If that has another address or name, change `Destination(…)` "
    "and publish before the first step."
)
_LOST: Final = (
    "what people made or changed in the cluster after the time of the set",
    "data of volumes, unless their storage is restored: claims come back empty",
    "pods, runs in progress, and experiments of Katib that had ended, as objects",
    "missed times of recurring runs: they are not caught up",
    "sessions and tokens: everybody logs in again",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step of a recovery, what is typed for it, and how to see that it is done."""

    title: str
    commands: Sequence[str] = ()
    seen: str


def runbook(
    kept: KeptSet, platform: Platform, environment: Environment, *, recover: str
) -> str:
    """Return a recovery as Markdown.

    recover: how the command that restores is called, up to the name of its step.
    """
    parts = [
        f"# Recovery of the environment {environment.name} from {kept.name}",
        _INTRODUCTION,
        *((_ELSEWHERE,) if environment.argo_cd.destination != Destination() else ()),
        *_about(kept),
        *_listed(steps_of(kept, platform, environment, recover=recover)),
    ]
    return "\n\n".join(parts) + "\n"


def _about(kept: KeptSet) -> Iterator[str]:
    age = datetime.now(UTC) - kept.made
    hours, minutes = divmod(int(age.total_seconds()) // 60, 60)
    yield (
        f"The set was read at {kept.made:%Y-%m-%d %H:%M:%S} UTC, {hours} h {minutes} min ago: "
        "that long is the RPO of objects. Of what is in Git nothing is lost."
    )
    counts = {file: len(objects) for file, objects in kept.objects.items()}
    rows = {**counts, "recurring-runs": len(kept.runs)} if kept.runs else counts
    yield "\n".join(
        ("| kept | number |", "|---|---|", *(f"| {k} | {v} |" for k, v in rows.items()))
    )
    yield "Lost is:"
    unread = (f"recurring run {each}, which Pipelines could not read" for each in kept.unread)
    yield "\n".join(f"- {each}" for each in (*_LOST, *unread))


def _listed(steps: Sequence[Step]) -> Iterator[str]:
    for number, step in enumerate(steps, 1):
        yield f"## {number}. {step.title}"
        if step.commands:
            yield "\n".join(("```", *step.commands, "```"))
        yield f"Done when {step.seen}."


def steps_of(
    kept: KeptSet, platform: Platform, environment: Environment, *, recover: str
) -> list[Step]:
    """Return the steps in order."""
    argo_cd = environment.argo_cd
    names = argo_cd.applications(environment.name)
    # What the platform needs comes first, if Argo CD delivers that too.
    files = [f"dist/{each}" for each in files_of_applications(platform, environment)][::-1]
    applications = f"kubectl get applications -n {argo_cd.namespace} {names[0]} {names[1]}"
    old = any(each.namespace == PLATFORM for each in kept.of(SECRETS))
    steps = [
        Step(
            title="Prepare the cluster",
            seen="the checks of docs/prerequisites.md pass, Argo CD runs, and DNS still leads "
            "elsewhere",
        ),
        Step(
            title="Bring the old Secrets back, before anything makes new ones",
            commands=(
                f"kubectl create namespace {PLATFORM}",
                *((f"{recover} old-secrets",) if old else ()),
            ),
            seen="the Secrets that are kept elsewhere are there too; volumes restored from "
            "snapshots need the passwords of their time, dumps do not",
        ),
        Step(
            title="Let Argo CD sync what is in Git",
            commands=(*(f"kubectl apply -f {each}" for each in files), applications),
            seen="both are `Synced` and `Healthy`",
        ),
        Step(
            title="Register the Profiles that Git does not know",
            commands=(f"{recover} profiles",),
            seen=f"it has named every Profile; the set has {len(kept.of(PROFILES))}",
        ),
        Step(
            title="Wait for namespaces and waypoints",
            commands=(f"{recover} wait",),
            seen="it ends: the profile controller has made each namespace, which belongs to "
            "its Profile, and its waypoint is ready",
        ),
        Step(
            title="Create the claims",
            commands=(f"{recover} claims",),
            seen="restored volumes are bound; restore them before this step "
            "(docs/backup.md), or the claims get empty ones",
        ),
        Step(
            title="Restore Secrets, PodDefaults and contributors",
            commands=(f"{recover} rights",),
            seen="`kubectl get rolebindings -A` lists the contributors",
        ),
    ]
    steps += _of_data(environment, names)
    steps += [
        Step(
            title="Restore notebooks and experiments",
            commands=(f"{recover} work", f"{recover} owners"),
            seen="`kubectl get notebooks -A` lists them; an experiment that had not ended "
            "begins again",
        ),
        Step(
            title="Create the recurring runs",
            commands=(
                f"kubectl port-forward -n {PLATFORM} service/ml-pipeline 8888:8888 &",
                f"{recover} recurring-runs {_FORWARDED}",
            ),
            seen=f"it has named every recurring run; the set has {len(kept.runs)}",
        ),
        Step(
            title="Compare, and try it",
            commands=(f"{recover} compare {_FORWARDED}", "kill %1"),
            seen="it finds no difference, and someone has logged in, opened a notebook and "
            "started a run",
        ),
        Step(
            title="Lead DNS to the cluster",
            seen=f"{environment.config.address} answers from it",
        ),
    ]
    return steps


def _of_data(environment: Environment, names: Sequence[str]) -> list[Step]:
    if environment.config.backup is None:
        return [
            Step(
                title="Restore databases and artifacts where they are kept",
                seen="the pages of Pipelines and Katib list what they listed",
            )
        ]
    namespace = environment.argo_cd.namespace
    application = f"kubectl annotate application {names[0]} -n {namespace}"
    writers = " ".join(
        f"deployment/{name}"
        for component, deployments in _WRITERS.items()
        if component in environment.config.components
        for name in deployments
    )
    return [
        Step(
            title="Hold Argo CD, and stop the writers",
            commands=(
                f"{application} --overwrite {HELD}=true",
                f"kubectl scale -n {PLATFORM} --replicas=0 {writers}",
            ),
            seen="their pods are gone; Argo CD does not start them again",
        ),
        Step(
            title="Restore databases and artifacts",
            commands=(
                "JOB=restore-$(date +%s)",
                _RESTORED,
                f'kubectl logs -n {PLATFORM} "job/$JOB" --all-containers --prefix -f',
            ),
            seen="the Job is complete; without `BACKUP` its log lists the sets: set that "
            "variable to one, such as `BACKUP=20260102T023000Z`, and repeat the commands",
        ),
        Step(
            title="Hand back to Argo CD",
            commands=(f"{application} {HELD}-",),
            seen="the Application is `Synced` and `Healthy`: it has started the writers",
        ),
    ]
