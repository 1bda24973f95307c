"""The releases of Kubeflow that arguments name."""

from ..releases import RELEASES, Release
from .pages import CARRIED, ArgumentsError


def release_named(name: str) -> Release:
    """Return the release of a name; raise ArgumentsError if none is carried."""
    release = find_release(name)
    if not release:
        raise unknown_release(name)
    return release


def find_release(name: str) -> Release | None:
    """Return the release of a name, or of its Python name V1_10_2; None if there is none."""
    bare = name.lower().removeprefix("v").replace("_", ".")
    return next((each for each in RELEASES if each.name.removeprefix("v") == bare), None)


def unknown_release(name: str, more: str = "") -> ArgumentsError:
    """Return the error that says which releases are carried."""
    return ArgumentsError(
        f"{name!r} is not a release that the library carries{more}; there are {CARRIED}"
    )
