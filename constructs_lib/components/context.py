"""What a component is given of its environment, and what it gives the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from constructs import Construct

from ..config import Component, Config, NeededSecret, OwnComponent, WorkloadDefaults
from ..config.backup import ACCOUNT, BackupSource
from ..config.profile_access import ProfileAccess
from ..gateway import KubeflowGateway
from ..kube import children_of
from ..workloads import Endpoint
from .settings import WebAppSettings

_Made = TypeVar("_Made", bound=Construct)


@dataclass(frozen=True, slots=True)
class Part:
    """A component that was made.

    construct: it itself. needed: the Secrets that it reads, for whoever makes Secrets.
    profile_access: who of it has to be let into every profile.
    """

    construct: Construct
    needed: Sequence[NeededSecret] = ()
    profile_access: Sequence[ProfileAccess] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """An environment's decisions, and the components that were made before.

    config: the decisions. gateway: what a page's routes and policies are made with.
    settings: how an app knows its user. parts: the components made so far, by name.
    asked: the components that have asked how their pods run.
    """

    config: Config
    gateway: KubeflowGateway
    settings: WebAppSettings
    parts: dict[str, Part] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def workload_defaults(self, component: Component | OwnComponent) -> WorkloadDefaults:
        """Return how a component's pods run."""
        self.asked.add(component.name)
        return self.config.workload_defaults(component.name)

    def image(self, reference: str) -> str:
        """Return an image as this environment pulls it: from its mirror, if it has one."""
        return self.config.images().located(reference)

    def endpoint(self, service: str, namespace: str, port: int) -> Endpoint:
        """Return a port of a Service, by its name in this cluster's DNS."""
        return Endpoint(
            service=service,
            namespace=namespace,
            port=port,
            cluster_domain=self.config.cluster_domain,
        )

    def made(self, component: Component, of: type[_Made]) -> _Made:
        """Return a component that was made before, to lead to it or to use it.

        Raises ValueError where this environment does not install it, or makes it later.
        """
        part = self.parts.get(component.name)
        if part is None or not isinstance(part.construct, of):
            raise ValueError(
                f"{of.__name__} {component.name!r} is asked for and not made; "
                f"made are {', '.join(self.parts)}"
            )
        return part.construct

    def copiers(self, kept: BackupSource, namespace: str) -> tuple[str, ...]:
        """Return the mesh identities that come to a database to copy it."""
        backup = self.config.backup
        if backup is None or kept not in backup.of:
            return ()
        return (self.config.mesh.principal(namespace, ACCOUNT),)

    @property
    def profile_access(self) -> Sequence[ProfileAccess]:
        """Who has to be let into every profile."""
        parts = (access for part in self.parts.values() for access in part.profile_access)
        own = (access for each in self.config.own for access in each.profile_access)
        return [*parts, *own]

    @property
    def needed(self) -> Sequence[NeededSecret]:
        """The Secrets that are read."""
        return [secret for part in self.parts.values() for secret in part.needed]


def parts(scope: Construct) -> Mapping[str, Construct]:
    """Return the constructs right below another, by name."""
    return children_of(scope)  # type: ignore[return-value] # nothing else has children
