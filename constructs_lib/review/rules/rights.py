"""What somebody may do by an object, and goes on doing where the object stays."""

from typing import Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, listed
from .authorization import beyond, rules_of
from .rbac import holders

_BINDINGS: Final = ("RoleBinding", "ClusterRoleBinding")


def right_of(change: Change) -> str | None:
    """Return who may do what by the object as it was, None where nobody may."""
    before = change.before or {}
    match change.identity.group, change.kind:
        case "kubeflow.org", "Profile":
            owner = code(at(before, "spec", "owner", "name"))
            return f"its owner {owner} and whom the dashboard added keep their rights in it"
        case "rbac.authorization.k8s.io", kind if kind in _BINDINGS and holders(before):
            role = at(before, "roleRef", "name")
            return f"{holders(before)} may go on doing what {code(role)} allows"
        case "security.istio.io", "AuthorizationPolicy" if let_in := _let_in(before):
            return f"it goes on letting in {let_in}"
    return None


def _let_in(policy: Object) -> str:
    allows = at(policy, "spec", "action") in (None, "ALLOW")
    return listed(beyond(rules_of(at(policy, "spec")), [])) if allows else ""
