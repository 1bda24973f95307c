"""One object, before and after."""

from dataclasses import dataclass
from typing import Any

from ..delivery.overlay import ResourceId
from ..kube import Object


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An object of one place in two trees; None where a tree lacks it.

    pruned: whether Argo CD deletes what leaves the repository.
    """

    identity: ResourceId
    before: Object | None
    after: Object | None
    pruned: bool = True

    @property
    def kind(self) -> str:
        """The object's kind."""
        return self.identity.kind

    def both(self, *path: str) -> tuple[Any, Any]:
        """Return what stands at a path before and after, None where nothing does."""
        return at(self.before, *path), at(self.after, *path)


def at(value: Any, *path: str) -> Any:
    """Return what stands at a path of mappings, None where nothing does."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
