import re
from datetime import timedelta
from typing import get_args

import pytest

from constructs_lib.config import (
    BackupVolume,
    Config,
    Recovery,
    Sidecars,
)
from constructs_lib.config.recovery import _SERVED_BY, RecoveryKind
from constructs_lib.scripts.keep_objects import KINDS, OF_CONTRIBUTORS, RUNS, SECRETS

VOLUME = BackupVolume(claim="copies")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kinds": ("pods",)}, "in which 'pods' is not 'profiles' or 'contributors'"),
        (
            {"kinds": ("profiles", "profiles")},
            "kind of the recovery 'profiles' is given twice",
        ),
        ({"kinds": ("notebooks",)}, "kinds of the recovery are notebooks, without 'profiles'"),
        ({"kinds": ()}, "`kinds` and `secrets` are empty, so there is nothing to copy"),
        ({"secrets": ("Git",)}, "Secret of the recovery 'Git' must be lower-case"),
        ({"secrets": ("git", "git")}, "Secret of the recovery 'git' is given twice"),
        ({"secrets": "git"}, "secrets must be"),
        ({"schedule": "@hourly"}, "schedule must be cron's five fields such as '30 2"),
        ({"keep": 0}, "keep must be 1 copy or more, got 0"),
        ({"keep": "3"}, "keep must be"),
        ({"scratch": "much"}, "scratch space of the recovery must be a quantity"),
        ({"deadline": timedelta(0)}, "deadline of the recovery must be a positive number"),
        ({"deadline": 60}, "deadline must be"),
        ({"destination": "copies"}, "destination must be"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_fails_for_what_cannot_be(wrong, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Recovery(**{"destination": VOLUME, **wrong})


def test_secrets_alone_can_be_kept():
    assert Recovery(destination=VOLUME, kinds=(), secrets=("git",)).kinds == ()


def test_fails_for_a_kind_that_nothing_serves():
    with pytest.raises(
        ValueError, match="recovery of 'models': 'kserve' is not installed; leave it out of"
    ):
        Config(recovery=Recovery(destination=VOLUME, kinds=("profiles", "models")))


def test_fails_with_sidecars():
    with pytest.raises(ValueError, match="a recovery needs Ambient"):
        Config(mesh=Sidecars(), recovery=Recovery(destination=VOLUME))


def test_no_secret_is_copied_unless_it_is_named():
    assert Recovery(destination=VOLUME).secrets == ()


def test_every_kind_has_a_file_of_the_program_and_the_program_no_other():
    files = {"contributors": OF_CONTRIBUTORS}
    of_kinds = {file for kind in get_args(RecoveryKind) for file in files.get(kind, (kind,))}

    assert of_kinds | {SECRETS} == {*KINDS, RUNS}
    assert _SERVED_BY.keys() == set(get_args(RecoveryKind))
