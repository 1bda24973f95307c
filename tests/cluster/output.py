"""Read the objects of dist/."""

import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from constructs_lib import Config, Environment, Platform, Profile
from constructs_lib.config import COMPONENTS
from constructs_lib.config.components import (
    KSERVE,
    KSERVE_MODELS_WEB_APP,
    OPTIONAL,
    SPARK_OPERATOR,
)
from constructs_lib.delivery import profile_files
from constructs_lib.platform import synthesize
from constructs_lib.releases import V1_9_1, Release

ROOT: Final = Path(__file__).parents[2]


@cache
def built(folder: str) -> list[dict[str, Any]]:
    """Return the objects that kustomize makes of a folder of dist/."""
    text = subprocess.run(
        ["kubectl", "kustomize", f"dist/{folder}"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return list(yaml.load_all(text, yaml.CSafeLoader))


def overlay() -> list[dict[str, Any]]:
    """Return everything of the default environment."""
    return built("kubeflow/overlays/default")


@cache
def environment_of_models(release: Release = V1_9_1) -> Mapping[str, list[dict[str, Any]]]:
    """Return an environment that chose KServe, its page and Spark besides, by component."""
    components = (*COMPONENTS, *(each.name for each in OPTIONAL))
    config = Config(release=release, components=components)
    made = synthesize(Platform(environments=(Environment("serving", config),)))
    return made.environments["serving"]


def serving() -> list[dict[str, Any]]:
    """Return the objects of KServe and its page in an environment that chose them."""
    found = environment_of_models()
    return [obj for each in (KSERVE, KSERVE_MODELS_WEB_APP) for obj in found[each.name]]


def spark() -> list[dict[str, Any]]:
    """Return the objects of the Spark operator in an environment that chose it."""
    return environment_of_models()[SPARK_OPERATOR.name]


def of_profile(profile: Profile, kind: str) -> list[dict[str, Any]]:
    """Return a profile's objects of a kind, as its file in the repository has them."""
    files = profile_files([profile], Config())
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
    theirs = {named(obj) for obj in built("kubeflow/base")}
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
