"""Generate objects from a schema: one with every field, and small ones with one fault each."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

Schema = dict[str, Any]
Path = tuple[str | int, ...]

# Of paths in a container.
_ABSOLUTE: Final = "^/.*"
_TEXTS: Final = {"date-time": "2026-01-02T03:04:05Z", "byte": "eA==", "duration": "1m"}


def complete(schema: Schema) -> Any:
    """Return a value with every field that the schema knows."""
    if "properties" in schema:
        return {name: complete(field) for name, field in schema["properties"].items()}
    if isinstance(values := schema.get("additionalProperties"), dict):
        return {"sample": complete(values)}
    if schema.get("x-kubernetes-int-or-string"):
        return "1"
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "array":
        return [complete(schema["items"])]
    text = _TEXTS.get(schema.get("format", ""), "sample")
    if schema.get("pattern") == _ABSOLUTE:
        text = f"/{text}"
    number = schema.get("minimum", 1)
    return {
        "string": text,
        "integer": number,
        "number": number,
        "boolean": True,
        "object": {},
    }[kind]


def least(schema: Schema) -> Any:
    """Return a value with the fields that are required, and no others."""
    if "properties" in schema:
        fields = schema["properties"]
        return {name: least(fields[name]) for name in schema.get("required", ())}
    if schema.get("type") == "array":
        return [least(schema["items"])] * schema.get("minItems", 0)
    if isinstance(schema.get("additionalProperties"), dict):
        return {}
    return complete(schema)


def around(schema: Schema, path: Path) -> Any:
    """Return a value that has the fields down to a place, and those required beside them."""
    if not path:
        return complete(schema) if schema.get("type") == "array" else least(schema)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [around(schema["items"], rest)]
    if step in schema.get("properties", ()):
        return least(schema) | {step: around(schema["properties"][step], rest)}
    return {step: around(schema["additionalProperties"], rest)}


def faults(schema: Schema, path: Path = ()) -> Iterator[tuple[str, Path, Any]]:
    """Yield possible faults: name, path and value; None removes the field."""
    yield from _wrong_values(schema, path)
    for name in schema.get("required", ()):
        yield "a required field left out", (*path, name), None
    for name, field in schema.get("properties", {}).items():
        yield from faults(field, (*path, name))
    if isinstance(values := schema.get("additionalProperties"), dict):
        yield from faults(values, (*path, "sample"))
    if "items" in schema:
        yield from faults(schema["items"], (*path, 0))
        if schema.get("x-kubernetes-list-type") == "map":
            yield "the same key twice", (*path, 1), complete(schema["items"])


def _wrong_values(schema: Schema, path: Path) -> Iterator[tuple[str, Path, Any]]:
    if schema.get("x-kubernetes-int-or-string"):
        yield "an object where a quantity or port belongs", path, {"wrong": True}
        if "pattern" in schema:
            yield "a malformed quantity", path, "1 Gib"
    elif kind := schema.get("type"):
        yield f"the wrong type for {kind}", path, _wrong_type(schema)
    if schema.get("format") in _TEXTS:
        yield f"no {schema['format']}", path, "wrong!"
    if "enum" in schema:
        yield "a value that is not offered", path, "Wrong"


def _wrong_type(schema: Schema) -> Any:
    # The API server looks at the format of such a text alone, and takes a list for one.
    if schema.get("format") in ("date-time", "duration"):
        return {"wrong": True}
    return "wrong" if schema["type"] == "array" else ["wrong"]


def spoiled(sample: Any, path: Path, value: Any) -> Any:
    """Return a copy of a sample with another value in one place."""
    copy = deepcopy(sample)
    parent = copy
    for step in path[:-1]:
        parent = parent[step]
    last = path[-1]
    if value is None:
        del parent[last]
    elif isinstance(parent, list) and last == len(parent):
        parent.append(value)
    else:
        parent[last] = value
    return copy
