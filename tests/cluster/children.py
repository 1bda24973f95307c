"""Act as Metacontroller does on the children of a parent, with its own account.

As v2.0.4's pkg/controller/common and pkg/dynamic/apply do it, so that the API server sees
whether Metacontroller's rights suffice. One thing is left out: a field that a hook names no
more stays as it is.
"""

import json
import urllib.request
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from .client import Answer, Client
from .processes import wait_for

ACCOUNT: Final = "system:serviceaccount:kubeflow:meta-controller-service"

# By which of these a list's items are told apart, if all of them have it.
_KEYS: Final = ("containerPort", "port", "name", "uid", "ip")

Object = dict[str, Any]
# By kind and API version, then by the name that the hook is told.
Groups = dict[str, dict[str, Object]]


@dataclass(frozen=True)
class Children:
    """The objects of some resources, which a controller's hook decides about."""

    client: Client
    resources: Sequence[Object]

    def observed(self, parent: Object, owned: Callable[[Object], bool]) -> Groups:
        """Return a parent's objects that are there, as its hook is told of them."""
        return {
            f"{kind}.{resource['apiVersion']}": {
                relative_name(parent, obj): obj for obj in objects if owned(obj)
            }
            for resource in self.resources
            for kind, objects in [listed(self.client, resource)]
        }

    def manage(self, parent: Object, observed: Groups, wanted: Iterable[Object]) -> list[str]:
        """Apply the wanted children of a parent; return the operations in order."""
        by_group: Groups = {group: {} for group in observed}
        for obj in wanted:
            name = relative_name(parent, obj)
            by_group[f"{obj['kind']}.{obj['apiVersion']}"][name] = obj
        resources = dict(zip(observed, self.resources, strict=True))
        done = [
            self._do("DELETE", resources[group], obj)
            for group, there in observed.items()
            for name, obj in there.items()
            if name not in by_group[group]
        ]
        for group, objects in by_group.items():
            resource, there = resources[group], observed[group]
            for name, obj in objects.items():
                if name not in there:
                    done.append(self._do("POST", resource, _owned(parent, obj)))
                elif resource["updateStrategy"]["method"] == "InPlace":
                    new = merged(there[name], obj)
                    if new != there[name]:
                        done.append(self._do("PUT", resource, new))
        return done

    def _do(self, method: str, resource: Object, obj: Object) -> str:
        name, namespace = obj["metadata"]["name"], obj["metadata"]["namespace"]
        path = path_of(resource, namespace)
        if method != "POST":
            path = f"{path}/{name}"
        body = None if method == "DELETE" else obj
        answer = self.client.send(method, path, body, user=ACCOUNT)
        while method == "PUT" and answer.status == HTTPStatus.CONFLICT:
            # Some controller has written the status meanwhile: Metacontroller tries again.
            now = self.client.send("GET", path, user=ACCOUNT).body["metadata"]
            version = {"resourceVersion": now["resourceVersion"]}
            body = obj | {"metadata": obj["metadata"] | version}
            answer = self.client.send(method, path, body, user=ACCOUNT)
        assert answer.accepted, answer.reason
        verb = {"POST": "create", "PUT": "update", "DELETE": "delete"}[method]
        return f"{verb} {obj['kind']} {name}"


def ask(
    controller: Object, hook: str, question: Mapping[str, Any], *, of: str = "sync"
) -> Object:
    """Return the response of a controller's hook, which runs here, for a parent."""
    path = controller["spec"]["hooks"][of]["webhook"]["url"].rpartition("/")[2]
    common = {"controller": controller, "related": {}, "finalizing": False}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    body = json.dumps({**common, **question}).encode()
    with opener.open(f"{hook}/{path}", body, timeout=10) as answer:
        told: Object = json.loads(answer.read())
    return told


def related(client: Client, controller: Object, hook: str, parent: Object) -> Groups:
    """Return the further objects that a controller's hook requests for a parent."""
    if "customize" not in controller["spec"]["hooks"]:
        return {}
    groups: Groups = {}
    for rule in ask(controller, hook, {"parent": parent}, of="customize")["relatedResources"]:
        kind, objects = listed(client, rule)
        groups[f"{kind}.{rule['apiVersion']}"] = {
            relative_name(parent, obj): obj
            for obj in objects
            if obj["metadata"]["namespace"] == rule["namespace"]
        }
    return groups


def listed(client: Client, resource: Object) -> tuple[str, list[Object]]:
    """Return the kind of a resource, and all objects of it, each with its type."""
    asked: list[Answer] = []

    def served() -> bool:
        asked.append(client.send("GET", path_of(resource), user=ACCOUNT))
        # A kind that has just been defined is not stored yet: Metacontroller asks again.
        return asked[-1].status != HTTPStatus.TOO_MANY_REQUESTS

    wait_for(served, f"the server's storage of {resource['resource']}")
    answer = asked[-1]
    assert answer.accepted, answer.reason
    kind = answer.body["kind"].removesuffix("List")
    typed = {"apiVersion": resource["apiVersion"], "kind": kind}
    return kind, [typed | obj for obj in answer.body["items"]]


def path_of(resource: Object, namespace: str | None = None) -> str:
    """Return where a resource's objects are, in a namespace or in all."""
    version = resource["apiVersion"]
    prefix = "apis" if "/" in version else "api"
    within = f"/namespaces/{namespace}" if namespace else ""
    return f"/{prefix}/{version}{within}/{resource['resource']}"


def relative_name(parent: Object, obj: Object) -> str:
    """Return an object's name as Metacontroller tells it to the hook of a parent."""
    name = str(obj["metadata"]["name"])
    inside = "namespace" in parent["metadata"]
    return name if inside else f"{obj['metadata']['namespace']}/{name}"


def merged(there: Any, wanted: Any) -> Any:
    """Return the existing object with every wanted field set.

    Lists are replaced whole but those whose items are told apart by a port or a name.
    """
    if isinstance(there, dict) and isinstance(wanted, dict):
        return there | {name: merged(there.get(name), each) for name, each in wanted.items()}
    if isinstance(there, list) and isinstance(wanted, list) and (key := _key(there + wanted)):
        before = {item[key]: item for item in there}
        after = {item[key]: merged(before.get(item[key]), item) for item in wanted}
        return list((before | after).values())
    return wanted


def _key(items: Sequence[Any]) -> str | None:
    """Return by what a list's items are told apart."""
    if not all(isinstance(item, dict) for item in items):
        return None
    return next((key for key in _KEYS if items and all(key in item for item in items)), None)


def _owned(parent: Object, obj: Object) -> Object:
    """Return an object that is deleted with its parent."""
    owner = {
        "apiVersion": parent["apiVersion"],
        "kind": parent["kind"],
        "name": parent["metadata"]["name"],
        "uid": parent["metadata"]["uid"],
        "controller": True,
        "blockOwnerDeletion": True,
    }
    return obj | {"metadata": obj["metadata"] | {"ownerReferences": [owner]}}
