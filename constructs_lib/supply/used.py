"""Find the images that an environment's objects name, and who names them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..config import Config
from ..kube.resource import Object

_SHOWN: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class UsedImage:
    """An image that objects name.

    reference: as they name it. published: as its publisher does. users: these objects.
    """

    reference: str
    published: str
    users: tuple[str, ...]

    @property
    def by_whom(self) -> str:
        """The first of these objects, and the number of the others."""
        shown = ", ".join(self.users[:_SHOWN])
        more = len(self.users) - _SHOWN
        return f"{shown} and {more} more" if more > 0 else shown


def used_images(config: Config, objects: Iterable[Object]) -> list[UsedImage]:
    """Return the images of pods, and those named in settings, in the order of their names.

    config: the environment's, of whose images settings may name any.
    """
    source, by_tag = config.image_source(), config.unlocked_images()
    named = {by_tag.published(image) for image in config.named_images()}
    known = {source.pinned(each): each for each in named}
    users: dict[str, set[str]] = defaultdict(set)
    for obj in objects:
        for field, text in _texts(obj):
            found = {image for image in known if image in text and _is_named(image, text)}
            if field == "image":
                found.add(text)
            for image in found:
                users[image].add(_name_of(obj))
    return [
        UsedImage(
            reference=image,
            published=known.get(image, image),
            users=tuple(sorted(users[image])),
        )
        for image in sorted(users)
    ]


def _is_named(image: str, text: str) -> bool:
    """Return whether a text names an image, and not one whose name or tag goes on."""
    return re.search(rf"(?<![\w./:@-]){re.escape(image)}(?![\w-]|\.\w|@)", text) is not None


def _name_of(obj: Mapping[str, Any]) -> str:
    metadata = obj.get("metadata", {})
    place = "/".join(filter(None, (metadata.get("namespace"), metadata.get("name"))))
    return f"{obj.get('kind', 'object')} {place}".rstrip()


def _texts(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text below a value, each with the name of the field that holds it."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, field)
