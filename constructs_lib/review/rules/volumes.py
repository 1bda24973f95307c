"""Find volumes that grow, or would have to shrink."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..change import Change
from ..sentences import code_pair
from ..severity import Severity
from .rule import Found, ReviewRule

_QUANTITY: Final = re.compile(r"([0-9.]+(?:[eE][-+]?[0-9]+)?)([numkMGTPE]?|[KMGTPE]i)")
_POWERS: Final[Mapping[str, int]] = {unit: power for power, unit in enumerate("kMGTPE", 1)}
_SMALL: Final[Mapping[str, int]] = {"n": -9, "u": -6, "m": -3}


def quantity(text: object) -> Decimal | None:
    """Return a quantity such as `10Gi` as a number, or None if it is not a quantity."""
    matched = _QUANTITY.fullmatch(str(text))
    if not matched:
        return None
    number, unit = Decimal(matched[1]), matched[2]
    if unit in _SMALL:
        return number.scaleb(_SMALL[unit])
    if unit.endswith("i"):
        return number * Decimal(1024) ** _POWERS[unit[0].replace("K", "k")]
    return number * Decimal(1000) ** _POWERS.get(unit, 0)


def _volume(change: Change) -> Found:
    if change.kind != "PersistentVolumeClaim":
        return
    before, after = change.both("spec", "resources", "requests", "storage")
    old, new = quantity(before), quantity(after)
    if old is None or new is None or old == new:
        return
    if new < old:
        told = "a volume cannot shrink, so the sync fails; copy the data to a new volume"
        yield Severity.DANGER, f"{code_pair(before, after)}: {told}"
    else:
        told = "its StorageClass must allow expansion"
        yield Severity.WARNING, f"{code_pair(before, after)}: {told}"


VOLUME: Final = ReviewRule(
    name="volume",
    levels={
        Severity.DANGER: "a PVC requests less storage",
        Severity.WARNING: "a PVC requests more storage",
    },
    find=_volume,
)
