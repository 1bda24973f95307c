"""When a hazard concerns an environment, by its objects before and after."""

import pytest

from constructs_lib.releases.hazard import (
    All,
    Arrives,
    Differs,
    Has,
    IsAppliedByClient,
    IsMirrored,
    Lacks,
    Leaves,
    OtherImages,
    PullsFrom,
    Sides,
    Stays,
)


def obj(name, kind="Deployment", **spec):
    return {"kind": kind, "metadata": {"name": name}, "spec": spec}


def pod(name, image):
    return obj(name, template={"spec": {"containers": [{"name": "main", "image": image}]}})


def sides(before, after, **settings):
    return Sides.of(before, after, **settings)


RENAMED = Differs("Deployment", "a", ("spec", "x"), now="b")
OLD, NEW = [pod("a", "docker.io/a:1")], [pod("a", "ghcr.io/a:2")]


@pytest.mark.parametrize(
    ("condition", "before", "after", "holds"),
    [
        (Stays("Deployment", "a"), OLD, NEW, True),
        (Stays("Deployment", "a"), OLD, [], False),
        (Stays("Service", "a"), OLD, NEW, False),
        (Lacks("Deployment", "a"), OLD, [], True),
        (Lacks("Deployment", "a"), OLD, NEW, False),
        (Leaves("Deployment", "a"), OLD, [], True),
        (Leaves("Deployment", "a"), OLD, NEW, False),
        (Leaves("Deployment", "a"), [], [], False),
        (Arrives("Deployment", "a"), [], NEW, True),
        (Arrives("Deployment", "a"), OLD, NEW, False),
        (Differs("Deployment", "a", ("spec", "x")), [obj("a", x=1)], [obj("a", x=2)], True),
        (Differs("Deployment", "a", ("spec", "x")), [obj("a")], [obj("a", x=2)], True),
        (Differs("Deployment", "a", ("spec", "x")), [obj("a", x=1)], [obj("a", x=1)], False),
        (Differs("Deployment", "a", ("spec", "x")), [], [obj("a", x=1)], False),
        (RENAMED, [obj("a", x=1)], [obj("b", x=2)], True),
        (RENAMED, [obj("a", x=1)], [obj("b", x=1)], False),
        (RENAMED, [obj("a", x=1)], [], False),
        (Has("Deployment", "a", ("spec", "x"), "on"), [], [obj("a", x="on")], True),
        (Has("Deployment", "a", ("spec", "x"), "on"), [obj("a", x="on")], [], False),
        (OtherImages("Deployment", "a"), OLD, NEW, True),
        (OtherImages("Deployment", "a"), OLD, OLD, False),
        (OtherImages("Deployment", "a"), [], NEW, False),
        (PullsFrom("ghcr.io"), OLD, NEW, True),
        (PullsFrom("ghcr.io"), NEW, NEW, False),
        (PullsFrom("quay.io"), OLD, NEW, False),
        (All((Stays("Deployment", "a"), PullsFrom("ghcr.io"))), OLD, NEW, True),
        (All((Stays("Deployment", "b"), PullsFrom("ghcr.io"))), OLD, NEW, False),
    ],
)
def test_a_condition_is_decided_by_both_sides(condition, before, after, holds):
    assert condition.holds(sides(before, after)) is holds


@pytest.mark.parametrize(
    ("after", "mirrored", "holds"),
    [(NEW, True, True), (NEW, False, False), (OLD, True, False)],
)
def test_a_mirror_needs_images_that_are_new(after, mirrored, holds):
    assert IsMirrored().holds(sides(OLD, after, mirrored=mirrored)) is holds


@pytest.mark.parametrize("server_side", [True, False])
def test_a_client_applies_what_the_server_does_not(server_side):
    assert IsAppliedByClient().holds(sides([], [], server_side=server_side)) is not server_side
