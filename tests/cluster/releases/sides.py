"""One environment with two releases: what the repository has of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib import (
    Config,
    Environment,
    GitRepository,
    MetacontrollerSettings,
    Platform,
    Release,
    Retry,
    SyncPolicy,
)
from constructs_lib.config import COMPONENTS, Models, optional_in
from constructs_lib.platform import Synthesis, synthesize
from constructs_lib.releases import RELEASES
from constructs_lib.review.upgrade import Side, side_of
from tests.kustomize import build, write

Object = dict[str, Any]
Key = tuple[str, str, str]

NAME: Final = "production"
REPOSITORY: Final = GitRepository()


@dataclass(frozen=True)
class Step:
    """From one release to a newer one, with every component that both have."""

    old: Release
    new: Release

    def __str__(self) -> str:
        return f"{self.old.name} to {self.new.name}"


JUMP: Final = Step(RELEASES[0], RELEASES[-1])
STEPS: Final = (*(Step(old, new) for old, new in pairwise(RELEASES)), JUMP)

# Upstream writes a namespace on some of these, of which the API server knows nothing.
_EVERYWHERE: Final = frozenset({"CompositeController", "DecoratorController"})
_OPTIONS: Final = "argocd.argoproj.io/sync-options"
_WAVE: Final = "argocd.argoproj.io/sync-wave"


@dataclass(frozen=True)
class Published:
    """What the repository has of the environment.

    root: dist/, as a folder. objects: as kustomize makes them. applications: as whoever runs
    Argo CD applies them. side: what a plan compares.
    """

    root: Path
    objects: list[Object]
    applications: list[Object]
    side: Side

    @property
    def release(self) -> Release:
        """The release that the environment runs."""
        return self.side.release

    def by_key(self) -> Mapping[Key, Object]:
        """Return the objects by what tells them apart."""
        return {key(obj): obj for obj in self.objects}

    def in_order(self) -> list[Object]:
        """Return the objects by their waves."""
        return sorted(self.objects, key=_wave)


def platform(step: Step, release: Release, repository: GitRepository = REPOSITORY) -> Platform:
    """Return the platform on one side of a step, with every component that can be chosen.

    Metacontroller has upstream's rights, since these change in a way that the API server
    refuses.
    """
    config = Config(
        release=release,
        host="kubeflow.example.com",
        components=(*COMPONENTS, *(each.name for each in optional_in(step.old))),
        metacontroller=MetacontrollerSettings(rights="upstream"),
        # They would be written by Metacontroller, which has too many rights for that.
        models=Models(exposure=None),
    )
    # By default the first of ten waits is 10 s.
    sync = SyncPolicy(retry=Retry(first=timedelta(seconds=2)))
    return Platform(
        environments=(Environment(NAME, config, sync=sync),), repository=repository
    )


@cache
def published(step: Step, release: Release, folder: Path) -> Published:
    """Return what the repository has on one side of a step."""
    made = _synthesized(step, release)
    root = write(made.files, folder / f"{step}, {release.name}")
    return Published(
        root=root,
        objects=build(root / f"kubeflow/overlays/{NAME}"),
        applications=[
            obj for file in (root / "apps").glob("*.yaml") for obj in _documents(file)
        ],
        side=side(step, release),
    )


def side(step: Step, release: Release) -> Side:
    """Return what a plan compares on one side of a step."""
    made = _synthesized(step, release)
    [environment] = platform(step, release).environments
    return side_of(environment, made.environments[NAME], made.files)


@cache
def _synthesized(step: Step, release: Release) -> Synthesis:
    return synthesize(platform(step, release))


def key(obj: Object) -> Key:
    """Return what tells an object from others."""
    metadata = obj["metadata"]
    namespace = "" if obj["kind"] in _EVERYWHERE else metadata.get("namespace", "")
    return obj["kind"], namespace, metadata["name"]


def pruned(before: Published, after: Published) -> list[Object]:
    """Return what Argo CD deletes: no definition, and nothing that says so."""
    kept = after.by_key()
    return [
        obj
        for obj in reversed(before.in_order())
        if key(obj) not in kept
        and obj["kind"] != "CustomResourceDefinition"
        and "Prune=false" not in obj["metadata"].get("annotations", {}).get(_OPTIONS, "")
    ]


def _wave(obj: Object) -> int:
    return int(obj["metadata"].get("annotations", {}).get(_WAVE, 0))


def _documents(file: Path) -> Iterator[Object]:
    return (obj for obj in yaml.load_all(file.read_text("utf-8"), yaml.CSafeLoader) if obj)
