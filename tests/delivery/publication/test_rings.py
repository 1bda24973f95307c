from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib import Environment, GitRepository, Platform
from constructs_lib.delivery.publication import GitError, rings
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
        given = {"platform": PLATFORM, "repository": "r"} | options
        found = promote_rings(given.pop("platform"), **given)
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


def test_an_error_names_what_moved_before_it(monkeypatch):
    def promote(platform, name, *, repository, dry_run):
        if name == "b" and not dry_run:
            raise GitError("git push: no")
        return "moved" if name != "a" else None

    monkeypatch.setattr(rings, "promote", promote)
    with pytest.raises(GitError, match=r"git push: no; moved before that: c$"):
        promote_rings(PLATFORM, repository="r")


ELSEWHERE = GitRepository(url="https://git.example.com/other.git")
TWO = Platform(
    environments=(
        *PLATFORM.environments[:3],
        Environment("eu", repository=ELSEWHERE),
        Environment("eu-later", repository=ELSEWHERE, revision="later", after=AFTER),
    )
)


@pytest.mark.parametrize(
    ("url", "names"), [(GitRepository().url, ["a"]), (ELSEWHERE.url, ["eu-later"])]
)
def test_a_wave_is_of_one_repository(wave, url, names):
    assert wave(platform=TWO, repository=url) == (names, names)


def test_refuses_a_repository_that_is_none_of_several():
    with pytest.raises(ValueError, match="as its GitRepository has it, one of https") as error:
        promote_rings(TWO, repository="https://me:s3cret@git.example.com/other.git")

    assert "s3cret" not in str(error.value)


def test_refuses_a_platform_without_rings():
    first, second, *_ = PLATFORM.environments
    with pytest.raises(ValueError, match="no environment waits for another"):
        promote_rings(replace(PLATFORM, environments=(first, second)), repository="r")
