"""The plan prints a hazard exactly where it applies."""

from itertools import pairwise

import pytest

from constructs_lib.releases import RELEASES
from constructs_lib.releases.hazards_each_step import HAZARDS_EACH_STEP

from . import rows_1_10_2, rows_1_11_0, rows_26_03, rows_26_03_1, rows_each_step
from .sides import plan

ROWS = (rows_1_10_2.ROWS, rows_1_11_0.ROWS, rows_26_03.ROWS, rows_26_03_1.ROWS)
STEPS = list(zip(pairwise(RELEASES), ROWS, strict=True))
# A step, and a hazard of its new release.
EVERY = [
    *((STEPS[-1][0], name, row) for name, row in rows_each_step.ROWS.items()),
    *((step, name, row) for step, rows in STEPS for name, row in rows.items()),
]
each = pytest.mark.parametrize(
    ("step", "name", "row"), EVERY, ids=[f"{step[1].name}: {name}" for step, name, _ in EVERY]
)


def named(environment, step):
    before, after, *settings = environment
    made = plan(before, after, *settings, step=step)
    return {item.name for section in made.sections for item in section.items}


@pytest.mark.parametrize(("step", "rows"), STEPS, ids=[step[1].name for step, _ in STEPS])
def test_every_hazard_has_a_row(step, rows):
    known = {hazard.name for hazard in HAZARDS_EACH_STEP}

    assert rows_each_step.ROWS.keys() == known
    assert rows.keys() | known == {hazard.name for hazard in step[1].hazards}


@each
def test_a_hazard_is_told_where_it_applies(step, name, row):
    assert name in named(row[0], step)


@each
def test_a_hazard_is_not_told_where_it_does_not_apply(step, name, row):
    assert name not in named(row[1], step)
