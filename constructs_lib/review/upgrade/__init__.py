"""Plan the step of an environment from one release of Kubeflow to a newer one."""

from .cluster import Cluster, release_of
from .formats import as_markdown, as_text
from .plan import UpgradePlan, plan_upgrade
from .side import Side, side_of

__all__ = [
    "Cluster",
    "Side",
    "UpgradePlan",
    "as_markdown",
    "as_text",
    "plan_upgrade",
    "release_of",
    "side_of",
]
