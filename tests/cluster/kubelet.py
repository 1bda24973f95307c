"""Model whether a pod's containers start, as Kubernetes documents it: no kubelet runs here.

They wait for every ConfigMap and Secret that they read and that is not optional.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Object = Mapping[str, Any]
# A namespace, a kind and a name.
Reference = tuple[str, str, str]


def waiting(objects: Sequence[Object]) -> set[Reference]:
    """Return the missing references of pods among these objects and their results."""
    awaited = {
        (obj["metadata"]["namespace"], kind, source["name"])
        for obj in objects
        if obj["kind"] in ("Deployment", "Job", "StatefulSet")
        for kind, source in _sources(obj["spec"]["template"]["spec"])
        if not source.get("optional")
    }
    return awaited - set(_there(objects))


def _sources(pod: Object) -> Iterator[tuple[str, Object]]:
    """Yield the kind and the reference of all that a pod reads."""
    readers: list[Object] = list(pod.get("volumes", ()))
    for container in (*pod.get("initContainers", ()), *pod["containers"]):
        readers += container.get("envFrom", ())
        readers += (
            each["valueFrom"] for each in container.get("env", ()) if "valueFrom" in each
        )
    for each in readers:
        for field in ("configMap", "configMapRef", "configMapKeyRef"):
            if field in each:
                yield "ConfigMap", each[field]
        for field in ("secretRef", "secretKeyRef"):
            if field in each:
                yield "Secret", each[field]
        if "secret" in each:
            yield "Secret", {**each["secret"], "name": each["secret"]["secretName"]}


def _there(objects: Sequence[Object]) -> Iterator[Reference]:
    """Yield the objects, and those that istiod, cert-manager and the Job create."""
    jobs = [obj["metadata"]["name"] for obj in objects if obj["kind"] == "Job"]
    for obj in objects:
        namespace, name = obj["metadata"].get("namespace", ""), obj["metadata"]["name"]
        yield namespace, obj["kind"], name
        if obj["kind"] == "Namespace":
            yield name, "ConfigMap", "istio-ca-root-cert"
        if obj["kind"] == "Certificate":
            yield namespace, "Secret", obj["spec"]["secretName"]
        if obj["kind"] == "ConfigMap" and name in jobs:
            wanted = json.loads(obj["data"]["wanted.json"])
            yield from ((s["namespace"], "Secret", s["name"]) for s in wanted["secrets"])
