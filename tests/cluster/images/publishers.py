"""Play the registries of the Internet, where each image of a platform is a small stand-in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from constructs_lib.image_reference import ImageReference
from tests.cluster.images.front import Front, Proxy, front, proxy
from tests.cluster.images.registry import Registry, registry

# Where Docker Hub answers; clients differ in which of the two they ask.
HUB: Final = ("registry-1.docker.io", "index.docker.io")
# As upstream, for one architecture alone.
ONE: Final = "gaudi"


@dataclass(frozen=True)
class Publishers:
    """The registries that publish a platform's images.

    kept: what they have, whatever their names. front: what answers for them, with TLS. proxy:
    the only way to them, which leads nowhere else.
    """

    kept: Registry
    front: Front
    proxy: Proxy

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which a program comes to them, and trusts them."""
        trusted = str(self.front.certificate)
        return {
            "HTTPS_PROXY": self.proxy.url,
            "REQUESTS_CA_BUNDLE": trusted,
            "SSL_CERT_FILE": trusted,
        }

    def push(self, references: Iterable[str]) -> None:
        """Publish stand-ins of images."""
        for each in references:
            image = ImageReference.of(each)
            architectures = ["amd64"] if ONE in each else ["amd64", "arm64"]
            self.kept.push(image.path, image.tag, architectures)


@contextmanager
def publishers(folder: Path, references: Iterable[str]) -> Iterator[Publishers]:
    """Run the registries that publish images."""
    images = sorted(references)
    hosts = {ImageReference.of(each).registry for each in images}
    names = sorted((hosts - {"docker.io"}) | (set(HUB) if "docker.io" in hosts else set()))
    with (
        registry(folder / "registry") as kept,
        front(folder / "front", kept.port, names) as before,
        proxy(dict.fromkeys(names, before.port)) as way,
    ):
        made = Publishers(kept, before, way)
        made.push(images)
        yield made
