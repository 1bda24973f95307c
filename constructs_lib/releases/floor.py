"""From which version of a product a release works."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor:
    """The versions of a product that a release runs on.

    oldest: an older one is refused; None where upstream shows no limit. stated: the version
    that upstream names or installs; an older one is a warning.
    Both are written as `1.32` or `1.26.1`.
    """

    oldest: str | None
    stated: str

    def refuses(self, version: str) -> bool:
        """Return whether a version is below the oldest that works."""
        return self.oldest is not None and is_older(version, self.oldest)

    def warns_of(self, version: str) -> bool:
        """Return whether a version is below what upstream names."""
        return is_older(version, self.stated)


def is_older(version: str, other: str) -> bool:
    """Return whether a version is older, compared by as many numbers as the other has."""
    numbers = _numbers(other)
    return _numbers(version)[: len(numbers)] < numbers


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.removeprefix("v").split(".")))
