"""Name the images of a release by those of the release before it."""

from collections.abc import Mapping


def retagged(images: Mapping[str, str], below: str, *, old: str, new: str) -> dict[str, str]:
    """Return the images below a registry's path that have one tag, with another.

    images: those of the release before, by their names. below: how their references begin.
    """
    return {
        name: f"{image.removesuffix(old)}{new}"
        for name, image in images.items()
        if image.startswith(below) and image.endswith(f":{old}")
    }
