"""Define the severity of changes."""

from enum import IntEnum


class Severity(IntEnum):
    """A level of `diff`; its number is the exit code if it reaches the threshold."""

    INFO = 10
    NOTICE = 20
    WARNING = 30
    DANGER = 40

    @property
    def word(self) -> str:
        """The level in lower case: `danger`."""
        return self.name.lower()
