"""Find changes after which volumes are copied less, or copies are not found."""

from collections.abc import Mapping
from typing import Final

from ..change import Change
from ..sentences import code_pair
from ..severity import Severity
from .rule import Found, ReviewRule

_GROUP: Final = "velero.io"
# By kind: the paths whose change matters, and what then happens.
_PATHS: Final[Mapping[str, Mapping[tuple[str, ...], str]]] = {
    "BackupStorageLocation": {
        ("spec", "objectStorage", "bucket"): "Velero no longer finds the copies made before",
        ("spec", "objectStorage", "prefix"): "Velero no longer finds the copies made before",
    },
    "Schedule": {
        ("spec", "template", "includedNamespaces"): "other volumes are copied",
        ("spec", "template", "excludedNamespaces"): "other volumes are copied",
        ("spec", "template", "snapshotMoveData"): "copies are kept in another place",
        ("spec", "template", "storageLocation"): "copies are kept in another place",
        ("spec", "template", "ttl"): "copies made from now on are kept for another time",
    },
}


def _velero(change: Change) -> Found:
    if change.identity.group != _GROUP or change.before is None:
        return
    if change.after is None:
        if change.kind == "Schedule":
            yield (
                Severity.WARNING,
                "no volume is copied any more; copies made before stay until they expire",
            )
        return
    for path, sentence in _PATHS.get(change.kind, {}).items():
        was, now = change.both(*path)
        if was != now:
            yield (
                Severity.WARNING,
                f"{sentence}: {'.'.join(path[1:])} is {code_pair(was, now)}",
            )


VELERO: Final = ReviewRule(
    name="velero",
    levels={
        Severity.WARNING: "Velero copies other volumes, keeps copies elsewhere or for another "
        "time, or copies no volume any more",
    },
    find=_velero,
)
