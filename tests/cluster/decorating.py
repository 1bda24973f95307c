"""Metacontroller's part, played: it is served as no Go module, and cannot be built here.

What v2.0.4 does for a DecoratorController (pkg/controller/decorator, pkg/controller/common),
under its own service account, so that the API server sees whether its rights suffice.
"""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any, Final

from .client import Answer, Client

ACCOUNT: Final = "system:serviceaccount:kubeflow:meta-controller-service"
MADE_BY: Final = "metacontroller.k8s.io/decorator-controller"

Object = dict[str, Any]


@dataclass(frozen=True)
class Decorating:
    """One DecoratorController at work: `hook` is where its hook's path is asked."""

    client: Client
    controller: Object
    hook: str

    def sync(self) -> list[str]:
        """Ask about every parent once; return what was done, such as `create waypoint`."""
        (watched,) = self.controller["spec"]["resources"]
        selector = watched.get("annotationSelector", {}).get("matchExpressions", ())
        wanted = {expression["key"] for expression in selector}
        done = []
        for parent in self._list(watched)[1]:
            if wanted <= parent["metadata"].get("annotations", {}).keys():
                done += self._sync(parent)
        return done

    def _sync(self, parent: Object) -> list[str]:
        groups: dict[str, dict[str, Object]] = {}
        paths = {}
        for attached in self.controller["spec"]["attachments"]:
            kind, objects = self._list(attached)
            key = f"{kind}.{attached['apiVersion']}"
            paths[attached["apiVersion"], kind] = attached
            owned = [obj for obj in objects if self._owns(parent, obj)]
            groups[key] = {relative_name(parent, obj): obj for obj in owned}
        there = {
            (key.partition(".")[0], name): obj
            for key, objects in groups.items()
            for name, obj in objects.items()
        }
        wanted = {
            (obj["kind"], relative_name(parent, obj)): obj for obj in self._ask(parent, groups)
        }
        done = []
        for (kind, name), obj in there.items():
            if (kind, name) not in wanted:
                done.append(self._do("DELETE", paths[obj["apiVersion"], kind], obj))
        for key, obj in wanted.items():
            resource = paths[obj["apiVersion"], obj["kind"]]
            if key not in there:
                done.append(self._do("POST", resource, self._owned(parent, obj)))
            elif merged(there[key], obj) != there[key]:
                done.append(self._do("PUT", resource, merged(there[key], obj)))
        return done

    def _ask(self, parent: Object, groups: dict[str, dict[str, Object]]) -> list[Object]:
        request = {
            "controller": self.controller,
            "object": parent,
            "attachments": groups,
            "related": {},
            "finalizing": False,
        }
        url = self.controller["spec"]["hooks"]["sync"]["webhook"]["url"]
        path = url.rpartition("/")[2]
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        body = json.dumps(request).encode()
        with opener.open(f"{self.hook}/{path}", body, timeout=10) as answer:
            return list(json.loads(answer.read())["attachments"])

    def _list(self, resource: Object) -> tuple[str, list[Object]]:
        """Return the kind of a resource, and all objects of it, each with its type."""
        answer = self.client.send("GET", path_of(resource), user=ACCOUNT)
        assert answer.accepted, answer.reason
        kind = answer.body["kind"].removesuffix("List")
        typed = {"apiVersion": resource["apiVersion"], "kind": kind}
        return kind, [typed | obj for obj in answer.body["items"]]

    def _owns(self, parent: Object, obj: Object) -> bool:
        metadata = obj["metadata"]
        made_here = metadata.get("annotations", {}).get(MADE_BY)
        owners = {owner["uid"] for owner in metadata.get("ownerReferences", ())}
        return made_here == self.controller["metadata"]["name"] and (
            parent["metadata"]["uid"] in owners
        )

    def _owned(self, parent: Object, obj: Object) -> Object:
        owner = {
            "apiVersion": parent["apiVersion"],
            "kind": parent["kind"],
            "name": parent["metadata"]["name"],
            "uid": parent["metadata"]["uid"],
            "controller": True,
            "blockOwnerDeletion": True,
        }
        more = {
            "annotations": {MADE_BY: self.controller["metadata"]["name"]},
            "ownerReferences": [owner],
        }
        return obj | {"metadata": obj["metadata"] | more}

    def _do(self, method: str, resource: Object, obj: Object) -> str:
        name, namespace = obj["metadata"]["name"], obj["metadata"]["namespace"]
        path = path_of(resource, namespace)
        if method != "POST":
            path = f"{path}/{name}"
        body = None if method == "DELETE" else obj
        answer: Answer = self.client.send(method, path, body, user=ACCOUNT)
        assert answer.accepted, answer.reason
        verb = {"POST": "create", "PUT": "update", "DELETE": "delete"}[method]
        return f"{verb} {obj['kind']} {name}"


def path_of(resource: Object, namespace: str | None = None) -> str:
    """Return where a resource's objects are, in a namespace or in all."""
    within = f"/namespaces/{namespace}" if namespace else ""
    return f"/apis/{resource['apiVersion']}{within}/{resource['resource']}"


def relative_name(parent: Object, obj: Object) -> str:
    """Return an object's name as Metacontroller tells it to the hook of a parent."""
    name = str(obj["metadata"]["name"])
    inside = "namespace" in parent["metadata"]
    return name if inside else f"{obj['metadata']['namespace']}/{name}"


def merged(there: Object, wanted: Object) -> Object:
    """Return what is there with every field that the hook names set as it says.

    Lists are replaced whole but those whose items have a port, as listeners do.
    """
    spec = {
        field: there["spec"][field] if field == "listeners" else value
        for field, value in wanted["spec"].items()
    }
    return there | {"spec": there["spec"] | spec}
