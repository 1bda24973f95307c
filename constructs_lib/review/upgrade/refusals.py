"""What a step must not do, however its objects look."""

from collections.abc import Collection, Iterator
from typing import Final

from ...config import BundledSeaweedFS
from ...delivery.definitions import tracking
from ...delivery.pod_default_webhooks import applies_pod_defaults
from ...releases import Sides
from ...releases.hazard import Objects
from .cluster import LiveCluster
from .item import Item
from .side import Side

_CRD: Final = "CustomResourceDefinition"


def refusals(before: Side, after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield why a step must wait until the config or the cluster is another."""
    there = cluster.instead_of(before.objects) if cluster else before.objects
    sides = Sides.of(there, after.objects)
    yield from _webhooks(sides, {obj["metadata"]["name"] for obj in before.objects})
    yield from _store(sides, after)
    yield from _definitions(sides)


def _webhooks(sides: Sides, ours: Collection[str]) -> Iterator[Item]:
    """Yield webhooks in the cluster that the repository does not know, and nothing prunes."""
    for (_, name), obj in sorted(sides.before.items()):
        if applies_pod_defaults(obj) and name not in ours and name not in _names(sides.after):
            yield _refused(
                "Two webhooks of PodDefaults",
                f"`{name}` is in the cluster and not in the repository, so that nothing "
                "prunes it: beside the release's own it would change every pod a second "
                "time. Delete it first.",
                f"kubectl delete mutatingwebhookconfiguration {name}",
            )


def _names(objects: Objects) -> set[str]:
    return {name for _, name in objects}


def _store(sides: Sides, after: Side) -> Iterator[Item]:
    store = after.environment.config.pipelines.object_store
    leaves = ("Deployment", "minio") in sides.before.keys() - sides.after.keys()
    if leaves and isinstance(store, BundledSeaweedFS) and store.content == "new":
        yield _refused(
            "A store that begins empty",
            "MinIO runs here, and `BundledSeaweedFS(content='new')` says that there are no "
            "artifacts: they would be lost. Keep `BundledMinIO()` for this step, or copy them "
            "first and say `content='copied'`.",
        )


def _definitions(sides: Sides) -> Iterator[Item]:
    """Yield definitions that somebody has marked as Argo CD's, and that leave."""
    for (kind, name), obj in sorted(sides.before.items()):
        marks = tracking(obj) if kind == _CRD and (kind, name) not in sides.after else ()
        for mark in marks:
            label = mark == "app.kubernetes.io/instance"
            yield _refused(
                f"`{name}`",
                f"The definition leaves the repository and has `{mark}`, by which Argo CD "
                "would delete it with every object of its kind: remove that first.",
                f"kubectl {'label' if label else 'annotate'} {_CRD.lower()} {name} {mark}-",
            )


def _refused(name: str, why: str, *commands: str) -> Item:
    return Item(name=f"Refused: {name}", what=why, commands=commands, grave=True)
