"""State the rights of Metacontroller: those for its own work, and those of upstream's role."""

from typing import Final

from ..access import READ, WRITE, allow
from ..schemas import METACONTROLLER_2

# It reads its own kinds, and creates events in any namespace.
OWN_WORK: Final = (
    allow(READ, *(kind.plural for kind in METACONTROLLER_2), group=METACONTROLLER_2[0].group),
    allow(("create", "patch"), "events"),
)

# Upstream's role of Metacontroller 4, for what the profile hook of Pipelines attaches.
ROLE: Final = "kubeflow-metacontroller"
_CORE: Final = ("secrets", "configmaps", "services")
_GROUPS: Final = {
    "deployments": "apps",
    "destinationrules": "networking.istio.io",
    "authorizationpolicies": "security.istio.io",
}
UPSTREAM: Final = (
    allow((*READ, "update"), "namespaces"),
    allow((*READ, "update", "patch"), "namespaces/status"),
    allow(WRITE, *_CORE),
    *(allow(WRITE, kind, group=group) for kind, group in _GROUPS.items()),
)
OF_ROLE: Final = frozenset({*_CORE, *_GROUPS})
