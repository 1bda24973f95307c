"""What Argo CD cannot compare: fields that the definitions in the cluster do not declare."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...delivery.layout import OVERLAYS
from ...delivery.overlay import ResourceId
from ...kube import Object
from ..sentences import several
from .item import Item
from .side import Side

_SEPARATE: Final = r"-v RS='\n---\n' -v ORS='\n---\n'"
_CRD: Final = "CustomResourceDefinition"
# By the same name as Argo CD, so that it stays the only owner of every field.
_APPLY: Final = (
    "kubectl apply --server-side --force-conflicts --field-manager=argocd-controller -f -"
)
_CONTROLLER: Final = "statefulset argocd-application-controller"


def undeclared(before: Side, after: Side) -> Iterator[Item]:
    """Yield how to apply the definitions that Argo CD needs before it compares anything.

    With server-side apply it compares by the definitions that are in the cluster, and syncs
    nothing while a field of an object that exists is in none of them.
    """
    if not after.environment.sync.server_side:
        return
    found = dict(_found(before, after))
    if not found:
        return
    names = "|".join(sorted({name.replace(".", r"\.") for name in found.values()}))
    namespace = after.environment.argo_cd.namespace
    definitions = (
        f"kubectl kustomize dist/{OVERLAYS}/{after.environment.name} | awk {_SEPARATE} "
        rf"'/\nkind: {_CRD}\n/ && /\n  name: ({names})\n/' | {_APPLY}"
    )
    yield Item(
        name=f"Definitions of {after.release.name}",
        what=f"{several(list(found))} would have fields that the definitions in the cluster "
        "do not declare. Argo CD compares before it applies: it would sync nothing, and say "
        "`field not declared in schema`. Apply these definitions yourself, in a checkout "
        f"whose dist/ has {after.release.name}. Then restart Argo CD's controller, in the "
        "cluster where it runs: it keeps the old definitions in memory. Other installations "
        "give it another name.",
        commands=(definitions, f"kubectl rollout restart -n {namespace} {_CONTROLLER}"),
    )


def _found(before: Side, after: Side) -> Iterator[tuple[str, str]]:
    """Yield objects of both sides with such a field, and the name of their definition."""
    there = {ResourceId.of(obj) for obj in before.objects}
    schemas = {
        (f"{obj['spec']['group']}/{version['name']}", obj["spec"]["names"]["kind"]): (
            obj["metadata"]["name"],
            version.get("schema", {}).get("openAPIV3Schema", {}),
        )
        for obj in before.objects
        if obj["kind"] == _CRD
        for version in obj["spec"]["versions"]
    }
    for obj in after.objects:
        known = schemas.get((obj["apiVersion"], obj["kind"]))
        if known and ResourceId.of(obj) in there and not _declares(known[1], _content(obj)):
            yield f"{obj['kind']} `{obj['metadata']['name']}`", known[0]


def _content(obj: Object) -> dict[str, Any]:
    return {
        name: value
        for name, value in obj.items()
        if name not in ("apiVersion", "kind", "metadata")
    }


def _declares(schema: Mapping[str, Any], value: Any) -> bool:
    """Return whether a schema knows every field of a value."""
    open_to_all = "x-kubernetes-preserve-unknown-fields", "x-kubernetes-embedded-resource"
    if any(schema.get(each) for each in open_to_all):
        return True
    if isinstance(value, list):
        return all(_declares(schema.get("items", {}), each) for each in value)
    if not isinstance(value, dict) or not {"properties", "additionalProperties"} & {*schema}:
        return not isinstance(value, dict) or schema.get("type") != "object"
    fields, others = schema.get("properties", {}), schema.get("additionalProperties", False)
    return all(
        _declares(fields[name], each)
        if name in fields
        else (others is True or (others is not False and _declares(others, each)))
        for name, each in value.items()
    )
