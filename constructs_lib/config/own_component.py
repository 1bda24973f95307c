"""Components that a platform adds to Kubeflow's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .checks import check_image, check_label, check_unique
from .components import KNOWN, KUBEFLOW_NAMESPACE, Component, IngressRule
from .links import Links
from .mesh import Mesh
from .profile_access import ProfileAccess
from .profiles import RESERVED
from .secrets import NeededSecret


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnComponent:
    """A component of your own, deployed alongside Kubeflow's.

    name: of its file in dist/, and its key in `Config(workloads=…, resources=…)` and in links.
    build: creates its objects. It is called with a scope, whose chart has the component's
    namespace, and with the environment's `Context`: its config, the gateway for routes, and
    the components built before.
    namespace: of its objects. One other than Kubeflow's is created, as part of the mesh; in an
    ambient mesh `reached_by` then decides who may connect to its pods, and no one else may.
    links: added to the dashboard. reached_by: who may connect to its pods; the NetworkPolicy
    and the mesh's AuthorizationPolicy follow from it. without_clients: names of its workloads
    that nothing calls.
    needs: components that it requires. images: references that it runs, for `images` and for
    mirrors; `context.image(…)` returns each with this environment's registry.
    secrets: Secrets that its pods read, created as `Config(secrets=…)` says.
    profile_access: its callers that every profile admits.
    Raises ValueError for a name that Kubeflow uses, for a namespace of another part, for
    duplicate rule names, for an image without a tag, and for a Secret in another namespace.
    """

    name: str
    build: Callable[[Any, Any], object]
    namespace: str = KUBEFLOW_NAMESPACE
    links: Links = Links()
    reached_by: tuple[IngressRule, ...] = ()
    without_clients: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    secrets: tuple[NeededSecret, ...] = ()
    profile_access: tuple[ProfileAccess, ...] = ()

    def __post_init__(self) -> None:
        check_label(self.name, "own component")
        check_label(self.namespace, f"namespace of {self.name!r}")
        if self.name in KNOWN:
            raise ValueError(
                f"{self.name!r} is the name of a component or file of Kubeflow; choose "
                "another name"
            )
        if self.namespace != KUBEFLOW_NAMESPACE and self.namespace in RESERVED:
            raise ValueError(
                f"namespace {self.namespace!r} of {self.name!r} belongs to the cluster or "
                "another part, and the component would take it over and close it; choose a "
                "namespace of its own"
            )
        check_unique((rule.name for rule in self.reached_by), f"rule of {self.name!r}")
        for image in self.images:
            check_image(image, f"image of {self.name!r}")
        for secret in self.secrets:
            if secret.namespace != self.namespace:
                raise ValueError(
                    f"secret {secret.name!r} of {self.name!r} is in namespace "
                    f"{secret.namespace!r}, but its pods are in {self.namespace!r}; use "
                    f"NeededSecret(namespace={self.namespace!r})"
                )

    def check_place(self, mesh: Mesh, *, guards_profiles: bool) -> None:
        """Refuse settings that have no effect in a mesh or take over one of its namespaces.

        guards_profiles: whether waypoints decide who reaches profiles.
        """
        if self.namespace in {*mesh.namespaces} - {KUBEFLOW_NAMESPACE}:
            raise ValueError(
                f"namespace {self.namespace!r} of {self.name!r} belongs to the mesh; give the "
                "component one of its own"
            )
        if self.profile_access and not guards_profiles:
            raise ValueError(
                f"{self.name!r} needs access to profiles, which waypoints grant: install "
                "'profiles' with mesh=Ambient(), or leave out profile_access"
            )
        for rule in self.reached_by:
            for caller in rule.callers:
                domain, _, place = caller.partition("/")
                if place and domain not in ("*", mesh.trust_domain):
                    raise ValueError(
                        f"policy {rule.name!r} of {self.name!r} admits {caller!r}, an "
                        f"identity of another trust domain: the mesh's is "
                        f"{mesh.trust_domain!r}; write '{mesh.trust_domain}/{place}'"
                    )

    @property
    def component(self) -> Component:
        """Return its description for the rest of the library."""
        return Component(
            name=self.name,
            group=self.name,
            needs=self.needs,
            links=self.links,
            reached_by=self.reached_by,
            without_clients=self.without_clients,
            namespace=self.namespace,
        )
