"""Convert cdk8s's typed values to plain Kubernetes values without Node.

Each is checked against the annotation of its field, also under `python -O`: nothing else
does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints

from cdk8s_plus_27 import k8s

from ..arguments.fitting import members_of
from ..arguments.sentences import misfit
from .names import UNNAMED, choice, field_names

Convert = Callable[[Any], Any]

_WRAPPED: Final = (k8s.IntOrString, k8s.Quantity)


class UnknownTypeError(TypeError):
    """A type that only cdk8s can convert."""


class _Misfit(Exception):  # noqa: N818 - caught where the field's name is known
    """A value of a different type than its field's."""


def int_or_string(value: int | str) -> k8s.IntOrString:
    """Return a number or a string as cdk8s's structs accept it."""
    made: k8s.IntOrString = _wrapped(_IntOrString, value)
    return made


def quantity(value: int | str) -> k8s.Quantity:
    """Return a quantity, such as `100m`, as cdk8s's structs accept it."""
    made: k8s.Quantity = _wrapped(_Quantity, value)
    return made


class _InPython:
    """A value that Node receives only if cdk8s itself writes the surrounding object."""

    value: Any = None

    @property
    def __jsii_ref__(self) -> Any:
        kind: Any = type(self)
        make = kind.from_string if isinstance(self.value, str) else kind.from_number
        return make(self.value).__jsii_ref__


class _IntOrString(_InPython, k8s.IntOrString):
    pass


class _Quantity(_InPython, k8s.Quantity):
    pass


def _wrapped(kind: type[_InPython], value: int | str) -> Any:
    made = kind.__new__(kind)
    made.value = value
    return made


def plain(value: Any) -> Any:
    """Return an untyped value with everything in it as plain values."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        # JavaScript's notation.
        return int(value) if value.is_integer() else value
    if hasattr(value, "__jsii_name_mapping__"):
        return plain_struct(value)
    return _refuse(value)


def plain_struct(value: Any) -> dict[str, Any]:
    """Return a struct's fields by Kubernetes' names, sorted, without None.

    Raises ValueError for a field of a different type than its annotation, UnknownTypeError
    for a type that only cdk8s can convert.
    """
    kind: Any = type(value)
    given = value._values  # noqa: SLF001 - jsii has no other way to what was given
    made = {}
    for name, key, hint, convert in _fields(kind):
        if (item := given.get(name)) is not None:
            try:
                made[key] = convert(item)
            except _Misfit:
                raise ValueError(f"{kind.__name__}: {name} {misfit(item, hint)}") from None
    return made


@cache
def _fields(kind: Any) -> list[tuple[str, str, Any, Convert]]:
    """Return the fields of a struct, sorted by their names in Kubernetes."""
    if kind.__jsii_type__ in UNNAMED:
        raise UnknownTypeError(f"{kind.__name__} has irregular names of fields")
    # Evaluated in its own module: Python otherwise caches what `GatewaySpec`
    # meant in the first module that defines one.
    hints = get_type_hints(kind.__init__, localns={**kind.__init__.__globals__})
    fields = [
        (name, key, hints[name], converter(hints[name]))
        for name, key in field_names(kind).items()
    ]
    return sorted(fields, key=lambda field: field[1])


@cache
def converter(hint: Any) -> Convert:
    """Return the converter of a type; it refuses values of other types."""
    members = [each for each in members_of(hint) if each is not NoneType]
    # A struct may be given as a dictionary, which its constructor converts.
    meant, *others = [each for each in members if get_origin(each) is not dict] or members
    if meant is int and others == [float]:
        return _number
    if others:
        return _refuse
    origin, arguments = get_origin(meant), get_args(meant)
    if origin is Sequence:
        return _sequence(converter(arguments[0]))
    if origin in (Mapping, dict):
        return _mapping(converter(arguments[1]))
    if meant in (Any, object):
        return plain
    return _of_class(meant)


def _of_class(kind: type) -> Convert:
    if kind in (str, bool):
        return lambda value: _instance(value, kind)
    if kind in _WRAPPED:
        return lambda value: _instance(value, kind).value
    if issubclass(kind, Enum):
        return lambda value: choice(_instance(value, kind))
    if hasattr(kind, "__jsii_name_mapping__"):
        return lambda value: plain_struct(_instance(value, kind))
    return _refuse


def _refuse(value: Any) -> Any:
    raise UnknownTypeError(f"{type(value).__name__} is no plain value")


def _instance(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise _Misfit
    return value


def _number(value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Misfit
    number: int | float = plain(value)
    return number


def _sequence(convert: Convert) -> Convert:
    def converted(value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise _Misfit
        return [convert(item) for item in value]

    return converted


def _mapping(convert: Convert) -> Convert:
    def converted(value: Any) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise _Misfit
        return dict(_items(value, convert))

    return converted


def _items(value: Mapping[Any, Any], convert: Convert) -> Iterator[tuple[str, Any]]:
    for key in sorted(value):
        if not isinstance(key, str):
            raise _Misfit
        if value[key] is not None:
            yield key, convert(value[key])
