"""List all rules, most severe first, and apply them to a change."""

from collections.abc import Iterable
from typing import Final

from ..change import Change
from .argo import ARGO
from .definitions import CRD
from .elyra import ELYRA
from .images import IMAGE
from .immutable import RECREATE
from .policies import MESH, POLICY
from .presence import ADDED, CHANGED, DELETED, PATH
from .queues import QUEUE
from .rbac import RBAC
from .routes import ROUTE, SERVICE
from .rule import Finding, ReviewRule
from .velero import VELERO
from .volumes import VOLUME
from .webhooks import WEBHOOK
from .workloads import PRIVILEGE, RESTART, SIZE

__all__ = ["PATH", "RULES", "Finding", "ReviewRule", "findings"]

_SPECIFIC: Final = (
    DELETED,
    RECREATE,
    VOLUME,
    CRD,
    POLICY,
    RBAC,
    PRIVILEGE,
    MESH,
    WEBHOOK,
    ROUTE,
    SERVICE,
    ARGO,
    ELYRA,
    QUEUE,
    VELERO,
    IMAGE,
    RESTART,
    SIZE,
)
# Rules for changes that no other rule covers.
_FALLBACK: Final = (ADDED, CHANGED)
RULES: Final = (*_SPECIFIC, *_FALLBACK)


def findings(change: Change) -> tuple[Finding, ...]:
    """Return the findings of a change, most severe first; there is at least one."""
    if change.after is None and not change.pruned:
        return tuple(_found((DELETED,), change))
    found = _found(_SPECIFIC, change) or _found(_FALLBACK, change)
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def _found(rules: Iterable[ReviewRule], change: Change) -> list[Finding]:
    return [
        Finding(rule=rule.name, severity=severity, sentence=sentence)
        for rule in rules
        for severity, sentence in rule.find(change)
    ]
