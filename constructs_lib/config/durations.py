"""Durations in Go's notation, and of cached results in that of ISO 8601."""

import re
from datetime import timedelta
from typing import Final

_UNITS = (("h", 3600), ("m", 60), ("s", 1))
# Days only, or hours, minutes and seconds: the part of ISO 8601 that the API server supports.
_STALENESS: Final = re.compile(r"P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?")


def check_duration(
    value: timedelta,
    what: str,
    *,
    step: timedelta = timedelta(seconds=1),
    zero: bool = False,
) -> None:
    """Refuse what is no duration in whole seconds, or in whole steps.

    zero: whether zero is allowed.
    """
    if value < timedelta(0) or value % step or not (value or zero):
        unit = "minutes" if step == timedelta(minutes=1) else "seconds"
        raise ValueError(
            f"{what} must be a positive number of whole {unit}{', or 0' if zero else ''}, "
            f"such as timedelta(hours=24); got {value!r}"
        )


def seconds(value: timedelta) -> int:
    """Return a duration in seconds."""
    return value // timedelta(seconds=1)


def minutes(value: timedelta) -> int:
    """Return a duration in minutes."""
    return value // timedelta(minutes=1)


def go_duration(value: timedelta) -> str:
    """Return a duration in the largest unit that divides it: `24h`, `90m`, `45s`."""
    whole = seconds(value)
    suffix, size = next(unit for unit in _UNITS if whole % unit[1] == 0)
    return f"{whole // size}{suffix}"


def check_staleness(value: str | None, what: str) -> None:
    """Refuse an age of cached results that the API server of Pipelines cannot read."""
    if value is not None and not (_STALENESS.fullmatch(value) and value[-1] in "DHMS"):
        raise ValueError(f"{what} must be a duration such as 'P30D' or 'PT12H', got {value!r}")
