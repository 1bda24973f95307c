from itertools import pairwise

import pytest

from constructs_lib.releases import RELEASES, Floor
from constructs_lib.releases.floor import is_older

FLOOR = Floor(oldest="1.32", stated="1.33.1")


@pytest.mark.parametrize(
    ("version", "other", "older"),
    [
        ("1.31.9", "1.32", True),
        ("1.32.0", "1.32", False),
        ("1.9.0", "1.10", True),
        ("v1.33.0", "1.33.1", True),
        ("2.0.0", "1.32", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version, other, older):
    assert is_older(version, other) is older


@pytest.mark.parametrize(
    ("version", "refused", "warned"),
    [("1.31.0", True, True), ("1.33.0", False, True), ("1.33.1", False, False)],
)
def test_a_version_below_the_oldest_is_refused_and_one_below_the_stated_is_a_warning(
    version, refused, warned
):
    assert (FLOOR.refuses(version), FLOOR.warns_of(version)) == (refused, warned)


def test_nothing_is_refused_where_nothing_shows_an_oldest():
    assert not Floor(oldest=None, stated="1.26").refuses("1.0.0")


def test_no_release_runs_on_an_older_kubernetes_than_the_one_before_it():
    oldest = [release.kubernetes.oldest for release in RELEASES]

    assert None not in oldest
    assert not any(is_older(new, old) for old, new in pairwise(oldest))
