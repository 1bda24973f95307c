"""A default that a call makes is one object for all: none can be changed."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import Any

import constructs_lib

NOT_CHANGED = (
    str,
    bytes,
    int,
    float,
    Decimal,
    NoneType,
    frozenset,
    timedelta,
    Enum,
    type,
    range,
)


def changeable(value: Any) -> bool:
    """Return whether a value, or one in it, can be changed in place."""
    if is_dataclass(value) and not isinstance(value, type):
        if not value.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            return True
        return any(changeable(getattr(value, each.name)) for each in fields(value))
    if isinstance(value, tuple):
        return any(map(changeable, value))
    return not isinstance(value, NOT_CHANGED) and not (
        callable(value) or isinstance(value, Mapping)
    )


def signatures() -> Iterator[tuple[str, inspect.Parameter]]:
    for module in pkgutil.walk_packages(constructs_lib.__path__, "constructs_lib."):
        if ".imports" in module.name or module.name.endswith("__main__"):
            continue
        for name, found in vars(importlib.import_module(module.name)).items():
            if getattr(found, "__module__", None) == module.name and callable(found):
                try:
                    parameters = inspect.signature(found).parameters.values()
                except ValueError:
                    continue
                yield from ((f"{module.name}.{name}", parameter) for parameter in parameters)


def test_no_default_of_a_parameter_can_be_changed():
    empty = inspect.Parameter.empty
    found = [
        f"{where}({parameter.name}=…)"
        for where, parameter in signatures()
        if parameter.default is not empty
        # What a factory makes is new for each.
        and repr(parameter.default) != "<factory>"
        and changeable(parameter.default)
    ]

    assert found == []


def test_a_list_in_a_frozen_value_is_noticed():
    assert changeable(([1],))
