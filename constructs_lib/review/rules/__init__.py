"""Every rule, the gravest first, and what they find in a change."""

from typing import Final

from ..change import Change
from .argo import ARGO
from .definitions import CRD
from .images import IMAGE
from .immutable import RECREATE
from .policies import MESH, POLICY
from .presence import ADDED, CHANGED, DELETED, FOLDER
from .rbac import RBAC
from .routes import ROUTE, SERVICE
from .rule import Finding, Rule
from .volumes import VOLUME
from .webhooks import WEBHOOK
from .workloads import PRIVILEGE, RESTART, SIZE

__all__ = ["FOLDER", "RULES", "Finding", "Rule", "findings"]

_KNOWING: Final = (
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
    IMAGE,
    RESTART,
    SIZE,
    ADDED,
)
RULES: Final = (*_KNOWING, CHANGED)


def findings(change: Change) -> tuple[Finding, ...]:
    """Return what matters about a change, the gravest first; never nothing.

    The last rule, `changed`, is asked only where no other one knows anything.
    """
    found = [finding for rule in _KNOWING for finding in _found(rule, change)]
    return tuple(sorted(found or _found(CHANGED, change), key=lambda f: -f.severity))


def _found(rule: Rule, change: Change) -> list[Finding]:
    return [
        Finding(rule=rule.name, severity=severity, sentence=sentence)
        for severity, sentence in rule.find(change)
    ]
