"""Durations in Go's notation."""

from datetime import timedelta

_UNITS = (("h", 3600), ("m", 60), ("s", 1))


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
