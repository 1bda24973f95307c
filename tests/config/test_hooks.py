from datetime import timedelta

import pytest

from constructs_lib import Config, Hooks, PrerequisiteCheck, SmokeTest


def test_nothing_is_checked_by_default():
    assert Config().hooks == Hooks(before=None, after=None)


@pytest.mark.parametrize("check", [PrerequisiteCheck, SmokeTest])
@pytest.mark.parametrize("deadline", [timedelta(0), timedelta(seconds=90.5)])
def test_fails_for_a_deadline_that_kubernetes_cannot_count(check, deadline):
    with pytest.raises(
        ValueError, match=r"deadline of the .* positive number of whole seconds"
    ):
        check(deadline=deadline)


@pytest.mark.parametrize("check", [PrerequisiteCheck, SmokeTest])
def test_fails_for_less_than_no_retries(check):
    with pytest.raises(ValueError, match="must be 0 or more, got -1"):
        check(retries=-1)


def test_fails_for_no_patience():
    with pytest.raises(ValueError, match=r"patience of the smoke test must be a positive"):
        SmokeTest(patience=timedelta(0))


@pytest.mark.parametrize(("retries", "needed"), [(0, "0:02:30"), (1, "0:05:00")])
def test_fails_for_a_deadline_before_the_last_word(retries, needed):
    with pytest.raises(ValueError, match="may report a failure only"):
        SmokeTest(retries=retries, deadline=timedelta(minutes=2, seconds=20))


def test_a_deadline_may_be_just_long_enough():
    test = SmokeTest(patience=timedelta(seconds=30), deadline=timedelta(minutes=1))

    assert test.deadline == timedelta(minutes=1)
