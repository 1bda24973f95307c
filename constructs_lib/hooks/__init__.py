"""Check an environment before and after each sync by Jobs of Argo CD."""

from .after_sync import AfterSync
from .before_sync import BeforeSync
from .needs import Needs, needs_of

__all__ = ["AfterSync", "BeforeSync", "Needs", "needs_of"]
