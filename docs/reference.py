"""Write reference.md: every decision and every construct, their types and defaults.

All of it is read from the library: fields, parameters and types from the classes, what they
mean from their docstrings, upstream's answers by comparing `Config()` with `UPSTREAM`.
"""

import dataclasses
import inspect
import pkgutil
import re
import types
import typing
from collections import abc
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

# First: it finds the Node that constructs needs.
import constructs_lib  # isort: skip
from constructs import Construct

from constructs_lib import config
from constructs_lib.config import UPSTREAM, Config
from constructs_lib.releases import V1_9_1, Release, ReleaseImage

_PAGE: Final = Path(__file__).with_name("reference.md")
_INTRODUCTION: Final = """\
# Reference

Every setting and every construct, generated from the library by `make docs`.
`Platform` is all of `dist/`, `Config` is one environment.
If upstream's value differs, a column shows it; [configuration.md](configuration.md) and the
pages that it links to explain why.

Import what you write with `from constructs_lib import …`, unless its section names another
module; a few types of values that you only read are in `constructs_lib.config`.
"""
_CONSTRUCTS: Final = """\
# Constructs

The constructs that `Kubeflow` makes from a `Config`, for an app of your own.
Each takes `scope` and `id` first, as every construct does.
Arguments are checked like settings.
"""
_FIRST: Final = ("Platform", "Environment", "GitRepository", "Config")
# Made by the library for itself.
_INTERNAL: Final = {"Requested", "Since"}
_LONGEST: Final = 60
_COLLECTIONS: Final = {
    tuple: "tuple",
    frozenset: "set",
    set: "set",
    abc.Sequence: "sequence",
    abc.Collection: "collection",
    abc.Iterable: "iterable",
}
_CDK8S: Final = {"App", "Chart"}
_RELEASES: Final = "constructs_lib.releases."
# Kinds that others define, and what tests import.
_OTHER_MODULES: Final = {"bindings", "testing"}
# Parameters that mean the same wherever no docstring says otherwise.
_SHARED: Final = {
    "annotations": "on its objects",
    "gateway": "the Gateway that its routes are bound to, and whose proxy may call it",
    "hardening": "how its pods are protected",
    "host": "a DNS name",
    "images": "where images are pulled from",
    "labels": "on its objects",
    "login": "who may log in, and how",
    "mesh": "the cluster's mesh",
    "name": "of the object",
    "namespace": "of its objects",
    "project": "the AppProject that permits it",
    "source": "where its objects are read",
    "sync": "what Argo CD does by itself",
    "wave": "its sync wave, where an Application applies it",
    "pods": "where its pods run, and how many",
    "defaults": "how its pods run: images, places, resources, hardening, mesh",
    "secrets": "where secret values come from",
    "selector": "labels of the pods that are meant",
    "settings": "how an app knows its user, or the decisions of this component",
    "user_header": "the header that carries who the user is",
    "user_prefix": "what precedes the user in it",
}

Values = dict[tuple[str, str], str]


def page() -> str:
    """Return the reference as Markdown."""
    exported = {name: getattr(import_module(of), name) for name, of in _FAMILIES.items()}
    classes = {
        name: value
        for name, value in (exported | vars(config) | _exports()).items()
        if inspect.isclass(value) and dataclasses.is_dataclass(value) and name not in _INTERNAL
    }
    upstream = dict(_answers(Config(), UPSTREAM))
    names = [*_FIRST, *sorted(classes.keys() - set(_FIRST))]
    decisions = (_section(classes[name], upstream) for name in names)
    constructs = (_construct(cls) for _, cls in sorted(_constructs()))
    return "\n".join([_INTRODUCTION, *decisions, _CONSTRUCTS, *constructs])


def _exports() -> dict[str, object]:
    """Return what the package itself exports, constructs among it."""
    return {name: getattr(constructs_lib, name) for name in constructs_lib.__all__}


def _families() -> dict[str, str]:
    """Return the module of each name that a family of components exports from its own."""
    modules = [
        import_module(f"constructs_lib.{each.name}")
        for each in pkgutil.iter_modules(constructs_lib.__path__)
        if not each.ispkg and not each.name.startswith("_") and each.name not in _OTHER_MODULES
    ]
    return {
        name: module.__name__ for module in modules for name in getattr(module, "__all__", ())
    }


_FAMILIES: Final = _families()


def _constructs() -> Iterator[tuple[str, type]]:
    homes = dict.fromkeys(constructs_lib.__all__, constructs_lib.__name__) | _FAMILIES
    for name, home in homes.items():
        value = getattr(import_module(home), name)
        if inspect.isclass(value) and issubclass(value, Construct) and name not in _CDK8S:
            yield name, value


def _headed(cls: type, prose: Iterable[str]) -> Iterator[str]:
    """Yield a section's heading, what its class is, and where to import it from."""
    yield f"## {cls.__name__}"
    yield from (f"\n{part}" for part in prose)
    if home := _FAMILIES.get(cls.__name__):
        yield f"\nImport it with `from {home} import {cls.__name__}`."


def _construct(cls: type) -> str:
    """Return what a construct's docstring says, and its parameters."""
    made = inspect.getattr_static(cls, "__init__")
    given = list(inspect.signature(made).parameters.values())[3:]
    hints = typing.get_type_hints(made)
    prose, meanings = described(cls, [each.name for each in given])
    rows = [["parameter", "type", "default", "meaning"], ["---"] * 4]
    for each in given:
        default = "needed" if each.default is each.empty else _value(each.default)
        meaning = meanings.get(each.name) or _SHARED.get(each.name, "")
        rows.append([f"`{each.name}`", _type(hints[each.name]), default, meaning])
    table = [_row(row) for row in rows] if given else []
    return "\n".join([*_headed(cls, prose), "", *table, ""])


def _answers(ours: Any, theirs: Any) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what upstream answers where it does otherwise, by class and field."""
    for field in dataclasses.fields(ours):
        our, their = getattr(ours, field.name), getattr(theirs, field.name)
        if our == their:
            continue
        settings = dataclasses.is_dataclass(our) and not isinstance(our, ReleaseImage)
        if type(our) is type(their) and settings:
            yield from _answers(our, their)
        else:
            yield (type(ours).__name__, field.name), _value(their)


def _section(cls: type, upstream: Values) -> str:
    fields = [field for field in dataclasses.fields(cls) if field.init]
    prose, meanings = described(cls, [field.name for field in fields])
    hints = typing.get_type_hints(cls)
    differs = any((cls.__name__, field.name) in upstream for field in fields)
    rows = [["field", "type", "default", "upstream", "meaning"], ["---"] * 5]
    for field in fields:
        answer = upstream.get((cls.__name__, field.name), "")
        meaning = meanings.get(field.name, "")
        kind = _type(hints[field.name])
        rows.append([f"`{field.name}`", kind, _default(field), answer, meaning])
    if not differs:
        rows = [[*row[:3], row[4]] for row in rows]
    table = [_row(row) for row in rows] if fields else []
    return "\n".join([*_headed(cls, prose), "", *table, ""])


def described(cls: type, given: Iterable[str]) -> tuple[list[str], Mapping[str, str]]:
    """Return what a class's docstring says of it, in paragraphs, and of each name given.

    A field is described by `name: text`, several by `name, name: text`, where a sentence may
    begin; the text goes on to the next of them, or to the errors or the source.
    """
    text = " ".join((inspect.getdoc(cls) or "").split())
    names = "|".join(given)
    marks = rf"(?:(?<=[.;)] )|(?<=^))(?=(?:(?:{names}), )*(?:{names}): |Raises |Source: )"
    parts = [part.strip() for part in re.split(marks, text)] if names else [text]
    meanings: dict[str, str] = {}
    prose = []
    for part in parts:
        named = re.match(rf"((?:(?:{names}), )*(?:{names})): (.*)", part) if names else None
        if named:
            for name in named[1].split(", "):
                meanings[name] = named[2].rstrip(".;")
        else:
            prose.append(part)
    return prose, meanings


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _default(field: "dataclasses.Field[Any]") -> str:
    if field.default is not dataclasses.MISSING:
        return _value(field.default)
    if field.default_factory is not dataclasses.MISSING:
        return _value(field.default_factory())
    return "needed"


def _value(value: Any) -> str:
    """Return a value as one would write it, or what it is where that is long."""
    if value is None:
        return "none"
    if isinstance(value, ReleaseImage):
        return f"the release's `{value.name}`, `{V1_9_1.reference(value)}`"
    if isinstance(value, Release):
        return f"`V{value.name.removeprefix('v').replace('.', '_')}`"
    if dataclasses.is_dataclass(value):
        name = value.__class__.__name__
        return f"`{name}()`" if repr(value) == _repr_of_default(value) else f"`{name}(…)`"
    if isinstance(value, Mapping | tuple) and len(repr(value)) > _LONGEST:
        return f"{len(value)} of them"
    return f"`{dict(value)}`" if isinstance(value, Mapping) else f"`{value!r}`"


def _repr_of_default(value: Any) -> str | None:
    try:
        return repr(value.__class__())
    except TypeError:  # it has fields without a default
        return None


def _type(hint: Any) -> str:
    """Return a type in words, with links to those that have a section of their own."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if not arguments:
        return _plain_type(hint)
    if origin is typing.Literal:
        return ", ".join(f"`{choice}`" for choice in arguments)
    if origin is abc.Callable:
        return "function"
    inner = [_type(argument) for argument in arguments if argument is not Ellipsis]
    if origin in (typing.Union, types.UnionType):
        return " or ".join(inner)
    if origin in (abc.Mapping, dict):
        return f"mapping of {inner[0]} to {inner[1]}"
    return f"{_COLLECTIONS[origin]} of {inner[0]}"


def _plain_type(hint: Any) -> str:
    name = hint.__name__
    told = dataclasses.is_dataclass(hint) or name in dict(_constructs())
    # Nobody writes a release, so the classes of its facts have no section.
    of_releases = hint.__module__.startswith(_RELEASES) and name not in constructs_lib.__all__
    if told and name not in _INTERNAL and not of_releases:
        return f"[{name}](#{name.lower()})"
    return "none" if hint is type(None) else f"`{name}`"


if __name__ == "__main__":
    _PAGE.write_bytes(page().encode())
