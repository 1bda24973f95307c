"""Refuse profiles that do not fit the config of their environment."""

from collections.abc import Iterable

from .components import KSERVE
from .environment import Config
from .mesh import Ambient
from .pod_default import check_pod_defaults
from .profiles import Profile, with_pod_defaults


def check_pod_defaults_of(profiles: Iterable[Profile], config: Config) -> None:
    """Refuse PodDefaults that conflict with each other, the form or the mesh."""
    completed = [with_pod_defaults(profile, config.profiles) for profile in profiles]
    found = [default for profile in completed for default in profile.pod_defaults]
    check_pod_defaults(found, config.notebooks.spawner.pod_defaults)
    if isinstance(config.mesh, Ambient) and config.tenants.mesh == "guarded":
        for default in found:
            default.check_in_mesh()


def check_roles_of_stores(profiles: Iterable[Profile], config: Config) -> None:
    """Refuse profiles without a key or a role for their artifacts."""
    if "pipelines" not in config.components or not config.pipelines.takes_role:
        return
    for profile in profiles:
        if profile.aws is None:
            raise ValueError(
                f"profile {profile.name!r} has no access to artifacts, since the store needs "
                "a role; set Profile(plugins=(AwsIamForServiceAccount(IamRole(...)),))"
            )


def check_models(profile: Profile, environment: str, config: Config) -> None:
    """Refuse a volume or callers of models where nothing serves any, or no waypoint asks."""
    wishes = {
        "model_volume": profile.model_volume,
        "model_callers": profile.model_callers,
        "public_models": profile.public_models,
    }
    wished = [name for name, value in wishes.items() if value]
    if wished and not config.installs(KSERVE):
        raise ValueError(
            f"profile {profile.name!r} has {wished[0]}, but environment {environment!r} "
            f"serves no models; add 'kserve' to its components, or give the profile to others "
            f"alone by Environment(profiles=...)"
        )
    if not (profile.model_callers or profile.public_models):
        return
    if config.model_exposure is None:
        raise ValueError(
            f"profile {profile.name!r} has {wished[-1]}, but nothing in environment "
            f"{environment!r} leads to models; give Models(exposure=Paths()), or leave "
            f"{wished[-1]} out"
        )
    if not config.guards_profiles:
        raise ValueError(
            f"profile {profile.name!r} has {wished[-1]}, but environment {environment!r} has "
            f"no waypoint that would let them in to single models; choose mesh=Ambient(), or "
            f"leave them out"
        )
