from datetime import timedelta

import pytest

from constructs_lib.config.durations import go_duration


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(days=7), "168h"),
        (timedelta(hours=24), "24h"),
        (timedelta(minutes=90), "90m"),
        (timedelta(seconds=45), "45s"),
    ],
)
def test_a_span_is_in_its_largest_unit(value, text):
    assert go_duration(value) == text
