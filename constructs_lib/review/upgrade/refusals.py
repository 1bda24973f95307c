"""What a step must not do, however its objects look."""

from collections.abc import Iterator
from typing import Final

from ...config import BundledSeaweedFS
from ...delivery.definitions import tracking
from ...releases import Sides
from .cluster import LiveCluster
from .item import Item
from .side import Side

_CRD: Final = "CustomResourceDefinition"
_WEBHOOK: Final = "MutatingWebhookConfiguration"
# Of the same pods, by the names of different releases.
_POD_DEFAULTS: Final = (
    "admission-webhook-mutating-webhook-configuration",
    "poddefaults-webhook-mutating-webhook-configuration",
)


def refusals(before: Side, after: Side, cluster: LiveCluster | None) -> Iterator[Item]:
    """Yield why a step must wait until the config or the cluster is another."""
    there = cluster.instead_of(before.objects) if cluster else before.objects
    sides = Sides.of(there, after.objects)
    yield from _webhooks(sides)
    yield from _store(sides, after)
    yield from _definitions(sides)


def _webhooks(sides: Sides) -> Iterator[Item]:
    if all((_WEBHOOK, name) in sides.after for name in _POD_DEFAULTS):
        old, new = _POD_DEFAULTS
        yield _refused(
            "Two webhooks of PodDefaults",
            f"`{old}` and `{new}` would each change every pod: leave one out of your own "
            "objects.",
        )


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
