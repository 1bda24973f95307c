"""Let changes reach environments one after the other, as far as each is healthy."""

from .config import BlueGreen, Canary, PageCanary, Soak
from .delivery import Changes, Promotion, Ring, TooEarlyError, UnhealthyError, promote_rings

__all__ = [
    "BlueGreen",
    "Canary",
    "Changes",
    "PageCanary",
    "Promotion",
    "Ring",
    "Soak",
    "TooEarlyError",
    "UnhealthyError",
    "promote_rings",
]
