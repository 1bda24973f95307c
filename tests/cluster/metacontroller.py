"""Metacontroller's part, played: it asks the hook, and owns what the hook answers.

Metacontroller itself is not served as a module. That what it owns goes with its parent is
not played: Kubernetes' own garbage collector sees to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .api_server import ApiServer
from .hook import Object, mirror, objects_of


def attach(server: ApiServer, parent: Object, answer: Iterable[Object]) -> None:
    """Write what the hook answered for a parent, as the parent's own."""
    metadata = parent["metadata"]
    owner = {
        "apiVersion": parent["apiVersion"],
        "kind": parent["kind"],
        "name": metadata["name"],
        "uid": metadata["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }
    server.apply(
        {**obj, "metadata": {**obj["metadata"], "ownerReferences": [owner]}} for obj in answer
    )


def reconcile_profile(server: ApiServer, profile: Object) -> None:
    """Ask the hook about a Profile until its answer stays the same."""
    attached: Sequence[Object] = []
    while (answer := objects_of(profile, attached)) != attached:
        attach(server, profile, answer)
        attached = answer


def reconcile_policies(server: ApiServer, namespace: str) -> None:
    """Ask the hook about each policy of a namespace that names a user and a role."""
    path = f"/apis/security.istio.io/v1/namespaces/{namespace}/authorizationpolicies"
    for policy in server.read(path)["items"]:
        if {"role", "user"} <= _annotations(policy).keys():
            kind = {"apiVersion": "security.istio.io/v1", "kind": "AuthorizationPolicy"}
            attach(server, policy | kind, mirror(policy))


def _annotations(obj: Object) -> Mapping[str, Any]:
    found: Mapping[str, Any] = obj["metadata"].get("annotations", {})
    return found
