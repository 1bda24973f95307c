"""What follows for a step from the settings and objects of both sides."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ...config import Ambient, DatabaseNames
from ...kube import Object
from ...releases import Floor
from ..migration.steps import DUMP
from ..review import Review, Reviewed
from ..sentences import sentence, several
from ..severity import Severity
from .cluster import LiveCluster
from .item import Item
from .side import Side

# The controller leaves an Application with it alone, whatever its parent says.
_HELD: Final = "argocd.argoproj.io/skip-reconcile"
_REFRESHED: Final = "argocd.argoproj.io/refresh=hard"
# By component: the bundled server, and its databases. MySQL 8 refuses to load one of its own.
_DATABASES: Final = {
    "pipelines": ("mysql", " ".join(DatabaseNames().listed)),
    "katib": ("katib-mysql", "katib"),
}
_ROOT: Final = 'MYSQL_PWD="$MYSQL_ROOT_PASSWORD"'
_CRD: Final = "CustomResourceDefinition"
_SHOWN: Final = 12


def floors(before: Side, after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield what the new release needs of Kubernetes and Istio and does not find."""
    config, new = after.environment.config, after.release
    known = (cluster and cluster.kubernetes) or before.environment.config.kubernetes
    if known:
        yield from _floor("Kubernetes", new.kubernetes, known, new.name)
    elif new.kubernetes != before.release.kubernetes:
        yield Item(
            name="Kubernetes",
            what=f"{new.name} needs {new.kubernetes.oldest} or newer. The config does not say "
            "the cluster's version: `Cluster(kubernetes=…)`.",
            commands=("kubectl version",),
        )
    if isinstance(config.mesh, Ambient):
        yield from _floor("Istio", new.istio, config.mesh.istio, new.name)


def _floor(product: str, floor: Floor, version: str, release: str) -> Iterator[Item]:
    if floor.refuses(version):
        yield Item(
            name=product,
            what=f"{version} is too old: {release} needs {floor.oldest} or newer, and refuses "
            "a config with an older one. Upgrade it first.",
            grave=True,
        )
    elif floor.warns_of(version):
        yield Item(
            name=product,
            what=f"{version} is older than {floor.stated}, with which upstream ships "
            f"{release}. Nothing refuses it: try it in the first environment.",
        )


def backups(before: Side) -> Iterator[Item]:
    """Yield how the data and the users' objects of an environment are copied."""
    config = before.environment.config
    copied: tuple[str, ...] = config.backup.of if config.backup else ()
    if copied:
        yield Item(
            name="Databases and artifacts",
            what=f"One more set of the backup: {', '.join(copied)}. Wait for its end.",
            commands=_run("backup"),
        )
    for component, (server, databases) in _DATABASES.items():
        if component not in config.components or component in copied:
            continue
        if not _has(before, "Deployment", server):
            yield Item(
                name=f"The database of {component}",
                what="It is external: have its owner copy it right before the step.",
            )
            continue
        dump = f"{_ROOT} {DUMP} {databases}"
        pod = f"-n kubeflow deployment/{server}"
        yield Item(
            name=f"The database of {component}",
            what="`Config.backup` does not copy it. Dump it, and keep the dump elsewhere; its "
            "last line says `Dump completed`, or it is cut short.",
            commands=(f"kubectl exec {pod} -- sh -c '{dump}' | gzip > {server}.sql.gz",),
        )
    if _has(before, "Deployment", "minio") and "artifacts" not in copied:
        yield Item(
            name="Artifacts",
            what="`Config.backup` does not copy them. Copy the buckets with a client of S3.",
            commands=("kubectl port-forward -n kubeflow deployment/minio 9000:9000",),
        )
    if config.recovery:
        yield Item(
            name="Users' objects",
            what="One more set of the recovery. Wait for its end.",
            commands=_run("recovery"),
        )


def _run(cron_job: str) -> tuple[str, ...]:
    job = f"{cron_job}-before-upgrade"
    return (
        f"kubectl create job -n kubeflow --from=cronjob/{cron_job} {job}",
        f"kubectl wait -n kubeflow --for=condition=complete --timeout=6h job/{job}",
    )


def held(before: Side, until: str = "the merge") -> Iterator[Item]:
    """Yield how to keep Argo CD from undoing what is done by hand, until what."""
    yield Item(
        name=f"Hold Argo CD until {until}",
        what=f"Otherwise it creates what you delete again, unchanged.{_where(before)}",
        commands=(f"kubectl annotate {_application(before)} {_HELD}=true",),
    )


def released(before: Side) -> str:
    """Return the command that lets Argo CD sync again, what is published now.

    Without a refresh it would first apply the commit that it remembers, for minutes.
    """
    return f"kubectl annotate {_application(before)} --overwrite {_REFRESHED} {_HELD}-"


def _application(side: Side) -> str:
    argo_cd = side.environment.argo_cd
    platform, *_ = argo_cd.applications(side.environment.name)
    return f"application -n {argo_cd.namespace} {platform}"


def _where(side: Side) -> str:
    """Say where the Application is, if not in the environment's own cluster."""
    destination = side.environment.argo_cd.destination
    if not (destination.server or destination.name):
        return ""
    return " The Application is in Argo CD's cluster, not in this one."


def stored(after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield definitions with objects in versions that the new one has not."""
    for each in cluster.definitions(after.objects) if cluster else ():
        if each.lost:
            yield Item(
                name=f"Stored versions of `{each.name}`",
                what=f"Objects are stored as {', '.join(each.lost)}, which the new definition "
                "lacks: the API server refuses it until every object is written again and "
                "`status.storedVersions` no longer lists them.",
                commands=(f"kubectl get {each.name} --all-namespaces -o yaml",),
            )


def refused(review: Review, after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield objects with fields that the API server refuses to change."""
    known = set()
    for each in _with(review, "recreate", Severity.DANGER):
        known.add(each.identity)
        yield _deleted(each.identity.kind, each.identity.name, each.identity.namespace)
    for one in cluster.refusals(after.objects) if cluster else ():
        if one.identity not in known:
            yield _deleted(one.identity.kind, one.identity.name, one.identity.namespace)


def _deleted(kind: str, name: str, namespace: str) -> Item:
    where = f" -n {namespace}" if namespace else ""
    return Item(
        name=f"{kind} `{name}`",
        what="The API server refuses the change: delete it, and the sync creates it again.",
        commands=(f"kubectl delete {kind.lower()}{where} {name}",),
    )


def anew(review: Review) -> Iterator[Item]:
    """Yield what is made anew, and workloads whose pods stop before new ones start."""
    for each in _with(review, "recreate", Severity.WARNING):
        clause = next(f.sentence for f in each.findings if f.rule == "recreate")
        yield Item(name=each.title, what=sentence(clause))
    stopping = [each.title for each in _with(review, "restart", Severity.WARNING)]
    if stopping:
        yield Item(
            name="A pause of seconds to minutes",
            what=f"Pods of {several(stopping, most=_SHOWN)} stop before new ones start.",
        )


def definitions(before: Side, after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield definitions that the new release lacks, with users' objects of the kind."""
    kept = {obj["metadata"]["name"] for obj in after.objects if obj["kind"] == _CRD}
    counted = (
        {each.name: each for each in cluster.definitions(after.objects)} if cluster else {}
    )
    for name in sorted(_definitions(before.objects) - kept):
        objects = counted[name].objects if name in counted else None
        there = ""
        if objects is not None:
            places = ", ".join(f"{number} in `{where}`" for where, number in objects)
            there = f" There are: {places}." if objects else " None was read."
        yield Item(
            name=f"`{name}`",
            what="The definition leaves the repository and stays in the cluster with all its "
            f"objects: Argo CD prunes no definition.{there} Deleting it deletes them all: do "
            "that once nobody needs one, or never.",
            commands=(f"kubectl get {name} --all-namespaces",),
        )


def _definitions(objects: Iterable[Object]) -> set[str]:
    return {obj["metadata"]["name"] for obj in objects if obj["kind"] == _CRD}


def pruned(review: Review) -> Iterator[Item]:
    """Yield what Argo CD deletes together with what is in it."""
    for each in _with(review, "deleted", Severity.DANGER):
        clause = next(f.sentence for f in each.findings if f.rule == "deleted")
        yield Item(name=each.title, what=sentence(clause))


def narrowed(review: Review) -> Iterator[Item]:
    """Yield definitions that drop fields or versions."""
    for each in _with(review, "crd", Severity.DANGER):
        for finding in each.findings:
            if finding.rule == "crd" and finding.severity is Severity.DANGER:
                yield Item(name=f"`{each.identity.name}`", what=sentence(finding.sentence))


def volumes(review: Review) -> Iterator[Item]:
    """Yield claims that ask for another size."""
    for each in review.objects:
        for finding in each.findings:
            if finding.rule == "volume":
                yield Item(name=each.title, what=sentence(finding.sentence))


def healthy(before: Side) -> Iterator[Item]:
    """Yield how to see that a sync is over and that every page opens."""
    yield Item(
        what="Argo CD shows the Application as `Synced` and `Healthy`, and no pod restarts."
        f"{_where(before)}",
        commands=(
            f"kubectl get {_application(before)}",
            "kubectl get pods -n kubeflow",
        ),
    )


def loaded(before: Side) -> Iterator[Item]:
    """Yield how a dump that was made by hand is loaded."""
    config = before.environment.config
    for component, (server, _) in _DATABASES.items():
        copied = config.backup and component in config.backup.of
        if (
            component in config.components
            and not copied
            and _has(before, "Deployment", server)
        ):
            yield Item(
                name=f"The database of {component}",
                what="If its dump must be loaded, stop what writes to it first: "
                "docs/backup.md, Restore.",
                commands=(
                    (
                        f"kubectl exec -i -n kubeflow deployment/{server} -- sh -c "
                        f"'gunzip | {_ROOT} mysql --user=root' < {server}.sql.gz"
                    ),
                ),
            )


def reverted(
    before: Side, refused: Sequence[Item], waiting: Sequence[Item], restored: Sequence[Item]
) -> Iterator[Item]:
    """Yield the way back that every step has.

    refused: how the objects are deleted that the API server refuses to change. waiting: what
    else Argo CD would undo before the revert. restored: data that the old release cannot
    open, and finds again before Argo CD starts it.
    """
    holds = bool(refused or waiting or restored)
    if holds:
        until = "the old data are there" if restored else "the revert is published"
        yield from held(before, until)
    yield from waiting
    if refused:
        yield Item(
            name="The objects of section 3",
            what="Delete them once more: the API server refuses the change back as well.",
            commands=tuple(command for each in refused for command in each.commands),
        )
    yield Item(
        name="The revert",
        what=f"Revert the commit, so that the environment has {before.release.name} again, "
        "and publish.",
    )
    yield from restored
    if holds:
        yield Item(what="Let Argo CD go on.", commands=(released(before),))


def _with(review: Review, rule: str, level: Severity) -> Iterator[Reviewed]:
    for each in review.objects:
        if any(f.rule == rule and f.severity is level for f in each.findings):
            yield each


def _has(side: Side, kind: str, name: str) -> bool:
    return any((o["kind"], o["metadata"]["name"]) == (kind, name) for o in side.objects)
