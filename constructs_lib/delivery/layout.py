"""Where the files of dist/ are, and whose."""

from pathlib import PurePosixPath
from typing import Final

from ..config import Environment, Platform

BASE: Final = PurePosixPath("kubeflow/base")
OVERLAYS: Final = PurePosixPath("kubeflow/overlays")
PROFILES: Final = PurePosixPath("kubeflow/profiles")
PARENTS: Final = PurePosixPath("kubeflow/delivery")
PREREQUISITES: Final = PurePosixPath("kubeflow/prerequisites")
APPS: Final = "apps"


def is_read_by(platform: Platform, environment: Environment, path: str) -> bool:
    """Return whether an environment's Argo CD reads a file of dist/."""
    own = (BASE, PROFILES, OVERLAYS / environment.name)
    return path in files_of_applications(platform, environment) or any(
        PurePosixPath(path).is_relative_to(folder) for folder in own
    )


def files_of_applications(platform: Platform, environment: Environment) -> list[str]:
    """Return the files that an environment's Applications are in."""
    stems = ["kubeflow", "prerequisites"] if platform.products else ["kubeflow"]
    return [file_of_applications(stem, platform, environment) for stem in stems]


def file_of_applications(stem: str, platform: Platform, environment: Environment) -> str:
    """Return a file of an environment's Applications: the first one's has no name added."""
    first = environment is platform.environments[0]
    return f"{APPS}/{stem}.yaml" if first else f"{APPS}/{stem}-{environment.name}.yaml"
