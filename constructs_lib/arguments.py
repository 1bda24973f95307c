"""Arguments are checked against annotations before anything is made of them.

One rule for decisions, constructs and functions alike, under `python -O` too. Beartype decides
what fits, but for three answers: that a text is a sequence of texts, that a mapping is a
collection of its keys, and that True is a number. And where it looks at one item of a
container, every item counts here.
"""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, is_dataclass
from difflib import get_close_matches
from functools import cache, wraps
from types import FunctionType, NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

_Function = TypeVar("_Function", bound=Callable[..., Any])

_LIBRARY: Final = __name__.partition(".")[0]
_LONGEST: Final = 60
_TEXT: Final = (str, bytes)
_ONE_KIND_OF_ITEM: Final[Mapping[Any, str]] = {
    tuple: "tuple",
    list: "list",
    frozenset: "frozenset",
    AbstractSet: "set",
    Sequence: "sequence",
    Collection: "collection",
    Iterable: "collection",
}
_MAPPINGS: Final = (Mapping, dict)
_MANY: Final[Mapping[Any, str]] = {str: "texts", int: "whole numbers", object: "anything"}
_WORDS: Final[Mapping[Any, str]] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    NoneType: "None",
    Any: "anything",
    object: "anything",
}


class ArgumentError(TypeError, ValueError):
    """An argument of a wrong type, which is as wrong as a wrong value; one sentence."""


def check_exported(*modules: Mapping[str, object]) -> None:
    """Let the classes that modules export check what they are made with, and called with.

    modules: what each exports, by name. Classes of others and exceptions are left alone.
    """
    exported = {value for names in modules for value in names.values() if _is_ours(value)}
    for cls in exported:
        for name, member in list(vars(cls).items()):
            if isinstance(member, FunctionType) and (name == "__init__" or name[0] != "_"):
                setattr(cls, name, checked(member))


def _is_ours(value: object) -> bool:
    return (
        isinstance(value, type)
        and value.__module__.partition(".")[0] == _LIBRARY
        and not issubclass(value, BaseException)
    )


def checked(function: _Function) -> _Function:
    """Return a function that refuses arguments which its annotations do not allow."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        # Annotations are read at the first call: most of what is exported is never used.
        _parameters(function).check(args, kwargs)
        return function(*args, **kwargs)

    return call  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Parameters:
    """What a function takes. what: how a sentence calls the function."""

    what: str
    positional: tuple[str, ...]
    hints: Mapping[str, Any]
    required: tuple[str, ...]

    def check(self, args: Sequence[object], kwargs: Mapping[str, object]) -> None:
        """Raise ArgumentError for the first argument that does not fit, or is missing."""
        if len(args) > len(self.positional):
            raise ArgumentError(self._too_many())
        given = dict(zip(self.positional, args, strict=False))
        for name, value in (*given.items(), *kwargs.items()):
            if name in self.hints:
                if not fits(value, self.hints[name]):
                    raise ArgumentError(self._misfit(name, value))
            elif name not in self.positional:
                raise ArgumentError(self._unknown(name))
        for name in self.required:
            if name not in given and name not in kwargs:
                raise ArgumentError(f"{self.what}: {name} is missing; {self._wanted(name)}")

    def _wanted(self, name: str) -> str:
        return f"it must be {described(self.hints[name])}"

    def _too_many(self) -> str:
        places = ", ".join(name for name in self.positional if name in self.hints)
        named = next((name for name in self.hints if name not in self.positional), None)
        return (
            f"{self.what}: {f'only {places}' if places else 'nothing'} can be given without "
            f"its name" + (f"; write {self.what}({named}=…)" if named else "")
        )

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, self.hints, n=1, cutoff=0)
        return f"{self.what}: there is no {name!r}" + (
            f"; the nearest is {near[0]!r}" if near else "; it takes nothing"
        )

    def _misfit(self, name: str, value: object) -> str:
        hint = self.hints[name]
        return (
            f"{self.what}: {name} must be {described(hint)}, got {_shown(value, hint)}"
            f"{_advice(value, hint)}"
        )


@cache
def _parameters(function: Callable[..., Any]) -> _Parameters:
    signature = inspect.signature(function)
    hints = get_type_hints(function)
    taken = {name: hints[name] for name in signature.parameters if name in hints}
    return _Parameters(
        what=function.__qualname__.removesuffix(".__init__"),
        positional=tuple(
            name
            for name, parameter in signature.parameters.items()
            if parameter.kind is not parameter.KEYWORD_ONLY
        ),
        hints=taken,
        required=tuple(
            name
            for name in taken
            if signature.parameters[name].default is inspect.Parameter.empty
        ),
    )


@dataclass(frozen=True, slots=True)
class _Hint:
    """A type by its alternatives: classes, single values, containers, and all but the last."""

    classes: tuple[type, ...]
    values: tuple[object, ...]
    containers: tuple[Any, ...]
    rest: Any


@cache
def _hint(hint: Any) -> _Hint:
    members = _members(hint)
    containers = tuple(each for each in members if _is_container(each))
    others = tuple(each for each in members if each not in containers)
    return _Hint(
        classes=tuple(each for each in others if isinstance(each, type)),
        values=tuple(
            value for each in others if get_origin(each) is Literal for value in get_args(each)
        ),
        containers=containers,
        rest=Union[others] if others else None,  # noqa: UP007 - of as many as there are
    )


def _members(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) in (Union, UnionType):
        return tuple(member for each in get_args(hint) for member in _members(each))
    return (object if hint is Any else hint,)


def _is_container(hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return arguments[-1] is Ellipsis
    return origin in _ONE_KIND_OF_ITEM or origin in _MAPPINGS


def fits(value: object, hint: Any) -> bool:
    """Return whether a value is what a type says, with every item in it."""
    known = _hint(hint)
    if isinstance(value, bool):
        # To Python it is a number.
        return bool in known.classes or object in known.classes
    if isinstance(value, known.classes) or _is_among(value, known.values):
        return True
    if any(_fits_container(value, each) for each in known.containers):
        return True
    if known.rest is None:
        return False
    # Only now: its import takes a twentieth of a synthesis.
    from beartype.door import is_bearable

    return bool(is_bearable(value, known.rest))


def _is_among(value: object, values: tuple[object, ...]) -> bool:
    return any(type(value) is type(each) and value == each for each in values)


def _fits_container(value: object, hint: Any) -> bool:
    origin, arguments = get_origin(hint), get_args(hint)
    if not isinstance(value, origin) or isinstance(value, _TEXT):
        return False
    if isinstance(value, Mapping):
        if origin not in _MAPPINGS:
            return False
        key, item = arguments
        return all(fits(k, key) and fits(v, item) for k, v in value.items())
    # What can be read once only is read by whom it is for.
    return not isinstance(value, Collection) or all(fits(each, arguments[0]) for each in value)


def described(hint: Any) -> str:
    """Return a type in the words of a sentence."""
    return " or ".join(word for each in _members(hint) for word in _words(each))


def _many(hint: Any) -> str:
    return _MANY.get(hint) or described(hint)


def _words(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return tuple(map(repr, get_args(hint)))
    if hint in _WORDS:
        return (_WORDS[hint],)
    if get_origin(hint) in _MAPPINGS:
        key, item = get_args(hint)
        return (f"a mapping of {_many(key)} to {_many(item)}",)
    if _is_container(hint):
        return (f"a {_ONE_KIND_OF_ITEM[get_origin(hint)]} of {_many(get_args(hint)[0])}",)
    return (getattr(hint, "__name__", str(hint)),)


def _shown(value: object, hint: Any) -> str:
    """Return a value as a sentence tells it; a text where none belongs may be a secret."""
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if isinstance(value, _TEXT) and _is_made(hint):
        return "text"
    text = " ".join(repr(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _is_made(hint: Any) -> bool:
    """Return whether nothing but instances of our own classes will do."""
    return all(is_dataclass(each) or each is NoneType for each in _members(hint))


def _advice(value: object, hint: Any) -> str:
    """Return what would do, where that is to be seen."""
    known = _hint(hint)
    if isinstance(value, type) and issubclass(value, known.classes):
        return f"; write {value.__name__}(…)"
    for container in known.containers:
        origin, item = get_origin(container), get_args(container)[0]
        if origin in _MAPPINGS:
            continue
        if isinstance(value, str) and fits(value, item):
            return f"; write {_as_container([value], origin)}"
        if isinstance(value, list | tuple | set | frozenset):
            wrong = [each for each in value if not fits(each, item)]
            if wrong:
                return f", in which {_shown(wrong[0], item)} is not {described(item)}"
            return f"; write {_as_container(list(value), origin)}"
    if isinstance(value, Mapping):
        return _advice_for_mapping(value, known)
    if isinstance(value, str) and int in known.classes and value.isdecimal():
        return f"; write {value} without quotes"
    if isinstance(value, int) and str in known.classes and not isinstance(value, bool):
        return f"; write {str(value)!r}"
    made = [each for each in known.classes if is_dataclass(each)]
    if len(made) == 1:
        return f"; write {made[0].__name__}(…)"
    return ""


def _advice_for_mapping(value: Mapping[Any, Any], known: _Hint) -> str:
    for container in known.containers:
        if get_origin(container) in _MAPPINGS:
            key, item = get_args(container)
            for k, v in value.items():
                if not fits(k, key):
                    return f", in which {_shown(k, key)} is not {described(key)}"
                if not fits(v, item):
                    return f", in which {_shown(v, item)} is not {described(item)}"
    return ""


def _as_container(items: list[object], origin: Any) -> str:
    shown = {tuple: tuple(items), frozenset: frozenset(items), AbstractSet: set(items)}
    text = repr(shown.get(origin, items))
    return text if len(text) <= _LONGEST else f"a {_ONE_KIND_OF_ITEM[origin]} of them"
