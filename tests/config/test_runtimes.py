import pytest

from constructs_lib.config import Models
from constructs_lib.config.runtimes import RUNTIMES, runtimes_of
from constructs_lib.config.upstream import upstream
from constructs_lib.releases import RELEASES


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_upstreams_runtimes_are_those_of_the_release(release):
    assert upstream(release).models.runtimes_in(release) == runtimes_of(release)


def test_every_release_has_runtimes_of_the_same_names_and_images():
    """An environment's images, and what listens on IPv6, do not depend on it."""
    assert {
        tuple((each.name, each.image, each.addresses) for each in runtimes_of(release))
        for release in RELEASES
    } == {tuple((each.name, each.image, each.addresses) for each in RUNTIMES)}


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_kserve_could_choose_between_upstreams_runtimes(release):
    assert Models(runtimes=runtimes_of(release))
