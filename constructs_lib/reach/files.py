"""Find the file of dist/ that an object is in."""

from collections.abc import Mapping
from typing import Final

import yaml

from ..delivery.overlay import ResourceId

_DIST: Final = "dist"
_PATCHES: Final = "/patches/"


def file_of(identity: ResourceId, files: Mapping[str, str]) -> str:
    """Return the path of the first file that contains an object, or an empty text.

    Patches of it are in the folder `patches` beside the overlay's files.
    """
    for path in sorted(files, key=_rank):
        if _PATCHES not in path and _contains(files[path], identity):
            return f"{_DIST}/{path}"
    return ""


def _rank(path: str) -> tuple[bool, str]:
    """Return overlays' files before those of a base."""
    return "/overlays/" not in path, path


def _contains(text: str, identity: ResourceId) -> bool:
    if f"kind: {identity.kind}\n" not in text or identity.name not in text:
        return False
    for document in text.split("\n---\n"):
        if f"kind: {identity.kind}\n" in document and identity.name in document:
            found = yaml.load(document, yaml.CSafeLoader)
            if "metadata" in found and ResourceId.of(found) == identity:
                return True
    return False
