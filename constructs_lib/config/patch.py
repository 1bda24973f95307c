"""Patches of single fields in an environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .plain import check_plain

_FIXED: Final = (
    "",
    "apiVersion",
    "kind",
    "metadata",
    "metadata/name",
    "metadata/namespace",
)
_WAVE: Final = "argocd.argoproj.io/sync-wave"
_OPERATIONS: Final = ("add", "remove", "replace", "move", "copy", "test")


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The objects that a patch applies to.

    kind: such as `Deployment`. name, namespace, group: of the object and of its API; None
    matches any. Cluster-scoped objects have the namespace "".
    """

    kind: str
    name: str | None = None
    namespace: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        if not self.kind:
            raise ValueError("a target needs the kind of its objects, such as 'Deployment'")

    def __str__(self) -> str:
        name = f" {self.name!r}" if self.name is not None else ""
        place = f" in namespace {self.namespace!r}" if self.namespace else ""
        return f"{self.kind}{name}{place}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Patch:
    """A patch of some objects of an environment.

    target: which objects. merge: merged into each as kustomize does: mappings key by key,
    containers, volumes, variables and ports item by item, other lists replaced as a whole;
    None removes a field. json: operations of RFC 6902 instead, for a single list item.
    It is applied before the overlay is diffed against the base, so that `patches/` shows it.
    Raises ValueError for neither or both, for an unknown operation, and for a patch of an
    object's identity: its version, kind, name or namespace.
    """

    target: Target
    merge: Mapping[str, Any] | None = None
    json: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        if bool(self.merge) == bool(self.json):
            raise ValueError(
                f"patch of {self.target} needs merge={{…}} or json=({{…}},), one of the two"
            )
        for operation in self.json:
            _check_operation(operation, self.target)
        touched = [path for each in self.json for path in _paths(each)]
        for path in (*_of_merge(self.merge or {}), *touched):
            if path.strip("/") in _FIXED:
                raise ValueError(
                    f"patch of {self.target} changes {path.strip('/')!r}, which identifies "
                    "the object; create another object in a component of your own"
                )
            if path.endswith(_WAVE):
                raise ValueError(
                    f"patch of {self.target} changes its sync wave, which is derived from the "
                    "object's dependencies; leave it out"
                )
        check_plain(self.merge, f"patch of {self.target}")
        check_plain([each.get("value") for each in self.json], f"patch of {self.target}")


def _check_operation(operation: Mapping[str, Any], target: Target) -> None:
    name, path = operation.get("op"), operation.get("path")
    if name not in _OPERATIONS:
        raise ValueError(
            f"patch of {target} has operation {name!r}; "
            f"RFC 6902 knows {', '.join(_OPERATIONS)}"
        )
    if not isinstance(path, str) or not path.startswith("/"):
        raise ValueError(
            f"patch of {target} has path {path!r}; write one such as '/spec/replicas'"
        )
    if name in ("add", "replace", "test") and "value" not in operation:
        raise ValueError(f"patch of {target}: {name} {path!r} needs a value")
    if name in ("move", "copy") and not isinstance(operation.get("from"), str):
        raise ValueError(f"patch of {target}: {name} {path!r} needs a path in 'from'")


def _paths(operation: Mapping[str, Any]) -> list[str]:
    """Return the paths that an operation changes."""
    found = [operation["path"]]
    if operation["op"] == "move":
        found.append(operation["from"])
    return [path.replace("~1", "/").replace("~0", "~") for path in found]


def _of_merge(merge: Mapping[str, Any]) -> list[str]:
    metadata = merge.get("metadata", {})
    if not isinstance(metadata, Mapping):
        return [*merge]
    annotations = metadata.get("annotations") or {}
    return [
        *(key for key in merge if key != "metadata"),
        *(f"metadata/{name}" for name in metadata),
        *(f"metadata/annotations/{name}" for name in annotations),
    ]
