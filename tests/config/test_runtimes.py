import pytest

from constructs_lib.config import Models
from constructs_lib.config.runtimes import RUNTIMES, runtimes_of
from constructs_lib.config.upstream import upstream
from constructs_lib.releases import RELEASES, V26_03_1


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_upstreams_runtimes_are_those_of_the_release(release):
    assert upstream(release).models.runtimes_in(release) == runtimes_of(release)


def test_a_later_release_keeps_the_runtimes_names_and_images():
    """Models name a runtime; a Config knows its images without the release."""
    kept = [(each.name, each.image, each.addresses) for each in RUNTIMES]
    for release in RELEASES:
        runtimes = runtimes_of(release)[: len(kept)]

        assert [(each.name, each.image, each.addresses) for each in runtimes] == kept


def test_since_26_03_1_one_more_serves_three_formats_to_models_that_name_it():
    names = {each.name for each in RUNTIMES}
    [more] = [each for each in runtimes_of(V26_03_1) if each.name not in names]

    assert more.name == "kserve-predictiveserver"
    assert not any(each.auto_select for each in more.formats)


def test_a_model_of_an_older_format_has_no_runtime_since_26_03_1():
    versions = {
        each.name: {kind.version for kind in each.formats} for each in runtimes_of(V26_03_1)
    }

    assert versions["kserve-lgbserver"] == {"4"}
    assert versions["kserve-xgbserver"] == {"2"}


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_kserve_could_choose_between_upstreams_runtimes(release):
    assert Models(runtimes=runtimes_of(release))
