"""Define a change: one object, before and after."""

from dataclasses import dataclass
from typing import Any

from ..delivery.overlay import ResourceId
from ..kube import Object


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """An object of one place in two trees; None if a tree lacks it.

    pruned: whether Argo CD deletes objects that leave the repository.
    fixed: of an autoscaler and of what it scales, the number of pods that the latter names
    after the change all the same; None if it names none.
    """

    identity: ResourceId
    before: Object | None
    after: Object | None
    pruned: bool = True
    fixed: int | None = None

    @property
    def kind(self) -> str:
        """The object's kind."""
        return self.identity.kind

    def both(self, *path: str) -> tuple[Any, Any]:
        """Return the values at a path before and after, None if there is none."""
        return at(self.before, *path), at(self.after, *path)


def at(value: Any, *path: str) -> Any:
    """Return the value at a path of mappings, or None if there is none."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value
