"""What the tests of the Spark operator's parts share."""

from typing import Any

import pytest

from constructs_lib.components.spark_operator import SparkOperator
from constructs_lib.config import UPSTREAM

# The operator as upstream has it.
AS_UPSTREAM = UPSTREAM.spark


@pytest.fixture
def make(chart):
    def _make(**settings: Any) -> SparkOperator:
        return SparkOperator(chart, "Spark", **settings)

    return _make
