"""Names of releases in arguments."""

import pytest

import constructs_lib
from constructs_lib.commands.pages import ArgumentsError
from constructs_lib.commands.releases import release_named
from constructs_lib.releases import RELEASES, V26_03_1


@pytest.mark.parametrize("name", ["26.03.1", "v26.03.1", "V26_03_1"])
def test_a_release_is_found_by_each_spelling_of_its_name(name):
    assert release_named(name) == V26_03_1


def test_an_unknown_release_is_answered_with_those_that_are_carried():
    with pytest.raises(ArgumentsError, match=r"there are v1\.9\.1, v1\.10\.2, "):
        release_named("v1.8")


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_the_constant_of_a_release_can_be_imported(release):
    assert getattr(constructs_lib, release.constant) == release
