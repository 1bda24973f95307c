"""Let changes reach environments one after the other, as far as each is healthy."""

from .config import BlueGreen, Canary, PageCanary, Soak
from .delivery import Promotion, Ring, TooEarlyError, UnhealthyError, promote_rings

__all__ = [
    "BlueGreen",
    "Canary",
    "PageCanary",
    "Promotion",
    "Ring",
    "Soak",
    "TooEarlyError",
    "UnhealthyError",
    "promote_rings",
]
