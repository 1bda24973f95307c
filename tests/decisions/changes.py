"""Values that a field could have instead of its own, and where in a platform a field is."""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import Any

from constructs_lib import Platform, Release
from constructs_lib.releases import RELEASES

Path = tuple[str | int, ...]
Pool = Mapping[type, tuple[Any, ...]]

# One of these is mostly of the form that a text needs.
TEXTS = (
    "{}x",
    "x{}",
    "other",
    "cpu",
    "true",
    "other.example.com",
    "https://other.example.com",
    "registry.example.com/other:1.0",
    "grace@example.com",
    "3Gi",
    "3",
    "1.99.0",
    "0.14.0",
    "1.4.0",
    "2.4.1",
    "2.13.1",
    "4.1.0",
    "4.99.0",
    "http://other.example.com:3128",
    "other/{}",
    "/other",
    "other.example.com/key",
    "192.0.2.77",
    "cluster.local/ns/other/sa/other",
    "Europe/Berlin",
    "0 3 * * *",
    "argo-rollouts",
    "11111111-2222-3333-4444-555555555555",
    "eu-north-1",
    "inf2.8xlarge",
    "2x2",
    "v6e",
    "spec.nodeName",
    "common/kubeflow-roles/base",
    "0123456789abcdef0123456789abcdef01234567",
    "10m",
    "$2b$12$" + "a" * 53,
    '{{"keys": [{{"kty": "RSA", "n": "AQAB", "e": "AQAB"}}]}}',
    "",
)


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every decision in a value, with the way to it."""
    # A release has facts, and nobody decides them.
    if is_dataclass(value) and not isinstance(value, type | Release):
        yield path, value
        for field in fields(value):
            if field.init:
                yield from places(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from places(item, (*path, key))


def changed(value: Any, path: Path, new: Any) -> Any:
    """Return a value with another one at a place in it.

    Raises ValueError, as a decision does, for what cannot be.
    """
    if not path:
        return new
    here, *rest = path
    if is_dataclass(value) and not isinstance(value, type):
        inner = changed(getattr(value, str(here)), tuple(rest), new)
        return replace(value, **{str(here): inner})
    if isinstance(value, tuple):
        items = list(value)
        items[int(here)] = changed(items[int(here)], tuple(rest), new)
        return tuple(items)
    return {**value, here: changed(value[here], tuple(rest), new)}


def pool(platforms: Mapping[str, Platform]) -> Pool:
    """Return the decisions that platforms hold, by class."""
    found: dict[type, list[Any]] = {}
    for platform in platforms.values():
        for _, value in places(platform):
            held = found.setdefault(type(value), [])
            if value not in held:
                held.append(value)
    return {cls: tuple(values) for cls, values in found.items()}


def alternatives(value: Any, hint: Any, known: Pool) -> Iterator[Any]:
    """Yield what a field of a type could hold instead of a value."""
    for kind in _kinds(hint):
        for other in _of_kind(value, kind, known):
            if type(other) is not type(value) or other != value:
                yield other


def _kinds(hint: Any) -> Iterator[Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        for each in typing.get_args(hint):
            yield from _kinds(each)
    else:
        yield hint


def _of_kind(value: Any, kind: Any, known: Pool) -> Iterator[Any]:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        yield from arguments
    elif origin in (tuple, frozenset):
        yield from _of_items(value, origin, arguments[0], known)
    elif origin is not None and issubclass(origin, Mapping):
        yield from _of_mapping(value, arguments, known)
    elif isinstance(kind, type):
        yield from _of_class(value, kind, known)


def _of_class(value: Any, kind: type, known: Pool) -> Iterator[Any]:
    if kind is Release:
        yield from RELEASES
    elif is_dataclass(kind):
        yield from known.get(kind, ())
        with suppress(TypeError, ValueError):
            yield kind()
        if type(value) is kind:
            yield from _varied(value, known)
    elif kind is types.NoneType:
        yield None
    elif kind is bool:
        yield not value
    elif kind is int:
        number = value if isinstance(value, int) else 0
        yield from (number + 1, number * 2, number - 1, 3, 8443)
    elif kind is float:
        share = value if isinstance(value, float) else 0.5
        yield from (share / 2, (1 + share) / 2)
    elif kind is timedelta:
        given = value if isinstance(value, timedelta) else timedelta(minutes=1)
        yield from (given * 2, given / 2, timedelta(hours=1))
    elif kind is str:
        yield from (text.format(value or "other") for text in TEXTS)


def _varied(value: Any, known: Pool) -> Iterator[Any]:
    """Yield a decision with another value in one of its fields."""
    hints = typing.get_type_hints(type(value))
    for field in fields(value):
        for other in islice(
            alternatives(getattr(value, field.name), hints[field.name], known), 3
        ):
            with suppress(TypeError, ValueError):
                yield replace(value, **{field.name: other})


def _of_items(value: Any, make: Callable[[Any], Any], kind: Any, known: Pool) -> Iterator[Any]:
    items = tuple(value) if isinstance(value, tuple | frozenset) else ()
    for number in range(len(items)):
        yield make((*items[:number], *items[number + 1 :]))
    for other in alternatives(items[0] if items else None, kind, known):
        yield make((other,))
        yield make((*items, other))


def _of_mapping(value: Any, kinds: tuple[Any, ...], known: Pool) -> Iterator[Any]:
    items = dict(value) if isinstance(value, Mapping) else {}
    for key in items:
        yield {k: v for k, v in items.items() if k != key}
        for other in alternatives(items[key], kinds[1], known):
            yield {**items, key: other}
    for key in alternatives(next(iter(items), None), kinds[0], known):
        for other in alternatives(None, kinds[1], known):
            yield {**items, key: other}


def decisions(known: Pool) -> list[tuple[type, "dataclasses.Field[Any]"]]:
    """Return every field of every class of decisions."""
    return [
        (cls, field)
        for cls in sorted(known, key=lambda each: each.__name__)
        for field in fields(cls)
        if field.init
    ]
