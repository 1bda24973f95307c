"""Find the environment that a command names."""

from ..config import Environment, Platform
from .pages import ArgumentsError


def environment_of(platform: Platform, name: str | None) -> Environment:
    """Return the environment of a name, the first one for none or an empty one.

    Raises ArgumentsError for an unknown name.
    """
    known = {each.name: each for each in platform.environments}
    if not name:
        return platform.environments[0]
    if name not in known:
        raise ArgumentsError(f"there is no environment {name!r}; there are {', '.join(known)}")
    return known[name]
