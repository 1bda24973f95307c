"""Let changes reach environments one after the other, as far as each is healthy."""

from .config import Soak
from .delivery import Ring, TooEarlyError, UnhealthyError, promote_rings

__all__ = ["Ring", "Soak", "TooEarlyError", "UnhealthyError", "promote_rings"]
