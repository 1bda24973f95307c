"""Every hazard of every release that is carried."""

from itertools import pairwise

import pytest

from constructs_lib.releases import RELEASES

EVERY = [hazard for release in RELEASES for hazard in release.hazards]
each = pytest.mark.parametrize("hazard", EVERY, ids=lambda hazard: hazard.name)


def test_no_release_takes_over_the_hazards_of_the_one_before_it():
    for old, new in pairwise(RELEASES):
        assert not set(map(id, old.hazards)) & set(map(id, new.hazards))


def test_no_two_hazards_have_one_name():
    names = [hazard.name for hazard in EVERY]

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
