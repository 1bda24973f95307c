"""Pass an environment to its components, and results between them."""

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
    """A component built so far.

    construct: the component. needed: the Secrets that it reads.
    profile_access: its callers that every profile must admit.
    """

    construct: Construct
    needed: Sequence[NeededSecret] = ()
    profile_access: Sequence[ProfileAccess] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """An environment's config, and the components built so far.

    config: the environment's. gateway: creates a page's routes and policies.
    settings: how an app identifies its user. parts: the components built so far, by name.
    asked: the components that have requested their pods' settings.
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
        return self.config.image_source().located(reference)

    def endpoint(self, service: str, namespace: str, port: int) -> Endpoint:
        """Return a port of a Service, by its name in this cluster's DNS."""
        return Endpoint(
            service=service,
            namespace=namespace,
            port=port,
            cluster_domain=self.config.cluster_domain,
        )

    def made(self, component: Component, of: type[_Made]) -> _Made:
        """Return an earlier component, to route to it or to use it.

        Raises ValueError if this environment does not install it, or creates it later.
        """
        part = self.parts.get(component.name)
        if part is None or not isinstance(part.construct, of):
            raise ValueError(
                f"{of.__name__} {component.name!r} is requested but not built; built so far "
                f"are {', '.join(self.parts)}"
            )
        return part.construct

    def copiers(self, kept: BackupSource, namespace: str) -> tuple[str, ...]:
        """Return the mesh identities that back up a database."""
        backup = self.config.backup
        if backup is None or kept not in backup.of:
            return ()
        return (self.config.mesh.principal(namespace, ACCOUNT),)

    @property
    def profile_access(self) -> Sequence[ProfileAccess]:
        """The callers that every profile must admit."""
        parts = (access for part in self.parts.values() for access in part.profile_access)
        own = (access for each in self.config.own for access in each.profile_access)
        return [*parts, *own]

    @property
    def needed(self) -> Sequence[NeededSecret]:
        """The Secrets that components read."""
        return [secret for part in self.parts.values() for secret in part.needed]


def parts(scope: Construct) -> Mapping[str, Construct]:
    """Return the children of a construct by name."""
    return children_of(scope)  # type: ignore[return-value] # nothing else has children
