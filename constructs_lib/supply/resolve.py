"""Ask registries for the digests of images."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from .._version import __version__
from ..image_lock import ImageLock, LockedImage
from ..image_reference import ImageReference
from .registry import MissingError, Registries


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An image to lock.

    published: its publisher's name. asked: where to ask for it. users: who names it.
    """

    published: str
    asked: str
    users: tuple[str, ...]


def resolve(
    wanted: Iterable[Wanted], *, old: ImageLock | None, plain_http: Collection[str] = ()
) -> ImageLock:
    """Return the lock of these images, as the registries have them now.

    old: the lock until now; an image that did not move is not asked for again, and keeps its
    date. plain_http: registries without TLS.
    Raises ValueError for images that are gone, with who names them, and RegistryError for a
    registry that cannot be asked.
    """
    by_name: dict[str, list[Wanted]] = {}
    for each in wanted:
        by_name.setdefault(each.published, []).append(each)
    found, gone, asked = [], [], set()
    now = datetime.now(UTC).replace(microsecond=0)
    with Registries(plain_http, wait=time.sleep) as registries:
        for name, ways in sorted(by_name.items()):
            before = old.get(name) if old else None
            try:
                found.append(_locked(registries, ways[0], before, now))
            except MissingError as error:
                gone.append(f"{error}, which {_users(ways)} names")
                continue
            asked.add(ImageReference.of(ways[0].asked).registry)
    if gone:
        raise ValueError("; ".join(gone))
    return ImageLock(images=tuple(found), asked=tuple(asked), catalogue=__version__)


def _users(ways: Iterable[Wanted]) -> str:
    users = [user for each in ways for user in each.users]
    more = len(users) - 2
    return ", ".join(users[:2]) + (f" and {more} more" if more > 0 else "")


def _locked(
    registries: Registries, wanted: Wanted, before: LockedImage | None, now: datetime
) -> LockedImage:
    place = ImageReference.of(wanted.asked)
    if before and registries.digest(place) == before.digest:
        return before
    content = registries.content(place)
    return LockedImage(
        reference=wanted.published,
        digest=content.digest,
        platforms=content.platforms,
        size=content.size,
        found=now,
    )
