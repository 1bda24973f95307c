"""From which version of a product a release works."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Floor:
    """What a release says and shows of a product that it runs on.

    oldest: below it a platform is refused; None where nothing shows one. stated: the version
    that upstream names or installs; an older one is a warning.
    Both are `1.32` or `1.26.1`.
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
    """Return whether a version is older, as far as the other one says its numbers."""
    numbers = _numbers(other)
    return _numbers(version)[: len(numbers)] < numbers


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.removeprefix("v").split(".")))
