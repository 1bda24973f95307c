from datetime import timedelta

import pytest

from constructs_lib.config import ApplicationSet, AppOfApps, Retry, SyncPolicy, SyncWindow


@pytest.mark.parametrize(
    "duration", [timedelta(0), timedelta(seconds=-5), timedelta(milliseconds=1)]
)
@pytest.mark.parametrize("field", ["first", "longest"])
def test_fails_for_a_duration_that_argo_cd_does_not_read(field, duration):
    message = f"{field} wait of a retry must be a positive number of whole seconds"
    with pytest.raises(ValueError, match=message):
        Retry(**{field: duration})


@pytest.mark.parametrize(("limit", "factor"), [(-1, 2), (5, 0)])
def test_fails_for_a_retry_that_never_ends_or_never_begins(limit, factor):
    message = f"a limit of 0 or more and a factor of 1 or more, got {limit} and {factor}"
    with pytest.raises(ValueError, match=message):
        Retry(limit=limit, factor=factor)


@pytest.mark.parametrize("field", ["prune", "self_heal"])
def test_fails_for_a_sync_by_hand_that_acts_by_itself(field):
    by_hand = {"automated": False, "prune": False, "self_heal": False}

    with pytest.raises(ValueError, match="prune and self_heal work only with automated=True"):
        SyncPolicy(**by_hand | {field: True})


@pytest.fixture
def window():
    """Return a window that is allowed but for some fields."""

    def _window(**fields):
        fields = {"schedule": "0 22 * * *", "duration": timedelta(hours=2)} | fields
        return SyncWindow(**{"kind": "allow"} | fields)

    return _window


@pytest.mark.parametrize(
    "schedule", ["* * * * *", "*/5 0-6 1,15 */2 1-5", "0 22 31 12 0", "0-59/15 8 * * 6"]
)
def test_a_schedule_of_cron_is_taken(window, schedule):
    assert window(schedule=schedule).schedule == schedule


@pytest.mark.parametrize(
    "schedule",
    [
        "",
        "@daily",
        "0 22 * *",
        "0 22 * * * *",
        "60 0 * * *",
        "0 24 * * *",
        "0 0 0 * *",
        "0 0 * 13 *",
        "0 0 * * 7",
        "0 0 * * MON",
        "0 6-2 * * *",
        "*/0 * * * *",
        "1, * * * *",
    ],
)
def test_fails_for_a_schedule_that_argo_cd_does_not_read(window, schedule):
    message = "a schedule must be minute, hour, day, month and weekday"
    with pytest.raises(ValueError, match=message):
        window(schedule=schedule)


@pytest.mark.parametrize(
    "duration",
    [timedelta(), timedelta(hours=-1), timedelta(seconds=90), timedelta(days=7, minutes=1)],
)
def test_fails_for_a_window_that_is_never_or_always_open(window, duration):
    with pytest.raises(ValueError, match="whole minutes, at most a week"):
        window(duration=duration)


@pytest.mark.parametrize("zone", ["Berlin", "", "Europe/", "../UTC"])
def test_fails_for_an_unknown_time_zone(window, zone):
    with pytest.raises(ValueError, match=f"unknown time zone '{zone}'"):
        window(time_zone=zone)


def test_fails_for_a_window_of_neither_kind(window):
    with pytest.raises(ValueError, match="kind must be 'allow' or 'deny', got 'block'"):
        window(kind="block")


def test_fails_for_a_description_that_argo_cd_refuses(window):
    with pytest.raises(ValueError, match="at most 255 characters, got 256"):
        window(description="x" * 256)


def test_fails_for_a_parent_of_no_name():
    with pytest.raises(ValueError, match="name of the parent Application is empty"):
        AppOfApps(name="")


def test_fails_for_an_application_set_of_no_name():
    with pytest.raises(ValueError, match="name of the ApplicationSet is empty"):
        ApplicationSet(name="")
