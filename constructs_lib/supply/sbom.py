"""List what an environment is made of as CycloneDX: images, charts and kinds."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid5

from .._version import __version__
from ..catalog import ADD_ONS
from ..config import AddOn, Config
from ..image_reference import ImageReference
from ..kube.resource import Object
from .credentials import needing
from .used import UsedImage, used_images

if TYPE_CHECKING:
    from cyclonedx.model.component import Component

_NAME: Final = "kubeflow-gitops"
# By which the same list gets the same serial number.
_SPACE: Final = uuid5(NAMESPACE_URL, "https://cyclonedx.org/kubeflow-gitops")


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """What an environment is made of.

    name: the environment's. config: its. objects: all of them. add_ons: what Argo CD installs
    beside them.
    """

    name: str
    config: Config
    objects: tuple[Object, ...]
    add_ons: tuple[AddOn, ...] = ()


def sbom(made: Made) -> str:
    """Return the software bill of materials of an environment, as JSON of CycloneDX 1.6.

    The same environment gives the same list; its moment is that of $SOURCE_DATE_EPOCH, or now.
    Raises RuntimeError without CycloneDX' library, which the extra `sbom` brings.
    """
    with needing("sbom"):
        from cyclonedx.model.bom import Bom
        from cyclonedx.model.component import Component, ComponentType
        from cyclonedx.output.json import JsonV1Dot6
    platform = Component(
        type=ComponentType.PLATFORM,
        name=f"kubeflow-{made.name}",
        version=made.config.release.name,
        bom_ref=f"environment/{made.name}",
    )
    bom = Bom(components=_components(made))
    bom.metadata.component = platform
    bom.metadata.tools.components.add(_library())
    bom.metadata.timestamp = _moment()
    bom.register_dependency(platform, bom.components)
    content = sorted(str(each.bom_ref.value) + str(each.version) for each in bom.components)
    key = "\n".join([made.name, made.config.release.name, __version__, *content])
    bom.serial_number = uuid5(_SPACE, sha256(key.encode()).hexdigest())
    return f"{json.dumps(json.loads(JsonV1Dot6(bom).output_as_string()), indent=2)}\n"


def _moment() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


def _library() -> "Component":
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    return Component(
        type=ComponentType.APPLICATION,
        name=_NAME,
        version=__version__,
        purl=PackageURL("pypi", name=_NAME, version=__version__),
    )


def _components(made: Made) -> Iterator["Component"]:
    for image in used_images(made.config, made.objects):
        yield _image(image)
    for add_on in made.add_ons:
        yield from _charts(add_on, made.config)
    yield from _kinds(made.objects)


def _image(used: UsedImage) -> "Component":
    from cyclonedx.model import HashAlgorithm, HashType, Property
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    image = ImageReference.of(used.reference)
    real = ImageReference.of(used.published)
    digest = image.digest
    qualifiers = {"repository_url": image.name, **({"tag": image.tag} if image.tag else {})}
    hashes = (
        [HashType(alg=HashAlgorithm.SHA_256, content=digest.partition(":")[2])]
        if digest
        else []
    )
    return Component(
        type=ComponentType.CONTAINER,
        group=real.name.rpartition("/")[0],
        name=real.name.rpartition("/")[2],
        version=image.tag or digest,
        bom_ref=f"image/{used.reference}",
        hashes=hashes,
        purl=PackageURL(
            "oci",
            name=image.path.rpartition("/")[2].lower(),
            version=digest or None,
            qualifiers=qualifiers,
        ),
        properties=[
            Property(name=f"{_NAME}:image", value=used.reference),
            *(Property(name=f"{_NAME}:used-by", value=who) for who in used.users),
        ],
    )


def _charts(add_on: AddOn, config: Config) -> Iterator["Component"]:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    version = add_on.tag_in(config)
    charts = ADD_ONS[add_on.name].charts
    for name in charts or (add_on.name,):
        yield Component(
            type=ComponentType.APPLICATION,
            group=add_on.name,
            name=name,
            version=version,
            bom_ref=f"chart/{add_on.name}/{name}",
            purl=PackageURL(
                "helm" if charts else "generic",
                name=name,
                version=version,
                qualifiers={"repository_url" if charts else "vcs_url": add_on.source},
            ),
        )


def _kinds(objects: Iterable[Object]) -> Iterator["Component"]:
    from cyclonedx.model.component import Component, ComponentType

    for obj in objects:
        if obj["kind"] == "CustomResourceDefinition":
            spec: Any = obj["spec"]
            served = [each["name"] for each in spec["versions"] if each["served"]]
            yield Component(
                type=ComponentType.DATA,
                group=spec["group"],
                name=spec["names"]["kind"],
                version=", ".join(served),
                description="A kind of Kubernetes' API, as a CustomResourceDefinition",
                bom_ref=f"kind/{obj['metadata']['name']}",
            )
