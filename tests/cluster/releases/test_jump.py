"""A step over several releases tells everything that its steps one by one tell."""

from itertools import pairwise

import pytest

from constructs_lib.releases import RELEASES
from constructs_lib.review.upgrade import UpgradePlan, plan_upgrade

from .sides import JUMP, side

HAZARDS = {hazard.name for release in RELEASES for hazard in release.hazards}


def names(plan: UpgradePlan) -> list[str]:
    """Return the hazards of a plan, each where it is described."""
    told = plan.sections[0], *plan.sections[2:7]
    return [item.name for section in told for item in section.items if item.name in HAZARDS]


@pytest.fixture(scope="module")
def jump() -> UpgradePlan:
    return plan_upgrade(side(JUMP, JUMP.old), side(JUMP, JUMP.new))


def test_a_jump_tells_every_hazard_of_its_steps(jump):
    steps = [plan_upgrade(side(JUMP, a), side(JUMP, b)) for a, b in pairwise(RELEASES)]

    assert {name for step in steps for name in names(step)} == set(names(jump))


def test_a_jump_tells_no_hazard_twice(jump):
    assert sorted(names(jump)) == sorted(set(names(jump)))


def test_a_jump_prints_no_command_twice(jump):
    typed = [command for item in jump.sections[2].items for command in item.commands]

    assert sorted(typed) == sorted(set(typed))
