"""Read the running objects of a cluster from files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from ...kube import Object

_ENDINGS: Final = (".json", ".yaml", ".yml")
# It repeats the object as it was applied, including the values of Secrets.
_APPLIED: Final = "kubectl.kubernetes.io/last-applied-configuration"

_WANTED: Final = (
    "give a file or a folder with the running objects, as YAML or JSON of `kubectl get -o "
    "yaml` in files named *.yaml, *.yml or *.json; docs/migration.md has the commands"
)


def read_live(path: Path) -> list[Object]:
    """Return the objects of a file or of every YAML and JSON file below a folder.

    Lists are split into their items. Of Secrets only the names of their keys are kept; values
    are discarded here. Raises ValueError if there are no objects.
    """
    if not path.exists():
        raise ValueError(f"{str(path)!r} does not exist; {_WANTED}")
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    found = [
        _without_values(obj)
        for file in files
        if file.suffix in _ENDINGS
        for document in _documents(file)
        for obj in _objects(document, file)
    ]
    if not found:
        raise ValueError(f"{str(path)!r} contains no objects; {_WANTED}")
    return found


def _documents(file: Path) -> Iterator[Any]:
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".json":
            yield json.loads(text)
        else:
            yield from yaml.load_all(text, Loader=yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError) as error:
        problem, _, _ = str(error).partition("\n")
        raise ValueError(f"{file} cannot be read: {problem}") from error


def _objects(document: Any, file: Path) -> Iterator[Object]:
    if document is None:
        return
    if not isinstance(document, dict) or "kind" not in document:
        raise ValueError(f"{file} contains something that is not a Kubernetes object")
    if document["kind"].endswith("List") and isinstance(document.get("items"), list):
        for item in document["items"]:
            yield from _objects(item, file)
    elif "name" in document.get("metadata", {}):
        yield document


def _without_values(obj: Object) -> Object:
    metadata = obj["metadata"]
    annotations = dict(metadata.get("annotations") or {})
    annotations.pop(_APPLIED, None)
    obj = {**obj, "metadata": {**metadata, "annotations": annotations}}
    if obj["kind"] == "Secret":
        values = [obj.pop(field, None) or {} for field in ("data", "stringData")]
        obj["keys"] = sorted({key for some in values for key in some})
    return obj
