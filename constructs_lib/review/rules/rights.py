"""Describe the access that an object grants, and still grants if it stays in the cluster."""

from typing import Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, listed
from .authorization import beyond, rules_of
from .rbac import holders

_BINDINGS: Final = ("RoleBinding", "ClusterRoleBinding")


def right_of(change: Change) -> str | None:
    """Return the access that the object granted before, or None if it granted none."""
    before = change.before or {}
    match change.identity.group, change.kind:
        case "kubeflow.org", "Profile":
            owner = code(at(before, "spec", "owner", "name"))
            return (
                f"its owner {owner} and the users that the dashboard added keep their access"
            )
        case "rbac.authorization.k8s.io", kind if kind in _BINDINGS and holders(before):
            role = at(before, "roleRef", "name")
            return f"{code(role)} remains granted to {holders(before)}"
        case "security.istio.io", "AuthorizationPolicy" if let_in := _let_in(before):
            return f"it still allows {let_in}"
    return None


def _let_in(policy: Object) -> str:
    allows = at(policy, "spec", "action") in (None, "ALLOW")
    return listed(beyond(rules_of(at(policy, "spec")), [])) if allows else ""
