"""Write reference.md: every name that the library exports, with types and defaults.

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
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

# First: it finds the Node that constructs needs.
import constructs_lib  # isort: skip
from constructs import Construct

from constructs_lib import config, testing
from constructs_lib.config import UPSTREAM, Config
from constructs_lib.releases import V1_9_1, Release, ReleaseImage

_PAGE: Final = Path(__file__).with_name("reference.md")
_INTRODUCTION: Final = """\
# Reference

Every setting, construct, function and constant, generated from the library by `make docs`.
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
_FUNCTIONS: Final = """\
# Functions

What a program calls, and the errors that it may catch.
"""
_TESTING: Final = """\
# Testing

What `constructs_lib.testing` has for a site's own tests: [testing.md](testing.md).
It needs the extra `testing`.
"""
_CONSTANTS: Final = """\
# Constants and types

"""
_FIRST: Final = ("Platform", "Environment", "GitRepository", "Config")
# Made by the library for itself.
_INTERNAL: Final = {"Since"}
# What no docstring can say.
_MEANINGS: Final = {
    "RUNTIMES": f"the runtimes of KServe in Kubeflow {V1_9_1.name}; `runtimes_of` has those "
    "of every release",
    "UPSTREAM": f"Kubeflow as upstream ships it in {V1_9_1.name}",
    "UPSTREAM_CORE": "its core, with images that can be pulled, and without links that lead "
    "nowhere",
    "__version__": "the version of the library",
}
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
# Kinds that others define, and what tests import.
_OTHER_MODULES: Final = {"bindings", "testing"}
# Packages that users import from, beside the modules.
_PACKAGES: Final = {"recovery"}
# Parameters of constructs that mean the same wherever no docstring says otherwise.
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
    upstream = dict(_answers(Config(), UPSTREAM))
    settings = _settings()
    names = [*_FIRST, *sorted(settings.keys() - set(_FIRST))]
    decisions = (_section(name, settings[name], upstream) for name in names)
    constructs = (_construct(name, cls) for name, cls in sorted(_constructs()))
    functions, constants = _others()
    return "\n".join(
        [
            _INTRODUCTION,
            *decisions,
            _CONSTRUCTS,
            *constructs,
            _FUNCTIONS,
            *(_called(name, functions[name]) for name in sorted(functions, key=str.lower)),
            _TESTING,
            *(_tested(name, value) for name, value in _tests().items()),
            _CONSTANTS + _table_of(constants),
        ]
    )


def _settings() -> dict[str, type]:
    """Return the dataclasses by which a platform is configured, and what functions return."""
    exported = {name: getattr(import_module(of), name) for name, of in _FAMILIES.items()}
    return {
        name: value
        for name, value in (exported | vars(config) | _exports()).items()
        if inspect.isclass(value) and dataclasses.is_dataclass(value) and name not in _INTERNAL
    }


def _others() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what is no setting and no construct: what is called or caught, and constants."""
    homes = dict.fromkeys(constructs_lib.__all__, constructs_lib.__name__) | _FAMILIES
    known = {*_settings(), *dict(_constructs()), *_INTERNAL}
    values = {
        name: getattr(import_module(home), name)
        for name, home in homes.items()
        if name not in known
    }
    functions = {
        name: value
        for name, value in values.items()
        if name not in _CDK8S and (inspect.isfunction(value) or inspect.isclass(value))
    }
    return functions, {n: v for n, v in values.items() if n not in functions}


def _tests() -> dict[str, Any]:
    return {name: getattr(testing, name) for name in testing.__all__}


@cache
def _headings() -> AbstractSet[str]:
    """Return the names that have a section of their own."""
    return {*_settings(), *dict(_constructs()), *_others()[0], *_tests()}


def _exports() -> dict[str, object]:
    """Return what the package itself exports, constructs among it."""
    return {name: getattr(constructs_lib, name) for name in constructs_lib.__all__}


def _families() -> dict[str, str]:
    """Return the module of each name that a family of components exports from its own."""
    modules = [
        import_module(f"constructs_lib.{each.name}")
        for each in pkgutil.iter_modules(constructs_lib.__path__)
        if (each.name in _PACKAGES or not each.ispkg)
        and not each.name.startswith("_")
        and each.name not in _OTHER_MODULES
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


def _headed(name: str, prose: Iterable[str]) -> Iterator[str]:
    """Yield a section's heading, what its class is, and where to import it from."""
    yield f"## {name}"
    yield from (f"\n{part}" for part in prose)
    if home := _FAMILIES.get(name):
        yield f"\nImport it with `from {home} import {name}`."


def _construct(name: str, cls: type) -> str:
    """Return what a construct's docstring says, and its parameters."""
    made = inspect.getattr_static(cls, "__init__")
    # After itself, its scope and its id.
    return _parameters(name, cls, made, skipped=3)


def _called(name: str, value: Any) -> str:
    """Return what the docstring of a function, an error or a fixture says."""
    if inspect.isfunction(value):
        return _parameters(name, value, value, skipped=0)
    fields = getattr(value, "__dataclass_fields__", ())
    return "\n".join([*_headed(name, described(value, fields)[0]), ""])


def _tested(name: str, value: Any) -> str:
    """Return the section of what tests import; `site_of` alone makes a Site."""
    is_settings = inspect.isclass(value) and dataclasses.is_dataclass(value)
    if is_settings and value is not testing.Site:
        return _section(name, value, {})
    return _called(name, value)


def _table_of(constants: Mapping[str, Any]) -> str:
    rows = [["name", "type", "meaning"], ["---"] * 3]
    for name, value in constants.items():
        kind, meaning = _kind_and_meaning(name, value)
        home = f"; from `{_FAMILIES[name]}`" if name in _FAMILIES else ""
        rows.append([f"`{name}`", kind, f"{meaning}{home}"])
    return "\n".join([*map(_row, rows), ""])


def _kind_and_meaning(name: str, value: Any) -> tuple[str, str]:
    if name in _CDK8S:
        return "construct", "the class of cdk8s"
    if typing.get_args(value):
        return "type", _type(value)
    if isinstance(value, Release):
        return _type(Release), f"Kubeflow {value.name}"
    return _type(type(value)), _MEANINGS[name]


def _parameters(name: str, told: Any, function: Any, *, skipped: int) -> str:
    """Return a section with the parameters of a function, as a docstring describes them."""
    given = list(inspect.signature(function).parameters.values())[skipped:]
    hints = typing.get_type_hints(function)
    prose, meanings = described(told, [each.name for each in given])
    rows = [["parameter", "type", "default", "meaning"], ["---"] * 4]
    shared = {} if told is function else _SHARED
    for each in given:
        default = "needed" if each.default is each.empty else _value(each.default)
        meaning = meanings.get(each.name) or shared.get(each.name, "")
        rows.append([f"`{each.name}`", _type(hints[each.name]), default, meaning])
    table = [_row(row) for row in rows] if given else []
    return "\n".join([*_headed(name, prose), "", *table, ""])


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


def _section(name: str, cls: type, upstream: Values) -> str:
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
    return "\n".join([*_headed(name, prose), "", *table, ""])


def described(cls: Any, given: Iterable[str]) -> tuple[list[str], Mapping[str, str]]:
    """Return what a class's docstring says of it, in paragraphs, and of each name given.

    A field is described by `name: text`, several by `name, name: text`, where a sentence may
    begin; the text goes on to the next of them, or to the errors or the source.
    """
    text = " ".join((inspect.getdoc(cls) or "").split())
    names = "|".join(given) or "(?!)"  # which matches nothing
    ends = "Raises |Returns |Source: "
    marks = rf"(?:(?<=[.;)] )|(?<=^))(?=(?:(?:{names}), )*(?:{names}): |{ends})"
    parts = [part.strip() for part in re.split(marks, text)]
    meanings: dict[str, str] = {}
    prose = []
    for part in parts:
        named = re.match(rf"((?:(?:{names}), )*(?:{names})): (.*)", part)
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
        return f"`{value.constant}`"
    if dataclasses.is_dataclass(value):
        name = value.__class__.__name__
        return f"`{name}()`" if repr(value) == _repr_of_default(value) else f"`{name}(…)`"
    if isinstance(value, Mapping | tuple) and len(repr(value)) > _LONGEST:
        return f"{len(value)} of them"
    if isinstance(value, Mapping):
        value = dict(value)
    return f"`{value}`" if isinstance(value, Decimal) else f"`{value!r}`"


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
    if name in _headings():
        return f"[{name}](#{name.lower()})"
    return "none" if hint is type(None) else f"`{name}`"


if __name__ == "__main__":
    _PAGE.write_bytes(page().encode())
