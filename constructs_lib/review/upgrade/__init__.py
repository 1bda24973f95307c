"""Plan the step of an environment from one release of Kubeflow to a newer one."""

from .cluster import LiveCluster, release_of
from .formats import as_markdown, as_text
from .plan import BY_HAND, FOR_GOOD, UpgradePlan, between, plan_upgrade
from .side import Side, side_of

__all__ = [
    "BY_HAND",
    "FOR_GOOD",
    "LiveCluster",
    "Side",
    "UpgradePlan",
    "as_markdown",
    "as_text",
    "between",
    "plan_upgrade",
    "release_of",
    "side_of",
]
