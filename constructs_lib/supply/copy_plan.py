"""Plan the copies of locked images to mirrors, as a script for the shell."""

from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote
from typing import Final

from .._program import command
from ..image_lock import ImageLock, LockedImage
from ..image_reference import ImageReference

# Each copies an index whole, with all its platforms: another digest would be another image.
_COPIES: Final = {
    "crane": "crane copy {source} {target}",
    "oras": "oras copy {source} {target}",
    "skopeo": "skopeo copy --all --preserve-digests docker://{source} docker://{target}",
}
TOOLS: Final = tuple(_COPIES)
_DIGITS: Final = 12


@dataclass(frozen=True, order=True, slots=True)
class Copy:
    """An image to copy. published: its publisher's name. place: the name in the mirror."""

    published: str
    place: str


def copy_plan(
    copies: Iterable[Copy], lock: ImageLock, *, tool: str, charts: Iterable[str] = ()
) -> str:
    """Return a script that copies images by their digest, one a line.

    tool: `crane`, `oras` or `skopeo`. charts: the commands for charts and definitions.
    Raises ValueError where no mirror is configured, and for an image that the lock lacks.
    """
    wanted = sorted({each for each in copies if each.place != each.published})
    if not wanted:
        raise ValueError(
            "no image comes from a mirror, so there is nowhere to copy to; name one by "
            "Config(registry='mirror.example.com/kubeflow')"
        )
    locked = [(each, _locked(each, lock)) for each in wanted]
    registries = sorted({ImageReference.of(each.place).registry for each in wanted})
    once = {image.reference: image.size for _, image in locked}
    lines = [_line(each, image, tool) for each, image in locked]
    what = f"{len(lines)} images to {', '.join(registries)}"
    size = f"{_told(sum(once.values()))} at most, since images share layers"
    return "\n".join(["#!/bin/sh", f"# {what}: {size}.", "set -eu", *lines, *charts, ""])


def _locked(copy: Copy, lock: ImageLock) -> LockedImage:
    if found := lock.get(copy.published):
        return found
    raise ValueError(
        f"the lock lacks {copy.published!r}; "
        f"run `{command('images', '--lock', make='LOCK=1')}` and review its diff"
    )


def _line(copy: Copy, image: LockedImage, tool: str) -> str:
    # With a tag and a digest skopeo refuses a name; Docker Hub has no short names outside.
    source = f"{ImageReference.of(copy.published).name}@{image.digest}"
    place = ImageReference.of(copy.place)
    # Some registries delete what has no tag.
    tag = place.tag or f"digest-{image.digest.partition(':')[2][:_DIGITS]}"
    target = f"{place.name}:{tag}"
    run = _COPIES[tool].format(source=quote(source), target=quote(target))
    return f"{run}  # {_told(image.size)}"


def _told(size: int) -> str:
    """Return a number of bytes as people read it."""
    for unit, worth in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= worth:
            return f"{size / worth:.1f} {unit}"
    return f"{size} bytes"
