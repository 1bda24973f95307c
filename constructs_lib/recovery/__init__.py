"""Copy the objects and rights that people made in a cluster, and restore them in another."""

from ..arguments import check_exported
from ..components.recovery import Recoveries
from ..config import Recovery

__all__ = ["Recoveries", "Recovery"]

check_exported({"Recoveries": Recoveries})
