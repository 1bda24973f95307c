"""Spans of time, as Go's programs read them."""

from datetime import timedelta

_UNITS = (("h", 3600), ("m", 60), ("s", 1))


def check_duration(value: timedelta, what: str) -> None:
    """Refuse what is no span of whole seconds."""
    if value <= timedelta(0) or value % timedelta(seconds=1):
        raise ValueError(
            f"{what} must be a positive number of whole seconds, such as "
            f"timedelta(hours=24); got {value!r}"
        )


def go_duration(value: timedelta) -> str:
    """Return a span in the largest unit that holds it without rest: `24h`, `90m`, `45s`."""
    seconds = value // timedelta(seconds=1)
    suffix, size = next(unit for unit in _UNITS if seconds % unit[1] == 0)
    return f"{seconds // size}{suffix}"
