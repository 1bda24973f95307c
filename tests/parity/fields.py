"""What is compared of an object: every field that means something, by its path."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

import yaml

from constructs_lib.kube import Object

Leaves = dict[str, object]

# The file of an object stands here where it is our own work: a program, a drawing. It must be
# there, whatever it says. What it has to do is asked of it by tests of its own.
OWN: Final = (
    "ConfigMap/kubeflow/kubeflow-pipelines-profile-controller-code:data.sync.py",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.group-one-icon.svg",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.group-one-logo.svg",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.group-two-icon.svg",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.group-two-logo.svg",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.jupyter-icon.svg",
    "ConfigMap/kubeflow/jupyter-web-app-logos:data.jupyterlab-logo.svg",
    "ConfigMap/oauth2-proxy/oauth2-proxy-theme:data.kubeflow-logo.svg",
)
# Upstream's samples for people, which no program reads: only that they are there counts.
SAMPLES: Final = ("ConfigMap/kubeflow/inferenceservice-config:data._example",)
# Fields whose value is the one that the API server gives where there is none.
DEFAULTS: Final[Any] = (
    (".data", {}),
    (".fieldRef.apiVersion", "v1"),
    (".httpGet.scheme", "HTTP"),
    (".protocol", "TCP"),
    (".resources", {}),
    (".sessionAffinity", "None"),
    (".subresources", {}),
    (".volumeClaimTemplates", []),
    ("Probe.periodSeconds", 10),
)
# Who made a manifest, and how it is filed. Nothing selects by these; those of pods do count.
ORIGIN: Final = frozenset(
    {
        "metadata.annotations.controller-gen.kubebuilder.io/version",
        "metadata.annotations.internal.kpt.dev/upstream-identifier",
        "metadata.labels.app",
        "metadata.labels.app.kubernetes.io/component",
        "metadata.labels.app.kubernetes.io/created-by",
        "metadata.labels.app.kubernetes.io/instance",
        "metadata.labels.app.kubernetes.io/managed-by",
        "metadata.labels.app.kubernetes.io/name",
    }
)
# What tells the items of a list apart, in this order of preference.
_NAMES: Final = ("name", "mountPath", "containerPort", "port", "key", "ip", "path", "kind")
# kustomize's alphabet for the hash at the end of a generated name.
_HASH: Final = re.compile("-[2456789bcdfghkmt]{10}$")


def identity(obj: Object) -> str:
    """Return `kind/namespace/name`, the namespace empty where there is none."""
    metadata = obj["metadata"]
    return f"{obj['kind']}/{metadata.get('namespace', '')}/{metadata['name']}"


def named(objects: Iterable[Object]) -> dict[str, Object]:
    """Return objects by their identity, generated names as they were before their hash."""
    found = list(objects)
    names = {
        obj["metadata"]["name"] for obj in found if obj["kind"] in ("ConfigMap", "Secret")
    }
    plain = {name: _HASH.sub("", name) for name in names if _HASH.search(name)}
    return {identity(obj): obj for obj in (_renamed(obj, plain) for obj in found)}


def _renamed(node: Any, names: dict[str, str]) -> Any:
    match node:
        case dict():
            return {key: _renamed(value, names) for key, value in node.items()}
        case list():
            return [_renamed(item, names) for item in node]
        case str():
            return names.get(node, node)
    return node


def leaves(obj: Object) -> Leaves:
    """Return an object's fields by their paths: all that means something, but no schemas."""
    body = {key: value for key, value in obj.items() if key not in ("rules", "status")}
    match obj["kind"]:
        case "ConfigMap":
            body["data"] = _told(obj)
        case "CustomResourceDefinition":
            versions = [
                {key: value for key, value in version.items() if key != "schema"}
                for version in obj["spec"]["versions"]
            ]
            body["spec"] = obj["spec"] | {"versions": versions}
        case "ClusterRole" | "Role":
            body["rules"] = grants(obj)
    return {
        path: value
        for path, value in _flat(body)
        if path not in ORIGIN
        if not any(f".{path}".endswith(end) and value == default for end, default in DEFAULTS)
    }


def _told(config_map: Object) -> dict[str, object]:
    """Return what the files of a ConfigMap say."""
    whole = identity(config_map)
    return {
        name: "is there" if f"{whole}:data.{name}" in (*OWN, *SAMPLES) else _parsed(text)
        for name, text in (config_map.get("data") or {}).items()
    }


def _parsed(text: str) -> object:
    """Return what YAML or JSON says; of another text the lines that are no comments."""
    try:
        value = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        value = None
    if isinstance(value, dict | list):
        return value
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def grants(role: Object) -> dict[str, list[str]]:
    """Return a role's verbs by `group/resource`, `group/resource@name,name` or a URL."""
    found: dict[str, set[str]] = {}
    for rule in role.get("rules") or ():
        only = ",".join(sorted(rule.get("resourceNames") or ()))
        resources = [
            f"{group or 'core'}/{resource}{'@' if only else ''}{only}"
            for group in rule.get("apiGroups") or ()
            for resource in rule.get("resources") or ()
        ]
        for what in (*resources, *(rule.get("nonResourceURLs") or ())):
            found.setdefault(what, set()).update(rule["verbs"])
    return {what: sorted(verbs) for what, verbs in sorted(found.items())}


def schemas(definition: Object) -> dict[str, Leaves]:
    """Return each version's schema by `plural.group/version`, without descriptions."""
    if definition["kind"] != "CustomResourceDefinition":
        return {}
    name = definition["metadata"]["name"]
    return {
        f"{name}/{version['name']}": schema_leaves(version["schema"]["openAPIV3Schema"])
        for version in definition["spec"]["versions"]
    }


def schema_leaves(schema: Any) -> Leaves:
    """Return what a schema asks, without descriptions; no list in it has an order."""
    return dict(_flat(_asked(schema)))


def _asked(schema: Any) -> Any:
    match schema:
        case dict():
            return {
                key: _asked(value)
                for key, value in schema.items()
                # A property may be called so; then it is no text.
                if key != "description" or isinstance(value, dict)
            }
        case list():
            return sorted((_asked(item) for item in schema), key=repr)
    return schema


def _flat(node: Any, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield the path and value of each leaf: what is empty is one, what is null is none."""
    match node:
        case dict() if node:
            for key, value in node.items():
                yield from _flat(value, f"{path}.{key}" if path else str(key))
        case list() if node:
            labels = list(_labels(node))
            # A variable may name those before it.
            if path.endswith(".env"):
                yield f"{path}[]", labels
            for label, item in zip(labels, node, strict=True):
                yield from _flat(item, f"{path}[{label}]")
        case None:
            return
        case _:
            yield path, node


def _labels(items: list[Any]) -> Iterable[str]:
    """Return what tells the items of a list apart: a field of theirs, else their place."""
    if all(isinstance(item, dict) for item in items):
        for name in _NAMES:
            labels = [f"{name}={item[name]}" for item in items if name in item]
            if len(set(labels)) == len(items):
                return labels
    return ["#"] if len(items) == 1 else [f"#{place}" for place in range(len(items))]
