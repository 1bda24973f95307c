"""Configure what Velero copies of volumes, and create its objects."""

from .arguments import check_exported
from .components.velero import VeleroCopies
from .config.velero import Velero, VeleroBucket, VeleroSnapshots

__all__ = ["Velero", "VeleroBucket", "VeleroCopies", "VeleroSnapshots"]

check_exported({"VeleroCopies": VeleroCopies})
