"""Sizes of a whole platform, and what its environments request."""

from .arguments import check_exported
from .config.sizes import HighlyAvailable, Small
from .kube import Requested, requested

__all__ = ["HighlyAvailable", "Requested", "Small", "requested"]

check_exported({"HighlyAvailable": HighlyAvailable, "Small": Small})
