"""Configure what Velero copies of volumes, and create its objects."""

from .arguments import check_exported
from .components.velero import VeleroCopies
from .config.velero import Velero, VeleroBucket, VeleroSnapshots

__all__ = ["Velero", "VeleroBucket", "VeleroCopies", "VeleroSnapshots"]

# The classes are no exports of `config`, whose arguments the library checks.
check_exported(
    {each.__name__: each for each in (Velero, VeleroBucket, VeleroCopies, VeleroSnapshots)}
)
