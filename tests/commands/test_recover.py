"""What `recover` refuses before it asks a cluster; tests/cluster/recovery restores."""

import main
from constructs_lib import commands
from tests.recovery.sets import written


def test_a_profile_of_which_the_set_has_nothing_is_named(tmp_path, capsys):
    where = ("--from", str(written(tmp_path)), "--profile", "grace")

    assert commands.run(main.platform, ["recover", *where, "work"]) == 1
    assert "has nothing of profile 'grace'" in capsys.readouterr().err
