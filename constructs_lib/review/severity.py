"""How much a change asks of whoever reviews it."""

from enum import IntEnum


class Severity(IntEnum):
    """A level of `diff`; its number is the exit code where the gate is at it or below."""

    INFO = 10
    NOTICE = 20
    WARNING = 30
    DANGER = 40

    @property
    def word(self) -> str:
        """The level as it is written: `danger`."""
        return self.name.lower()
