"""Spans of time, as Go's programs read them."""

from datetime import timedelta

_UNITS = (("h", 3600), ("m", 60), ("s", 1))


def check_duration(
    value: timedelta,
    what: str,
    *,
    step: timedelta = timedelta(seconds=1),
    zero: bool = False,
) -> None:
    """Refuse what is no span of whole seconds, or of whole steps.

    zero: whether no time at all is a span too.
    """
    if value < timedelta(0) or value % step or not (value or zero):
        unit = "minutes" if step == timedelta(minutes=1) else "seconds"
        raise ValueError(
            f"{what} must be a positive number of whole {unit}{', or 0' if zero else ''}, "
            f"such as timedelta(hours=24); got {value!r}"
        )


def seconds(value: timedelta) -> int:
    """Return a span as a number of seconds."""
    return value // timedelta(seconds=1)


def minutes(value: timedelta) -> int:
    """Return a span as a number of minutes."""
    return value // timedelta(minutes=1)


def go_duration(value: timedelta) -> str:
    """Return a span in the largest unit that holds it without rest: `24h`, `90m`, `45s`."""
    whole = seconds(value)
    suffix, size = next(unit for unit in _UNITS if whole % unit[1] == 0)
    return f"{whole // size}{suffix}"
