"""What the profile hook answers Metacontroller; to be the shipped hook's own functions.

The one place where a stand-in is: when the library ships the hook, these two call it, and
`LABELS` goes, as the environment's own ConfigMap then says the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Object = Mapping[str, Any]

WAYPOINT: Final = "waypoint"
DEFAULT_DENY: Final = "waypoint-default-deny"
POLICY: Final = "security.istio.io/v1"

LABELS: Final = {
    "istio-injection": "",
    "istio.io/dataplane-mode": "ambient",
    "istio.io/ingress-use-waypoint": "true",
    "istio.io/use-waypoint": WAYPOINT,
}


def objects_of(profile: Object, attached: Sequence[Object]) -> list[Object]:
    """Return what a Profile's namespace has for its waypoint, given what is there already."""
    namespace = profile["metadata"]["name"]
    deny = _at_the_waypoint(namespace, DEFAULT_DENY)
    if all(each["metadata"]["name"] != DEFAULT_DENY for each in attached):
        return [deny]
    return [deny, _gateway(namespace)]


def mirror(policy: Object) -> list[Object]:
    """Return an owner's or a member's policy once more, for the waypoint."""
    metadata = policy["metadata"]
    name = f"{metadata['name']}-waypoint"
    return [_at_the_waypoint(metadata["namespace"], name, rules=policy["spec"]["rules"])]


def _at_the_waypoint(namespace: str, name: str, **spec: Any) -> Object:
    target = {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": WAYPOINT}
    return {
        "apiVersion": POLICY,
        "kind": "AuthorizationPolicy",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"targetRefs": [target], **spec},
    }


def _gateway(namespace: str) -> Object:
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "Gateway",
        "metadata": {
            "name": WAYPOINT,
            "namespace": namespace,
            "labels": {"istio.io/waypoint-for": "service"},
        },
        "spec": {
            "gatewayClassName": "istio-waypoint",
            "listeners": [{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
        },
    }
