"""One side of a step: an environment of one release, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from ...config import Environment
from ...delivery.layout import APPS, OVERLAYS, PARENTS
from ...delivery.overlay import ObjectsByComponent, ResourceId
from ...kube import Object
from ...releases import Release
from ..tree import Placed, Tree

# Where Applications are; by them the review knows what Argo CD prunes.
_DELIVERY: Final = (f"{APPS}/", f"{PARENTS}/")


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """An environment as it is with a release: its settings, its objects, its Applications."""

    environment: Environment
    by_component: ObjectsByComponent
    tree: Tree

    @property
    def release(self) -> Release:
        """The release of this side."""
        return self.environment.config.release

    @property
    def objects(self) -> list[Object]:
        """Every object of the environment."""
        return [obj for objects in self.by_component.values() for obj in objects]


def side_of(
    environment: Environment, by_component: ObjectsByComponent, files: Mapping[str, str]
) -> Side:
    """Return a side of what was synthesized: an environment's objects, and dist/'s files."""
    tree = {Path(OVERLAYS / environment.name): _placed(by_component)}
    for path, text in files.items():
        if path.startswith(_DELIVERY):
            objects = {Path(path).with_suffix("").as_posix(): _objects(text)}
            tree[Path(path)] = _placed(objects)
    return Side(environment=environment, by_component=by_component, tree=tree)


def _objects(text: str) -> list[Any]:
    documents = yaml.load_all(text, yaml.CSafeLoader)
    return [each for each in documents if each and "metadata" in each]


def _placed(by_component: ObjectsByComponent) -> dict[ResourceId, Placed]:
    return {
        ResourceId.of(obj): Placed(component=component, obj=obj)
        for component, objects in by_component.items()
        for obj in objects
    }
