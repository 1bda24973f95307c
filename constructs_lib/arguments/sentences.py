"""Describe a wrong argument in a sentence: what it is, and what is accepted."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from .fitting import (
    KINDS_OF_ITEMS,
    MAPPINGS,
    TEXTS,
    base_of,
    fits,
    hint_of,
    is_container,
    members_of,
)

_LONGEST: Final = 60
_WORDS: Final[Mapping[Any, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number with a point",
    bool: "True or False",
    NoneType: "None",
    object: "anything",
}
_MANY: Final[Mapping[Any, str]] = {str: "texts", int: "whole numbers"}


def misfit(value: object, hint: Any) -> str:
    """Return the expected type, the value, and a correction if there is an obvious one."""
    ways = (_constants, _class, _items, _mapping, _number, _made)
    advice = next(filter(None, (way(value, hint) for way in ways)), "")
    return f"must be {described(hint)}, got {_shown(value, hint)}{advice}"


def described(hint: Any) -> str:
    """Return a description of a type."""
    return " or ".join(word for each in members_of(hint) for word in _words(each))


def _many(hint: Any) -> str:
    return _MANY.get(hint) or described(hint)


def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(map(repr, get_args(hint)))
    if hint in _WORDS:
        return (_WORDS[hint],)
    if get_origin(hint) in MAPPINGS:
        key, item = get_args(hint)
        return (f"a mapping of {_many(key)} to {_many(item)}",)
    if base := base_of(hint):
        return (f"a subclass of {base.__name__}",)
    if is_container(hint):
        return (f"a {KINDS_OF_ITEMS[get_origin(hint)]} of {_many(get_args(hint)[0])}",)
    return (getattr(hint, "__name__", str(hint)),)


def _shown(value: object, hint: Any) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if isinstance(value, TEXTS) and _is_made(hint):
        # The value may be a password in place of a reference to one.
        return "text"
    text = " ".join(repr(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _is_made(hint: Any) -> bool:
    """Return whether only instances of our own classes are accepted."""
    return all(is_dataclass(each) or each is NoneType for each in members_of(hint))


def _constants(value: object, hint: Any) -> str:  # noqa: ARG001 - whatever came
    """Advise the constants of a class of which nobody makes more."""
    for each in hint_of(hint).classes:
        if constants := getattr(each, "CONSTANTS", None):
            *others, last = constants
            return f"; write {', '.join(others)} or {last}"
    return ""


def _class(value: object, hint: Any) -> str:
    """Advise an instance if the class was given."""
    if isinstance(value, type) and issubclass(value, hint_of(hint).classes):
        return f"; write {value.__name__}(…)"
    return ""


def _items(value: object, hint: Any) -> str:
    """Advise a container for a single string, or for items of a different container."""
    containers = [
        each for each in hint_of(hint).containers if get_origin(each) not in MAPPINGS
    ]
    if not containers:
        return ""
    [origin, (item, *_)] = get_origin(containers[0]), get_args(containers[0])
    if isinstance(value, str) and fits(value, item):
        return f"; write {_as_container([value], origin)}"
    if is_dataclass(value) and fits(value, item) and origin is tuple:
        return f"; write ({type(value).__name__}(…),)"
    if not isinstance(value, list | tuple | set | frozenset):
        return ""
    for each in value:
        if not fits(each, item):
            return _among(each, item)
    return f"; write {_as_container(list(value), origin)}"


def _mapping(value: object, hint: Any) -> str:
    """Name the first wrong key or value."""
    wanted = [each for each in hint_of(hint).containers if get_origin(each) in MAPPINGS]
    if not wanted or not isinstance(value, Mapping):
        return ""
    key, item = get_args(wanted[0])
    pairs = [pair for k, v in value.items() for pair in ((k, key), (v, item))]
    return next((_among(each, kind) for each, kind in pairs if not fits(each, kind)), "")


def _number(value: object, hint: Any) -> str:
    """Advise a number without quotes, a string with quotes, or a number with a point."""
    classes = hint_of(hint).classes
    if isinstance(value, str) and int in classes and value.isdecimal():
        return f"; write {value} without quotes"
    if type(value) is int and str in classes:
        return f"; write {str(value)!r}"
    if type(value) is int and float in classes:
        return f"; write {value}.0"
    return ""


def _made(value: object, hint: Any) -> str:  # noqa: ARG001 - whatever came
    """Advise the only class of ours that is accepted."""
    made = [each for each in hint_of(hint).classes if is_dataclass(each)]
    return f"; write {made[0].__name__}(…)" if len(made) == 1 else ""


def _among(value: object, hint: Any) -> str:
    return f", in which {_shown(value, hint)} is not {described(hint)}"


def _as_container(items: list[object], origin: Any) -> str:
    shown = {tuple: tuple, frozenset: frozenset, AbstractSet: set}.get(origin, list)
    text = repr(shown(items))
    return text if len(text) <= _LONGEST else f"a {KINDS_OF_ITEMS[origin]} of them"
