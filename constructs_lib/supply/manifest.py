"""Read what a registry answers when it is asked for an image."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

INDEXES: Final = (
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
)
MANIFESTS: Final = (
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json",
)
# Signatures and attestations stand in an index with this.
_NO_PLATFORM: Final = "unknown"


class WrongAnswerError(RuntimeError):
    """A registry's answer is not what its API promises; the message names the image."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """What an image is: its digest, what it is for, and its bytes with all platforms."""

    digest: str
    platforms: tuple[str, ...]
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """An index of an image's platforms, or the image for one of them.

    blobs: the size of each configuration and layer by its digest. parts: the manifests that an
    index names, and platforms, what they are for. config: the digest of the configuration of
    an image for one platform; empty in an index. size: of the manifest itself, in bytes.
    """

    digest: str
    size: int
    blobs: Mapping[str, int]
    parts: tuple[str, ...]
    platforms: tuple[str, ...]
    config: str

    @classmethod
    def of(cls, data: bytes, *, kind: str, digest: str | None, place: str) -> "Manifest":
        """Return what these bytes say.

        kind: the media type of the answer. digest: what it must have; None if nobody says.
        place: how errors name the image.
        Raises WrongAnswerError for another kind of answer, and for damaged bytes.
        """
        own = f"sha256:{sha256(data).hexdigest()}"
        try:
            told = json.loads(data)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise WrongAnswerError(
                f"{place}: the registry answers with {kind or 'a text'}, which is not an "
                "image; look for a proxy or a login page in between"
            )
        if digest is not None and digest != own:
            raise WrongAnswerError(
                f"{place}: the registry's answer has digest {own}, and it must have {digest}"
            )
        media = told.get("mediaType") or kind.partition(";")[0].strip()
        try:
            if media in INDEXES:
                return _index(told, own, len(data))
            if media in MANIFESTS:
                return _image(told, own, len(data))
        except (KeyError, TypeError, AttributeError):
            raise WrongAnswerError(f"{place}: the registry's {media} is incomplete") from None
        raise WrongAnswerError(
            f"{place} is of kind {media!r}, which cannot be locked; push it again in OCI's "
            "format, or replace it"
        )


def _index(told: Mapping[str, Any], digest: str, size: int) -> Manifest:
    parts = [(str(each["digest"]), each.get("platform") or {}) for each in told["manifests"]]
    platforms = (_platform(each) for _, each in parts)
    return Manifest(
        digest=digest,
        size=size,
        blobs={},
        parts=tuple(part for part, _ in parts),
        platforms=tuple(filter(None, platforms)),
        config="",
    )


def _platform(told: Mapping[str, Any]) -> str:
    names = (told.get("os", ""), told.get("architecture", ""), told.get("variant", ""))
    return "" if _NO_PLATFORM in names or not all(names[:2]) else "/".join(filter(None, names))


def _image(told: Mapping[str, Any], digest: str, size: int) -> Manifest:
    config, layers = told["config"], told["layers"]
    return Manifest(
        digest=digest,
        size=size,
        blobs=dict(_blobs([config, *layers])),
        parts=(),
        platforms=(),
        config=str(config["digest"]),
    )


def _blobs(told: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for each in told:
        yield str(each["digest"]), int(each["size"])
