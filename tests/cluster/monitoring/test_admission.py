"""The Prometheus Operator's real webhook takes every PrometheusRule, and no broken one."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any, Final

import pytest

from examples.monitoring import platform
from tests.cluster.monitoring.prometheus_operator import Webhook, webhook
from tests.cluster.monitoring.watched import WATCHED, objects_of, platform_of
from tests.environments import EVERYTHING

Object = dict[str, Any]

PLATFORMS: Final = {
    "watched": platform_of(WATCHED),
    "everything": platform_of(EVERYTHING),
    "example": platform(),
}


@cache
def rules(name: str) -> list[Object]:
    """Return every PrometheusRule of a platform, whoever made it."""
    return [obj for obj in objects_of(PLATFORMS[name]) if obj["kind"] == "PrometheusRule"]


def each_of(obj: Object) -> Iterator[tuple[int, int]]:
    """Yield the places of an object's rules."""
    for group, held in enumerate(obj["spec"]["groups"]):
        for rule, _ in enumerate(held["rules"]):
            yield group, rule


def changed(obj: Object, place: tuple[int, int], **fields: Any) -> Object:
    """Return an object with one of its rules changed."""
    other, (group, rule) = deepcopy(obj), place
    other["spec"]["groups"][group]["rules"][rule] |= fields
    return other


@pytest.fixture(scope="module")
def admission(tmp_path_factory) -> Iterator[Webhook]:
    with webhook(tmp_path_factory.mktemp("webhook")) as started:
        yield started


@pytest.mark.parametrize("name", PLATFORMS)
def test_it_takes_every_rule(admission, name):
    assert rules(name) != []
    for obj in rules(name):
        verdict = admission.judge(obj)

        assert verdict.allowed, f"{obj['metadata']['name']}: {verdict.reason}"


@pytest.mark.parametrize("name", PLATFORMS)
def test_it_reads_every_rule(admission, name):
    """Any of them, broken, is refused: none is left out."""
    taken = [
        (obj["metadata"]["name"], place)
        for obj in rules(name)
        for place in each_of(obj)
        if admission.judge(changed(obj, place, expr="up ==")).allowed
    ]

    assert taken == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"expr": "sum(rate(up[5m])"}, "could not parse expression"),
        ({"for": "soon"}, "not a valid duration"),
        ({"annotations": {"summary": "{{ .Labels }"}}, "template"),
        ({"alert": "", "record": ""}, "one of 'record' or 'alert' must be set"),
    ],
    ids=["expression", "duration", "template", "name"],
)
def test_it_refuses_a_broken_rule(admission, fields, reason):
    [obj] = [each for each in rules("example") if each["metadata"]["name"] == "kubeflow"]

    verdict = admission.judge(changed(obj, (0, 0), **fields))

    assert not verdict.allowed
    assert reason in verdict.reason
