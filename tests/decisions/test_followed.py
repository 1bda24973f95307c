"""No decision is accepted without effect: each, changed, changes dist/ or is refused."""

from collections.abc import Iterator, Mapping
from dataclasses import Field, is_dataclass, replace
from functools import cache
from itertools import islice
from typing import Any, Literal, get_origin, get_type_hints

import pytest

import constructs_lib
from constructs_lib import Platform, Release, config, queues
from constructs_lib.platform import synthesize

from .changes import Path, alternatives, changed, decisions, places, pool
from .platforms import PLATFORMS

POOL = pool(PLATFORMS)
# Other values are tried until one has an effect, at each place at most so many.
VALUES = 1000
# Made by the library of other decisions.
INTERNAL = {
    "Component",
    "MetricsPort",
    "PageCanary",
    "Requests",
    "WorkloadDefaults",
}
# Followed by `promote`, not in dist/: tests/delivery/publication/test_gate.py.
OF_PROMOTION = {"Soak"}
# Functions and mappings of any form, which have tests of their own.
ELSEWHERE = {
    # A pair, which no list of another length can replace: tests/delivery/test_blue_green.py.
    "BlueGreen.environments",
    # `promote` follows it.
    "Environment.after",
    "OwnComponent.build",
    "OwnComponent.images",
    "Patch.json",
    "Platform.files",
    # They say what the form may offer.
    "PodDefault.for_notebooks",
    "Spawner.fractional_memory",
    # It says what a cluster of IPv6 alone may be given: tests/config/test_serving.py.
    "ServingRuntime.addresses",
}


@cache
def files(name: str) -> Mapping[str, str]:
    return synthesize(PLATFORMS[name]).files


def outcomes(cls: type, field: "Field[Any]") -> Iterator[bool]:
    """Yield of each other value that is taken whether it changes dist/, or others refuse it.

    That a text has another form than it must have says nothing of what follows from it.
    """
    hint = get_type_hints(cls)[field.name]
    for name, path, value in held(cls):
        for other in islice(alternatives(getattr(value, field.name), hint, POOL), VALUES):
            try:
                replace(value, **{field.name: other})
            except (TypeError, ValueError):
                if isinstance(other, bool | Release | None) or get_origin(hint) is Literal:
                    yield True
                continue
            try:
                new = changed(PLATFORMS[name], (*path, field.name), other)
                yield synthesize(new).files != files(name)
            except (TypeError, ValueError):
                yield True


def held(cls: type) -> Iterator[tuple[str, Path, Any]]:
    """Yield where decisions of a class are, equal ones once."""
    seen = []
    for name, each in PLATFORMS.items():
        for path, value in places(each):
            if type(value) is cls and value not in seen:
                seen.append(value)
                yield name, path, value


@pytest.mark.parametrize(
    ("cls", "field"),
    [
        pytest.param(cls, field, id=name)
        for cls, field in decisions(POOL)
        if (name := f"{cls.__name__}.{field.name}") not in ELSEWHERE
    ],
)
def test_a_decision_is_followed(cls, field):
    tried = []
    for effect in outcomes(cls, field):
        tried.append(effect)
        if effect:
            return

    assert tried == [], f"{len(tried)} other values were taken and changed nothing"
    pytest.fail("no other value was taken")


def test_every_decision_is_made_somewhere():
    exports = [getattr(constructs_lib, name) for name in constructs_lib.__all__]
    exported = [*vars(config).values(), *exports, *vars(queues).values()]
    known = {
        cls.__name__
        for cls in exported
        if isinstance(cls, type)
        and is_dataclass(cls)
        and cls.__module__.startswith("constructs_lib.config")
    }

    assert known - INTERNAL - OF_PROMOTION - {cls.__name__ for cls in POOL} == set()


def test_a_platform_of_nothing_else_is_the_same():
    assert synthesize(Platform()).files == synthesize(Platform()).files
