"""Check whether a value matches an annotation.

Beartype decides, with three exceptions: a string is not a sequence of strings, a mapping is
not a collection of its keys, and True is not a number. Beartype checks one item of a
container; here every item is checked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin

TEXTS: Final = (str, bytes)
KINDS_OF_ITEMS: Final[Mapping[Any, str]] = {
    tuple: "tuple",
    list: "list",
    frozenset: "frozenset",
    AbstractSet: "set",
    Sequence: "sequence",
    Collection: "collection",
    Iterable: "collection",
}
MAPPINGS: Final = (Mapping, dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A type as its alternatives.

    classes, values: accepted classes and literal values. containers: types with items.
    rest: all but the containers as one type; None if there is nothing else.
    """

    classes: tuple[type, ...]
    values: tuple[object, ...]
    containers: tuple[Any, ...]
    rest: Any


@cache
def hint_of(hint: Any) -> Hint:
    """Return a type's alternatives."""
    members = members_of(hint)
    containers = tuple(each for each in members if is_container(each))
    others = tuple(each for each in members if each not in containers)
    return Hint(
        classes=tuple(each for each in others if isinstance(each, type)),
        values=tuple(
            value for each in others if get_origin(each) is Literal for value in get_args(each)
        ),
        containers=containers,
        rest=Union[others] if others else None,  # noqa: UP007 - of as many as there are
    )


def members_of(hint: Any) -> tuple[Any, ...]:
    """Return the alternatives of a union."""
    if get_origin(hint) in (Union, UnionType):
        return tuple(member for each in get_args(hint) for member in members_of(each))
    return (object if hint is Any else hint,)


def base_of(hint: Any) -> type | None:
    """Return the class T of `type[T]`, or None for any other type."""
    if get_origin(hint) is not type:
        return None
    [base] = get_args(hint)
    bound = base.__bound__ if isinstance(base, TypeVar) else base
    return bound if isinstance(bound, type) else object


def is_container(hint: Any) -> bool:
    """Return whether a type is a container of any number of items of one kind."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return arguments[-1] is Ellipsis
    return origin in KINDS_OF_ITEMS or origin in MAPPINGS


def fits(value: object, hint: Any) -> bool:
    """Return whether a value and every item in it match a type."""
    known = hint_of(hint)
    if isinstance(value, bool):
        # In Python a bool is a number.
        return bool in known.classes or object in known.classes
    if isinstance(value, known.classes) or _is_among(value, known.values):
        return True
    if any(_fits_container(value, each) for each in known.containers):
        return True
    if known.rest is None:
        return False
    if base := base_of(known.rest):
        return isinstance(value, type) and issubclass(value, base)
    # Imported late: the import takes a twentieth of a synthesis.
    from beartype.door import is_bearable

    return bool(is_bearable(value, known.rest))


def _is_among(value: object, values: tuple[object, ...]) -> bool:
    return any(type(value) is type(each) and value == each for each in values)


def _fits_container(value: object, hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if not isinstance(value, origin) or isinstance(value, TEXTS):
        return False
    if isinstance(value, Mapping):
        if origin not in MAPPINGS:
            return False
        key, item = arguments
        return all(fits(k, key) and fits(v, item) for k, v in value.items())
    # An iterator can be read only once, so it is left to its consumer.
    return not isinstance(value, Collection) or all(fits(each, arguments[0]) for each in value)
