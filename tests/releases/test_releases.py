"""What holds of every release that is carried."""

import re

import pytest

from constructs_lib import releases
from constructs_lib.catalog import ADDED
from constructs_lib.releases import RELEASES, Release

EVERY = pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
# A release; or the commit that it was made of, or the digest.
FIXED = re.compile(
    r":(v?\d+\.\d+(\.\d+)?|v1-[0-9a-f]{7}|RELEASE\.[-0-9TZ]+)"
    r"(-license-compliance|-alpine\d+\.\d+|-py3|-rc\.\d+|-cuda\d+\.\d+-cudnn\d+-runtime)?$"
    r"|@sha256:[0-9a-f]{64}$"
)


def test_every_release_is_a_constant_that_errors_advise():
    constants = {name: value for name, value in vars(releases).items() if name.isupper()}
    carried = {name: value for name, value in constants.items() if isinstance(value, Release)}

    assert tuple(carried.values()) == RELEASES
    assert tuple(carried) == Release.CONSTANTS


def test_no_two_releases_have_a_name():
    assert len({release.name for release in RELEASES}) == len(RELEASES)


@EVERY
def test_a_constant_is_called_as_its_release(release):
    name = "V" + release.name.removeprefix("v").replace(".", "_")

    assert getattr(releases, name) is release


@EVERY
def test_a_commit_is_whole(release):
    assert re.fullmatch("[0-9a-f]{40}", release.commit)


@EVERY
def test_no_image_is_in_two_catalogs(release):
    names = [*release.images, *release.notebook_images, *ADDED]

    assert len(set(names)) == len(names)


@EVERY
def test_a_replacement_keeps_the_version(release):
    """Or names one of those that a floating tag moves to, as 8.0.44 of 8.0."""
    versions = {
        tuple(image.split(":")[1].removesuffix("-license-compliance") for image in pair)
        for pair in release.replaced.items()
    }

    assert all(new == old or new.startswith(f"{old}.") for old, new in versions)


@EVERY
def test_what_is_replaced_is_shipped(release):
    assert release.replaced.keys() <= {*release.images.values()}


@EVERY
def test_no_replacement_is_gone_itself(release):
    assert not set(release.replaced.values()) & set(release.replaced)


@EVERY
def test_every_image_has_one_fixed_version(release):
    images = (*release.images.values(), *ADDED.values(), *release.notebook_images.values())
    loose = [image for image in images if not FIXED.search(image)]

    # Upstream's, which nothing runs but to compare with upstream.
    assert loose == ["kserve/art-explainer:latest", release.images["pipelines/cached-step"]]


@EVERY
def test_a_component_of_a_later_release_has_its_folder(release):
    assert release.later.keys() <= release.folders.keys()
