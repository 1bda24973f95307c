"""Check arguments against annotations before they are used.

The same check applies to configuration, constructs and functions, also under `python -O`.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, wraps
from types import FunctionType
from typing import Any, Final, TypeVar, get_type_hints

from .fitting import fits
from .sentences import described, misfit
from .texts import unreadable

_Function = TypeVar("_Function", bound=Callable[..., Any])

_LIBRARY: Final = __name__.partition(".")[0]


class ArgumentError(TypeError, ValueError):
    """An argument of a wrong type, described in one sentence."""


def check_exported(*modules: Mapping[str, object]) -> None:
    """Make exported classes check the arguments of their constructors and methods.

    modules: their exports, by name. Foreign classes and exceptions are left alone.
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
    """Return a function that refuses arguments that its annotations do not allow."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        # Annotations are read at the first call, since most exports are never used.
        _parameters(function).check(args, kwargs)
        return function(*args, **kwargs)

    return call  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class _Parameters:
    """The parameters of a function. what: the function's name in messages."""

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
                    raise ArgumentError(
                        f"{self.what}: {name} {misfit(value, self.hints[name])}"
                    )
                if (text := unreadable(value)) is not None:
                    raise ArgumentError(
                        f"{self.what}: {name} must be of characters that kustomize can read, "
                        f"got {text!r}; leave control characters out"
                    )
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
