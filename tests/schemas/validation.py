"""What an API server finds wrong with an object of one of our kinds."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import jsonschema_rs

from constructs_lib.schemas import CustomResource

RANGES = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
}


def problems(resource: CustomResource, manifest: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each reason that the API server has to refuse the manifest."""
    version = manifest["apiVersion"].removeprefix(f"{resource.group}/")
    return [
        f"{'.'.join(map(str, error.instance_path))}: {error.message}"
        for error in _validator(resource, version).iter_errors(manifest)
    ]


class UniqueKeys:
    """Two items of a list must differ in one of the list's keys at least."""

    def __init__(
        self,
        parent_schema: dict[str, Any],
        value: list[str],
        schema_path: object,  # What jsonschema_rs passes.
    ) -> None:
        properties = parent_schema["items"]["properties"]
        self._defaults = {key: properties[key].get("default") for key in value}

    def validate(self, instance: Any) -> None:
        seen = [
            tuple(item.get(key, default) for key, default in self._defaults.items())
            for item in instance
        ]
        if len(set(seen)) < len(seen):
            raise ValueError(f"two items have the same {' and '.join(self._defaults)}")


@cache
def _validator(resource: CustomResource, version: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(
        translated(resource.schema(version)),
        validate_formats=True,
        keywords={"x-kubernetes-list-map-keys": UniqueKeys},
    )


def translated(node: Any) -> Any:
    """Say in JSON Schema what only Kubernetes reads in a structural schema."""
    if isinstance(node, list):
        return [translated(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: translated(value) for key, value in node.items()}
    if node.get("type") == "integer":
        result = RANGES.get(node.get("format", ""), {}) | result
    if node.get("type") == "object" and isinstance(node.get("required"), list):
        # Defaults are filled in before anything is missed.
        result["required"] = [
            name for name in node["required"] if "default" not in node["properties"][name]
        ]
    return result
