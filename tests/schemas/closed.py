"""What an API server finds wrong with an object of a custom kind, unknown fields included."""

from collections.abc import Iterable, Mapping
from typing import Any

import jsonschema_rs

from constructs_lib.kube import Object
from tests.schemas.validation import UniqueKeys, translated

# Below these a schema says more of the same object and names only a few of its fields.
_ALTERNATIVES = ("allOf", "anyOf", "not", "oneOf")


def validators(
    definitions: Iterable[Object],
) -> Mapping[tuple[str, str], jsonschema_rs.Validator]:
    """Return what checks an object, by its API version and kind."""
    found = {}
    for spec in (definition["spec"] for definition in definitions):
        for version in spec["versions"]:
            schema = closed(translated(version["schema"]["openAPIV3Schema"]))
            # What every object has, and what a schema need not say.
            schema.setdefault("properties", {}).update(apiVersion={}, kind={}, metadata={})
            key = (f"{spec['group']}/{version['name']}", spec["names"]["kind"])
            found[key] = jsonschema_rs.validator_for(
                schema,
                validate_formats=True,
                keywords={"x-kubernetes-list-map-keys": UniqueKeys},
            )
    return found


def closed(node: Any) -> Any:
    """Refuse the fields that a structural schema does not name, as strict decoding does."""
    if isinstance(node, list):
        return [closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {
        key: value if key in _ALTERNATIVES else closed(value) for key, value in node.items()
    }
    is_schema = isinstance(node.get("properties"), dict) and node.get("type") == "object"
    if is_schema and not node.get("x-kubernetes-preserve-unknown-fields"):
        result.setdefault("additionalProperties", False)
    return result
