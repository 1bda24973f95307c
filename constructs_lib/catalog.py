"""Images and versions that no release of Kubeflow names, and where images are pulled from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from .image_lock import ImageLock
from .image_reference import ImageReference
from .releases import V1_9_1, Image, Release, ReleaseImage

# For programs of our own, which need its standard library alone. Upstream runs such programs
# on python:3.7, which is unsupported since June 2023; 3.12 is supported until 2028.
# Steps that are found in the cache run an image that upstream names without any tag.
# rclone, one program, copies between S3, what speaks its language and folders.
# Silo is the fork of MinIO that is looked after, and mc its client: MinIO's own last images
# have CVE-2026-40344 and CVE-2026-41145, by which who knows an access key alone can write.
ADDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "python": "docker.io/library/python:3.12.11-alpine3.22",
        "busybox": "docker.io/library/busybox:1.37.0",
        "rclone": "docker.io/rclone/rclone:1.75.1",
        "silo": "docker.io/pgsty/silo:RELEASE.2026-09-16T00-00-00Z",
        "mc": "docker.io/pgsty/mc:RELEASE.2026-09-16T00-00-00Z",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PinnedAddOn:
    """Where something that Kubeflow needs of its platform is published, and at which version.

    repository: of its charts, as Argo CD writes it; of Git where it has no charts. charts: in
    the order in which they are installed. version: None where an environment's decisions name
    it. prefix: what the repository writes before a version.
    """

    repository: str
    charts: tuple[str, ...] = ()
    version: str | None = None
    prefix: str = ""


# The kinds of the Gateway API have no chart. Istio before 1.30 does not become ready beside
# those of 1.5 (istio/istio issue 59443), which later ones ask for (istio/istio.io pull request
# 17394). A chart 1.x of external-dns installs external-dns 0.x.
ADD_ONS: Final[Mapping[str, PinnedAddOn]] = MappingProxyType(
    {
        "gateway-api": PinnedAddOn(
            repository="https://github.com/kubernetes-sigs/gateway-api",
            version="1.4.1",
            prefix="v",
        ),
        "cert-manager": PinnedAddOn(
            repository="https://charts.jetstack.io",
            charts=("cert-manager",),
            version="1.21.2",
            prefix="v",
        ),
        "istio": PinnedAddOn(
            repository="https://istio-release.storage.googleapis.com/charts",
            charts=("base", "istiod", "cni", "ztunnel"),
        ),
        "kgateway": PinnedAddOn(
            repository="cr.kgateway.dev/kgateway-dev/charts",
            charts=("kgateway-crds", "kgateway"),
            prefix="v",
        ),
        "external-dns": PinnedAddOn(
            repository="https://kubernetes-sigs.github.io/external-dns",
            charts=("external-dns",),
            version="1.22.0",
        ),
        "argo-rollouts": PinnedAddOn(
            repository="https://argoproj.github.io/argo-helm",
            charts=("argo-rollouts",),
            version="2.41.0",
        ),
    }
)


def istio_proxy(version: str) -> str:
    """Return the image of Istio's proxy, which must be of the cluster's Istio's version."""
    return f"docker.io/istio/proxyv2:{version}"


# A host, perhaps with a port, and the path below which the mirror holds its images.
_REGISTRY: Final = re.compile(r"[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Images:
    """Where images are pulled from.

    registry: mirrors by the host of the registry that they copy, each of which holds its
    images under their own path: `{"docker.io": "mirror.example.com/hub"}` pulls
    `docker.io/istio/proxyv2:1.25.1` as `mirror.example.com/hub/istio/proxyv2:1.25.1`. One
    mirror alone is for every registry of the catalog. Images of other registries, and all
    where it is None, are pulled from where they are. as_shipped: keep the images that can no
    longer be pulled, to compare with upstream; nothing that is to run wants it.
    release: whose images they are. lock: their digests, which references then name besides the
    tags; None names tags alone.
    Raises ValueError for a mirror with a scheme, a tag or a trailing slash, and for a source
    that is no host.
    """

    registry: str | Mapping[str, str] | None = None
    as_shipped: bool = False
    release: Release = V1_9_1
    lock: ImageLock | None = None

    def __post_init__(self) -> None:
        for source, mirror in self.mirrors.items():
            _check_registry(mirror)
            if not (_REGISTRY.fullmatch(source) and _is_host(source)) or "/" in source:
                raise ValueError(
                    f"registry maps hosts to mirrors, such as {{'docker.io': {mirror!r}}}; "
                    f"got {source!r} for a host"
                )

    @property
    def mirrors(self) -> Mapping[str, str]:
        """The mirrors by the host that they copy."""
        if self.registry is None or isinstance(self.registry, Mapping):
            return self.registry or {}
        return dict.fromkeys(_hosts(self.release), self.registry)

    def named(self, name: str) -> str:
        """Return where an image of the catalog or of the release is pulled from."""
        return self.located(ADDED.get(name, ReleaseImage(name)))

    def located(self, image: Image) -> str:
        """Return where an image of any origin is pulled from."""
        return self.pinned(self.published(image))

    def published(self, image: Image) -> str:
        """Return an image as its publisher names it, or the one in the place of a lost one."""
        return self._pullable(self.release.reference(image))

    def copied(self, published: str) -> str:
        """Return where the mirrors have an image, without what the lock knows of it."""
        reference = ImageReference.of(published)
        mirror = self.mirrors.get(reference.registry)
        if mirror is None or published.startswith(f"{mirror}/"):
            return published
        return f"{mirror}/{reference.path}{reference.version}"

    def pinned(self, published: str) -> str:
        """Return where an image is pulled from, by its publisher's name for it."""
        place = self.copied(published)
        locked = self.lock.get(published) if self.lock else None
        # A tag remains for who reads it: runtimes pull by the digest.
        return f"{place}@{locked.digest}" if locked and "@" not in place else place

    def _pullable(self, reference: str) -> str:
        """Return an image, or the one in the place of one that is gone."""
        return (
            reference if self.as_shipped else self.release.replaced.get(reference, reference)
        )

    def check_copied(self, references: Iterable[str]) -> None:
        """Refuse a mirror of a registry from which nothing comes."""
        hosts = {ImageReference.of(self._pullable(each)).registry for each in references}
        if isinstance(self.registry, Mapping) and (unused := self.registry.keys() - hosts):
            raise ValueError(
                f"registry maps {min(unused)!r}, from where no image comes; they come from "
                f"{', '.join(sorted(hosts))}"
            )

    def check_apart(self, references: Iterable[str]) -> None:
        """Refuse images that would be one in a mirror, for which it can hold one alone."""
        origins: dict[str, str] = {}
        for reference in sorted(references):
            real = ImageReference.of(self._pullable(reference))
            origin = f"{real.name}{real.version}"
            first = origins.setdefault(self.located(reference), origin)
            if first != origin:
                raise ValueError(
                    f"{first!r} and {origin!r} would both be {self.located(reference)!r}; "
                    f"give their registries mirrors of their own, such as "
                    f"registry={{'docker.io': 'mirror.example.com/hub', …}}"
                )


def _check_registry(registry: str) -> None:
    if "://" in registry:
        raise ValueError(
            f"registry must have no scheme: write {registry.split('://', 1)[1]!r}, "
            f"not {registry!r}"
        )
    host = registry.partition("/")[0]
    if not (_REGISTRY.fullmatch(registry) and _is_host(host)):
        raise ValueError(
            f"registry must be a host and a path such as 'mirror.example.com/kubeflow', "
            f"got {registry!r}"
        )


def _is_host(part: str) -> bool:
    return "." in part or ":" in part or part == "localhost"


@cache
def _hosts(release: Release) -> tuple[str, ...]:
    """Return where the images of a release and of the catalog are from, and Istio's proxy."""
    named = (release.images, ADDED, release.replaced, release.notebook_images)
    references = (istio_proxy(""), *(each for images in named for each in images.values()))
    return tuple(dict.fromkeys(ImageReference.of(each).registry for each in references))
