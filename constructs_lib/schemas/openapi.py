"""Derive OpenAPI schemas from Python classes: our own and cdk8s's structs."""

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin, get_type_hints

from cdk8s_plus_27 import k8s

from ..kube import field_name
from .hints import Absent, Int32, Since, Until, reaches
from .releases import CDK8S_RELEASE, as_of, is_atomic

Schema = dict[str, Any]

_INT_OR_STRING: Final[Schema] = {
    "anyOf": [{"type": "integer"}, {"type": "string"}],
    "x-kubernetes-int-or-string": True,
}
_NUMBER: Final = r"(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))"
_QUANTITY: Final = rf"^(\+|-)?{_NUMBER}(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?{_NUMBER}))?$"

_LEAVES: Final[Mapping[object, Schema]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time"},
    k8s.IntOrString: _INT_OR_STRING,
    k8s.Quantity: {**_INT_OR_STRING, "pattern": _QUANTITY},
    k8s.ObjectMeta: {"type": "object"},
    Mapping[str, Any]: {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
}


@cache
def schema_of(
    struct: type,
    kubernetes: str = CDK8S_RELEASE,
    controller: str = "",
    *,
    marked: bool = False,
) -> Schema:
    """Return the structural schema of a class, as of a release of Kubernetes.

    controller: the release of the kind's controller, by which `Since` and `Until` decide.
    marked: whether the definition was written by a controller-gen that is newer than that.
    A field is required unless it may be None; a default other than None becomes the schema's.
    All callers share the dictionary: copy it before you change it.
    """
    if not is_dataclass(struct) and not hasattr(struct, "__jsii_type__"):
        raise ValueError(
            f"no schema for {struct!r}: use a dataclass, a cdk8s struct, bool, int, str, "
            "datetime, or a Sequence or Mapping of these"
        )
    hints = _hints(struct, kubernetes, controller, marked=marked)
    schema: Schema = {"type": "object"}
    if hints:
        schema["properties"] = {
            field_name(name): _schema(hint, kubernetes, controller, marked=marked)
            | _default(struct, name)
            for name, hint in hints.items()
        }
    if required := [
        field_name(name) for name, hint in hints.items() if not _is_optional(hint)
    ]:
        schema["required"] = sorted(required)
    if is_atomic(kubernetes, struct, marked=marked):
        schema["x-kubernetes-map-type"] = "atomic"
    return schema


def _hints(
    struct: type, kubernetes: str, controller: str, *, marked: bool
) -> Mapping[str, Any]:
    """Return the types of a class's fields; its own override inherited ones."""
    hints = get_type_hints(struct.__init__, include_extras=True)  # type: ignore[misc]
    hints.pop("return", None)
    own = get_type_hints(struct, include_extras=True)
    there = as_of(kubernetes, struct, _there(hints, controller), marked=marked)
    found = there | _there(own, controller)
    return {name: hint for name, hint in found.items() if hint is not Absent}


def _there(hints: Mapping[str, Any], controller: str) -> dict[str, Any]:
    """Return the types of the fields that a controller of a release has, without marks."""
    there = {}
    for name, hint in hints.items():
        inner, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        marks = [each for each in marks if isinstance(each, Since | Until)]
        if all(mark.holds(controller) for mark in marks):
            there[name] = inner if marks else hint
    return there


def _schema(hint: Any, kubernetes: str, controller: str, *, marked: bool) -> Schema:
    def of(inner: Any) -> Schema:
        return _schema(inner, kubernetes, controller, marked=marked)

    if hint in _LEAVES:
        return _LEAVES[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner, keywords = arguments[:2]
        more: Schema = keywords.lines if reaches(controller, keywords.since) else {}
        return of(inner) | more
    if origin in (Union, UnionType):
        return of(_meant(arguments))
    if origin is Sequence:
        return {"type": "array", "items": of(arguments[0])}
    if origin is Mapping:
        values = of(arguments[1])
        return {"type": "object", "additionalProperties": values}
    return schema_of(hint, kubernetes, controller, marked=marked)


def _meant(alternatives: tuple[Any, ...]) -> Any:
    """Return the type of `T | None`, of jsii's `T | dict` and of its `int | float`."""
    if alternatives[:2] == (int, float):
        return Int32
    return next(a for a in alternatives if a is not NoneType)


def _is_optional(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _default(struct: type, name: str) -> Schema:
    default = vars(struct).get(name)
    return {"default": default} if isinstance(default, bool | int | str) else {}
