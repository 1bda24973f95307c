"""Define the paths of dist/, and which environment each file belongs to."""

from pathlib import PurePosixPath
from typing import Final

from ..config import Environment, GitRepository, Platform
from ..releases import V1_9_1, Release

# Of v1.9.1; the others have a folder each.
BASE: Final = PurePosixPath("kubeflow/base")
BASES: Final = PurePosixPath("kubeflow/bases")
OVERLAYS: Final = PurePosixPath("kubeflow/overlays")
PROFILES: Final = PurePosixPath("kubeflow/profiles")
PARENTS: Final = PurePosixPath("kubeflow/delivery")
PREREQUISITES: Final = PurePosixPath("kubeflow/prerequisites")
APPS: Final = "apps"
# The version that made dist/: the one file that every new version changes.
VERSION: Final = "kubeflow/version.yaml"


def base_of(release: Release) -> PurePosixPath:
    """Return the folder of a release's base."""
    return BASE if release == V1_9_1 else BASES / release.name


def is_read_by(platform: Platform, environment: Environment, path: str) -> bool:
    """Return whether a file of dist/ is for an environment's Argo CD, or names the version."""
    whole = [base_of(environment.config.release), OVERLAYS / environment.name]
    if not platform.profiles_repository:
        if PurePosixPath(path).parent == PROFILES:
            return True
        whole.append(own_profiles(environment))
    return path in (VERSION, *files_of_applications(platform, environment)) or any(
        PurePosixPath(path).is_relative_to(folder) for folder in whole
    )


def own_profiles(environment: Environment) -> PurePosixPath:
    """Return the folder of the profiles that only one environment has."""
    return PROFILES / environment.name


def goes_to(platform: Platform, repository: GitRepository, path: str) -> bool:
    """Return whether a file of dist/ goes to a repository.

    If environments have several repositories, each contains the bases of its environments.
    """
    if platform.profiles_repository and PurePosixPath(path).is_relative_to(PROFILES):
        return platform.profiles_repository == repository
    environments = [each for each in platform.environments if _is_of(platform, each, path)]
    return any(
        platform.repository_of(each) == repository
        for each in environments or platform.environments
    )


def _is_of(platform: Platform, environment: Environment, path: str) -> bool:
    """Return whether a file belongs to this environment, and not to every one."""
    own = (
        base_of(environment.config.release),
        OVERLAYS / environment.name,
        PREREQUISITES / environment.name,
        own_profiles(environment),
    )
    return (
        path in files_of_applications(platform, environment)
        or path == str(PARENTS / f"{environment.name}.yaml")
        or any(PurePosixPath(path).is_relative_to(folder) for folder in own)
    )


def files_of_applications(platform: Platform, environment: Environment) -> list[str]:
    """Return the files of an environment's Applications."""
    stems = ["kubeflow", "prerequisites"] if platform.add_ons else ["kubeflow"]
    return [file_of_applications(stem, platform, environment) for stem in stems]


def file_of_applications(stem: str, platform: Platform, environment: Environment) -> str:
    """Return a file of an environment's Applications: the first one's has no name added."""
    first = environment is platform.environments[0]
    return f"{APPS}/{stem}.yaml" if first else f"{APPS}/{stem}-{environment.name}.yaml"
