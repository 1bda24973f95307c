"""Components that a platform adds to Kubeflow's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .checks import check_image, check_label, check_unique
from .components import KNOWN, KUBEFLOW_NAMESPACE, Component, IngressRule
from .links import Links
from .profile_access import ProfileAccess
from .profiles import RESERVED
from .secrets import NeededSecret


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnComponent:
    """A component of your own, which an environment gets beside Kubeflow's.

    name: of its file in dist/; `Config(workloads=…, resources=…)` and links know it by that.
    build: makes its objects. It is called with a construct to make them in, whose chart has
    the component's namespace, and with the environment's `Context`: its decisions, the
    gateway for routes, and what was made before.
    namespace: where its objects are. One other than Kubeflow's is made, as part of the mesh;
    in an ambient mesh nobody may call there what `reached_by` does not open.
    links: what it adds to the dashboard. reached_by: who may connect to its pods; the
    NetworkPolicy and the policy of the mesh follow from it. without_clients: names of its
    workloads that nothing calls.
    needs: components that it cannot work without. images: references that it runs, for
    `images` and for mirrors; `context.image(…)` gives each as this environment pulls it.
    secrets: Secrets that its pods read, made as `Config(secrets=…)` says.
    profile_access: whom of it every profile has to let in.
    Raises ValueError for a name that Kubeflow has, for a namespace that is another part's, for
    two rules of one name, for an image without a tag, and for a Secret in another namespace.
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
                f"Kubeflow has a component or a file {self.name!r}; give yours another name"
            )
        if self.namespace != KUBEFLOW_NAMESPACE and self.namespace in RESERVED:
            raise ValueError(
                f"namespace {self.namespace!r} of {self.name!r} is the cluster's or another "
                f"part's, and would be taken over and shut; give the component one of its own"
            )
        check_unique((rule.name for rule in self.reached_by), f"rule of {self.name!r}")
        for image in self.images:
            check_image(image, f"image of {self.name!r}")
        for secret in self.secrets:
            if secret.namespace != self.namespace:
                raise ValueError(
                    f"secret {secret.name!r} of {self.name!r} is in namespace "
                    f"{secret.namespace!r}, and its pods are in {self.namespace!r}; "
                    f"say NeededSecret(namespace={self.namespace!r})"
                )

    @property
    def component(self) -> Component:
        """Return what the rest of the library knows of it."""
        return Component(
            name=self.name,
            group=self.name,
            needs=self.needs,
            links=self.links,
            reached_by=self.reached_by,
            without_clients=self.without_clients,
            namespace=self.namespace,
        )
