"""Read the objects of dist/, or of the same platform with another release."""

import atexit
import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from constructs_lib import Config, Environment, Platform, Profile
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.config.components import (
    KSERVE,
    KSERVE_MODELS_WEB_APP,
    SPARK_OPERATOR,
    TRAINER,
)
from constructs_lib.delivery import profile_files
from constructs_lib.delivery.layout import base_of
from constructs_lib.platform import synthesize
from constructs_lib.queues import Queue, Queues, Share
from constructs_lib.releases import RELEASES, V1_9_1, V1_11_0, Release
from constructs_lib.serving import Exposure, Models, Paths
from main import platform
from tests.kustomize import build_kept, write

ROOT: Final = Path(__file__).parents[2]
# The name of the release that the shared environments run, if not the default one.
VARIABLE: Final = "KUBEFLOW_GITOPS_RELEASE"


def release() -> Release:
    """Return the release that the shared environments run."""
    name = os.environ.get(VARIABLE, V1_9_1.name)
    return next(each for each in RELEASES if each.name == name)


def known_as(name: str) -> str:
    """Return what that release calls an object of v1.9.1."""
    return release().named(name)


def selecting(pods: str, label: str, value: str) -> tuple[str, str]:
    """Return a label of a component's pods, or its `app` where that release has others."""
    others = release().selectors.get(pods)
    return ("app", others["app"]) if others else (label, value)


@cache
def dist() -> Path:
    """Return dist/ as it is committed, or what the same platform is with another release."""
    if release() == V1_9_1:
        return ROOT / "dist"
    main = platform()
    environments = tuple(
        replace(each, config=replace(each.config, release=release()))
        for each in main.environments
    )
    files = synthesize(replace(main, environments=environments)).files
    folder = tempfile.TemporaryDirectory(prefix=f"kubeflow-{release().name}-")
    atexit.register(folder.cleanup)
    return write(files, Path(folder.name))


@cache
def built(folder: str) -> list[dict[str, Any]]:
    """Return the objects that kustomize makes of a folder of dist/."""
    return build_kept(dist() / folder)


def overlay() -> list[dict[str, Any]]:
    """Return everything of the default environment."""
    return built("kubeflow/overlays/default")


@cache
def environment_of_models(
    of: Release | None = None, exposure: Exposure = Paths()
) -> Mapping[str, list[dict[str, Any]]]:
    """Return an environment that chose KServe, its page and Spark besides, by component.

    of: the release that it runs, if not that of the shared environments. exposure: how its
    models are reached.
    """
    runs = of or release()
    components = (*COMPONENTS, *(each.name for each in optional_in(runs)))
    config = Config(release=runs, components=components, models=Models(exposure=exposure))
    made = synthesize(Platform(environments=(Environment("serving", config),)))
    return made.environments["serving"]


def base() -> list[dict[str, Any]]:
    """Return what upstream ships of the default environment."""
    return built(str(base_of(release())))


def serving(exposure: Exposure = Paths()) -> list[dict[str, Any]]:
    """Return the objects of KServe and its page in an environment that chose them."""
    found = environment_of_models(exposure=exposure)
    return [obj for each in (KSERVE, KSERVE_MODELS_WEB_APP) for obj in found[each.name]]


def spark() -> list[dict[str, Any]]:
    """Return the objects of the Spark operator in an environment that chose it."""
    return environment_of_models()[SPARK_OPERATOR.name]


def release_with_trainer() -> Release:
    """Return the release of the shared environments, or the first that has Trainer."""
    return release() if release().trainer else V1_11_0


@cache
def environment_with_trainer() -> Mapping[str, list[dict[str, Any]]]:
    """Return an environment with Trainer and a queue for its jobs, by component."""
    queue = Queue(name="research", cpu=Share("8"), memory=Share("32Gi"))
    config = Config(
        release=release_with_trainer(),
        components=(*COMPONENTS, TRAINER.name),
        queues=Queues(queues=(queue,)),
    )
    made = synthesize(Platform(environments=(Environment("training", config),)))
    return made.environments["training"]


def trainer() -> list[dict[str, Any]]:
    """Return the objects of Trainer in an environment that chose it."""
    return environment_with_trainer()[TRAINER.name]


def of_profile(profile: Profile, kind: str) -> list[dict[str, Any]]:
    """Return a profile's objects of a kind, as its file in the repository has them."""
    files = profile_files([profile], Config(release=release()))
    return [
        obj for obj in files[f"kubeflow/profiles/{profile.name}.yaml"] if obj["kind"] == kind
    ]


def shipped(kind: str, name: str) -> dict[str, Any]:
    """Return the one object of the default environment with this kind and name."""
    (found,) = (
        obj for obj in overlay() if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    )
    return found


def added(*kinds: str) -> list[dict[str, Any]]:
    """Return the default environment's objects that Kubeflow's base has none of, by kind."""
    theirs = {named(obj) for obj in base()}
    return [
        obj
        for obj in overlay()
        if named(obj) not in theirs
        if not kinds or obj["kind"] in kinds
    ]


def named(obj: dict[str, Any]) -> str:
    """Return the name of an object in a test's id."""
    metadata = obj["metadata"]
    within = f"{metadata['namespace']}/" if "namespace" in metadata else ""
    return f"{obj['kind']} {within}{metadata['name']}"
