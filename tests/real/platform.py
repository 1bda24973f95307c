"""The platform that a real cluster gets: all of it by Argo CD, from one repository."""

from typing import Final

from constructs_lib import (
    AddOn,
    Ambient,
    AppOfApps,
    Config,
    Edge,
    Environment,
    GitRepository,
    Hooks,
    Kgateway,
    Platform,
    PlatformPrerequisites,
    PrerequisiteCheck,
    SmokeTest,
    Tls,
)
from constructs_lib.config import SAMPLE_PROFILE

HOST: Final = "kubeflow.example.com"
OWNER: Final = SAMPLE_PROFILE.owner
PROFILE: Final = SAMPLE_PROFILE.name
# kind v0.30.0 runs Kubernetes 1.34, which Istio knows since 1.28.
_ISTIO: Final = "1.28.0"
_KGATEWAY: Final = "2.2.0"
_ADD_ONS: Final = ("gateway-api", "cert-manager", "istio", "kgateway")


def platform(repository: str) -> Platform:
    """Return it, as Argo CD reads it at an address."""
    config = Config(
        host=HOST,
        mesh=Ambient(istio=_ISTIO),
        edge=Edge(tls=Tls(), kgateway=Kgateway(version=_KGATEWAY)),
        hooks=Hooks(before=PrerequisiteCheck(), after=SmokeTest()),
    )
    return Platform(
        environments=(Environment("default", config),),
        profiles=(SAMPLE_PROFILE,),
        repository=GitRepository(url=repository),
        delivery=AppOfApps(),
        prerequisites=PlatformPrerequisites(
            add_ons=tuple(AddOn(name=name) for name in _ADD_ONS)
        ),
    )
