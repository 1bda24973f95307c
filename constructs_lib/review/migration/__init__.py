"""Plan a migration from a running Kubeflow: what is deleted, what stays, what to save."""

from .live import read_live
from .markdown import markdown
from .plan import MigrationPlan, plan_migration

__all__ = ["MigrationPlan", "markdown", "plan_migration", "read_live"]
