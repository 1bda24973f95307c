import pytest

from constructs_lib.config import Autoscaling


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"minimum": 0, "maximum": 2}, "minimum must be 1 or more, got 0"),
        (
            {"minimum": 3, "maximum": 3},
            ("over minimum=3, got 3; for a fixed number set replicas=3"),
        ),
        (
            {"maximum": 5, "cpu": 0},
            "cpu must be a percentage of the request such as 80, got 0",
        ),
    ],
)
def test_fails_for_bounds_that_leave_nothing_to_decide(bounds, message):
    with pytest.raises(ValueError, match=message):
        Autoscaling(**bounds)


def test_fails_for_a_minimum_over_the_maximum():
    with pytest.raises(ValueError, match="maximum must be over minimum=4, got 2"):
        Autoscaling(minimum=4, maximum=2)
