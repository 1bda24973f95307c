"""An environment about which questions are asked, and what its objects do not say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..config import Ambient, Config
from ..config import Scraper as ConfiguredScraper
from ..config.mesh import TRUST_DOMAIN
from ..kube import Object
from .profiles import Controllers, owners
from .world import Mesh, World, is_captured


@dataclass(frozen=True, kw_only=True)
class Scraper:
    """The Prometheus that reads the platform's metrics: its account, and whether meshed."""

    namespace: str
    account: str
    captured: bool


@dataclass(frozen=True, kw_only=True)
class Site:
    """The objects of an environment, its profiles by name with their owners, and its mesh.

    `site_of` makes one of a platform.
    files: the text of each file of dist/ by path, to name the file of an object.
    """

    objects: Sequence[Object]
    profiles: Mapping[str, str] = field(default_factory=dict)
    mesh: Mesh = field(default_factory=Mesh)
    scraper: Scraper | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        config: Config,
        objects: Sequence[Object],
        *,
        profiles: Mapping[str, str] | None = None,
        files: Mapping[str, str] | None = None,
    ) -> "Site":
        """Return an environment by its configuration and objects.

        profiles: owners by profile, besides those of Profiles among the objects.
        Raises ValueError for a mesh with sidecars, which nothing here decides about.
        """
        mesh = config.mesh
        if not isinstance(mesh, Ambient):
            raise ValueError(  # noqa: TRY004 - the type is right, and not followed here
                "requests are explained in an ambient mesh; with Sidecars each pod's own "
                "proxy decides, which is not followed here"
            )
        told = config.monitoring
        return cls(
            objects=objects,
            profiles={**owners(objects), **(profiles or {})},
            mesh=Mesh(
                trust_domain=mesh.trust_domain,
                root_namespace=mesh.root_namespace or mesh.istiod_namespace,
            ),
            scraper=_scraper(told.scraper) if told else None,
            files=files or {},
        )

    @classmethod
    def found(cls, objects: Sequence[Object]) -> "Site | None":
        """Return an environment by its objects alone, or None where none is in the mesh.

        Its trust domain is that of the principal which the controllers of profiles are told;
        mesh-wide policies are taken to be in Istio's default namespace.
        """
        labels = (
            each["metadata"].get("labels") or {}
            for each in objects
            if each["kind"] == "Namespace"
        )
        if not any(is_captured({}, each) for each in labels):
            return None
        controllers = Controllers.of(objects)
        told = controllers.told["ISTIO_INGRESS_GATEWAY_PRINCIPAL"] if controllers else ""
        mesh = Mesh(trust_domain=told.partition("/")[0] or TRUST_DOMAIN)
        return cls(objects=objects, profiles=owners(objects), mesh=mesh)

    @property
    def controllers(self) -> Controllers | None:
        """The controllers of profiles, None where the environment has none."""
        return Controllers.of(self.objects)

    def world(self, *more: Object) -> World:
        """Return the environment with what its controllers make of its profiles.

        more: objects besides.
        """
        controllers = self.controllers
        made: list[Object] = []
        for name, owner in self.profiles.items() if controllers else ():
            made += controllers.made_of(name, owner)  # type: ignore[union-attr]
        mirrored = [
            copy
            for each in self.objects
            if controllers and _is_of(each, self.profiles)
            for copy in controllers.mirrored(each)
        ]
        return World([*self.objects, *made, *mirrored, *more], self.mesh)


def _scraper(told: ConfiguredScraper) -> Scraper:
    return Scraper(namespace=told.namespace, account=told.account, captured=told.mesh == "in")


def _is_of(obj: Object, profiles: Mapping[str, str]) -> bool:
    return obj["kind"] == "AuthorizationPolicy" and obj["metadata"]["namespace"] in profiles
