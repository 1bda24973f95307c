"""Rights in profiles: bind a user to a role, and wait for what the authorizer answers."""

from typing import Any, Final

from .client import Client
from .processes import wait_for

_GROUP: Final = "rbac.authorization.k8s.io"

# An account, a verb, a resource, its group, a namespace: whether it may.
Right = tuple[str, str, str, str, str, bool]


def bound(user: str, role: str, namespace: str, *, name: str | None = None) -> dict[str, Any]:
    """Return the binding of a user to a ClusterRole in a namespace, named after the role."""
    return {
        "apiVersion": f"{_GROUP}/v1",
        "kind": "RoleBinding",
        "metadata": {"name": name or role, "namespace": namespace},
        "roleRef": {"apiGroup": _GROUP, "kind": "ClusterRole", "name": role},
        "subjects": [{"apiGroup": _GROUP, "kind": "User", "name": user}],
    }


def wait_for_right(client: Client, right: Right) -> None:
    """Wait until the authorizer, which reads roles from a cache, answers as it should."""
    user, verb, resource, group, namespace, may = right
    asked = {"verb": verb, "resource": resource, "group": group, "namespace": namespace}
    what = f"{user} {'may' if may else 'may not'} {verb} {resource}"
    wait_for(lambda: client.may(user, **asked) is may, what)
