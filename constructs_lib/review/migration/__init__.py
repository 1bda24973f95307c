"""From what runs in a cluster to the platform: what goes, what stays, what to save."""

from .live import read_live
from .markdown import markdown
from .plan import MigrationPlan, plan_migration

__all__ = ["MigrationPlan", "markdown", "plan_migration", "read_live"]
