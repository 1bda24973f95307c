import re

import pytest

from constructs_lib import MetacontrollerSettings


@pytest.mark.parametrize("seconds", [0, -1])
def test_fails_for_an_interval_that_is_none(seconds):
    message = f"discovery interval must be 1 second or more, got {seconds}"
    with pytest.raises(ValueError, match=message):
        MetacontrollerSettings(discovery=seconds)


def test_fails_for_rights_that_nobody_knows():
    message = "rights must be 'granted' or 'upstream', got 'some'"
    with pytest.raises(ValueError, match=re.escape(message)):
        MetacontrollerSettings(rights="some")


def test_by_default_it_may_do_what_it_is_granted():
    assert MetacontrollerSettings().rights == "granted"
