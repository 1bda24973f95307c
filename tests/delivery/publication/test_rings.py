from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib import Environment, Platform
from constructs_lib.delivery.publication import rings
from constructs_lib.rollout import Soak, TooEarlyError, UnhealthyError, promote_rings

AFTER = Soak(
    timedelta(days=1), prometheus="https://prometheus.example.com", healthy=("up == 1",)
)
PLATFORM = Platform(
    environments=(
        Environment("canary"),
        Environment("by-hand", revision="by-hand"),
        Environment("a", revision="a", after=AFTER),
        Environment("b", revision="b", after=AFTER),
        Environment("c", revision="c", after=AFTER),
    )
)


@pytest.fixture
def wave(monkeypatch):
    """Return a function that promotes with these refusals; and what was moved, in order."""
    moved = []

    def run(refusals=(), **options):
        def promote(platform, name, *, repository, dry_run):
            if error := dict(refusals).get(name):
                raise error
            if not dry_run:
                moved.append(name)
            return f"promotion of {name}"

        monkeypatch.setattr(rings, "promote", promote)
        found = promote_rings(PLATFORM, repository="r", **options)
        return [ring.environment for ring in found], moved

    return run


def test_the_last_ring_moves_first(wave):
    assert wave() == (["a", "b", "c"], ["c", "b", "a"])


def test_a_ring_that_waits_stops_no_other(wave):
    assert wave({"b": TooEarlyError("wait")}) == (["a", "b", "c"], ["c", "a"])


def test_the_wave_ends_at_the_first_that_is_not_healthy(wave):
    assert wave({"b": UnhealthyError("ill")}) == (["a", "b"], ["a"])


def test_a_rehearsal_moves_none(wave):
    assert wave(dry_run=True) == (["a", "b", "c"], [])


def test_refuses_a_platform_without_rings():
    first, second, *_ = PLATFORM.environments
    with pytest.raises(ValueError, match="no environment waits for another"):
        promote_rings(replace(PLATFORM, environments=(first, second)), repository="r")
