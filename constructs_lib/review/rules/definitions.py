"""Find definitions that drop fields or versions, or require more of their objects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..change import Change
from ..sentences import code, code_pair, listed, several
from ..severity import Severity
from .rule import Found, ReviewRule


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a schema; `open` if unknown fields below it are preserved."""

    type: str
    required: frozenset[str]
    values: frozenset[str]
    open: bool


def _crd(change: Change) -> Found:
    if change.kind != "CustomResourceDefinition" or not change.before or not change.after:
        return
    old, new = (_versions(spec) for spec in change.both("spec"))
    for name, version in old.items():
        if version.get("served") and not new.get(name, {}).get("served"):
            yield Severity.DANGER, f"version {code(name)} is no longer served"
    stored = [[n for n, v in side.items() if v.get("storage")] for side in (old, new)]
    if stored[0] != stored[1]:
        yield (
            Severity.WARNING,
            f"the storage version changes: {listed(stored[0])} → {listed(stored[1])}",
        )
    for name in sorted(old.keys() & new.keys()):
        yield from _compared(name, _fields(old[name]), _fields(new[name]))


def _versions(spec: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {version["name"]: version for version in spec["versions"]}


def _compared(version: str, old: Mapping[str, Field], new: Mapping[str, Field]) -> Found:
    gone = [path for path in old if path not in new and _parent(path) in new]
    lost = [path for path in gone if not new[_parent(path)].open]
    if lost:
        yield (
            Severity.DANGER,
            f"{code(version)} drops {listed(lost)}: objects lose these fields",
        )
    both = [path for path in old if path in new]
    types = [path for path in both if old[path].type != new[path].type]
    if types:
        pairs = [f"{code(p)} {code_pair(old[p].type, new[p].type)}" for p in types]
        yield Severity.DANGER, f"{code(version)}: the type changes: {several(pairs)}"
    asked = [
        f"{path}.{name}".lstrip(".")
        for path in both
        for name in sorted(new[path].required - old[path].required)
    ]
    if asked:
        yield Severity.WARNING, f"{code(version)}: now required: {listed(asked)}"
    fewer = [
        path
        for path in both
        if new[path].values and (not old[path].values or old[path].values - new[path].values)
    ]
    if fewer:
        yield Severity.WARNING, f"{code(version)}: fewer values are accepted: {listed(fewer)}"


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _fields(version: Mapping[str, Any]) -> dict[str, Field]:
    schema = version.get("schema", {}).get("openAPIV3Schema", {})
    return dict(_walk("", schema, open_=False))


def _walk(path: str, schema: Mapping[str, Any], *, open_: bool) -> Iterator[tuple[str, Field]]:
    """Yield every field with its path; `[]` is an item of a list or a value of a map."""
    open_ = open_ or bool(schema.get("x-kubernetes-preserve-unknown-fields"))
    kind = "int or string" if schema.get("x-kubernetes-int-or-string") else schema.get("type")
    yield (
        path,
        Field(
            type=kind or "any",
            required=frozenset(schema.get("required", ())),
            values=frozenset(map(str, schema.get("enum", ()))),
            open=open_,
        ),
    )
    for name, inner in schema.get("properties", {}).items():
        yield from _walk(f"{path}.{name}", inner, open_=open_)
    for word in ("items", "additionalProperties"):
        inner = schema.get(word)
        if isinstance(inner, dict):
            yield from _walk(f"{path}.[]", inner, open_=open_)


CRD: Final = ReviewRule(
    name="crd",
    levels={
        Severity.DANGER: "a field is removed or changes its type, or a version is no longer "
        "served",
        Severity.WARNING: "the storage version changes, a field becomes required, or fewer "
        "values are accepted",
    },
    find=_crd,
)
