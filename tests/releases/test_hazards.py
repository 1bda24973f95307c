"""Every hazard of every release that is carried."""

from itertools import pairwise

import pytest

from constructs_lib.releases import RELEASES
from constructs_lib.releases.hazards_each_step import HAZARDS_EACH_STEP

EVERY = {id(hazard): hazard for release in RELEASES for hazard in release.hazards}.values()
each = pytest.mark.parametrize("hazard", EVERY, ids=lambda hazard: hazard.name)


def test_a_release_shares_with_the_one_before_it_the_hazards_of_every_step_alone():
    for old, new in pairwise(RELEASES):
        shared = set(map(id, old.hazards)) & set(map(id, new.hazards))
        assert shared == set(map(id, HAZARDS_EACH_STEP if old.hazards else ()))


def test_no_two_hazards_of_a_release_have_one_name():
    for release in RELEASES:
        names = [hazard.name for hazard in release.hazards]
        assert sorted(set(names)) == sorted(names)


@each
def test_a_hazard_has_a_thread(hazard):
    assert hazard.link.startswith("https://")


@each
def test_what_a_hazard_says_is_whole_sentences(hazard):
    assert hazard.what.endswith(".")
    # The plan ends these itself.
    for clause in (hazard.seen, hazard.back, hazard.back_up):
        assert clause is None or not clause.endswith(".")


@each
def test_what_cannot_be_undone_says_what_to_save_and_the_way_back(hazard):
    assert not hazard.irreversible or (hazard.back_up and hazard.back)


@each
def test_what_argo_cd_would_undo_is_done_first(hazard):
    assert not hazard.held or (hazard.part == "first" and hazard.commands)
