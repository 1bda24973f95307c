import re

import pytest

from constructs_lib.config.versions import FEATURES, check_feature, has, parse_version


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_in_its_first_version(feature):
    assert has(feature, FEATURES[feature].first)


@pytest.mark.parametrize("feature", FEATURES)
def test_a_missing_feature_is_told_with_its_version_and_what_would_do(feature):
    since = FEATURES[feature]
    message = (
        f"{feature} needs {since.product} {since.first} or newer, got '0.9.9'; "
        f"{since.otherwise}"
    )
    with pytest.raises(ValueError, match=re.escape(message)):
        check_feature(feature, "0.9.9")


def test_versions_are_compared_as_numbers():
    assert has("http2_websockets", "2.10.0")


@pytest.mark.parametrize("version", ["2.4", "v2.4.0", "latest", "", "2.4.0-rc.1"])
def test_fails_for_a_version_that_is_none(version):
    with pytest.raises(ValueError, match=f"kgateway's version must look .* got '{version}'"):
        parse_version(version, "kgateway", "2.4.0")
