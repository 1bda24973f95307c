from pathlib import Path

import pytest

import main
from constructs_lib import Environment, Platform, commands
from constructs_lib.commands import graph
from constructs_lib.platform import Synthesis

pytestmark = pytest.mark.slow

PLATFORM = Platform(environments=(Environment("default"), Environment("staging")), profiles=())
COMMITTED = Path(__file__).parents[2] / "docs" / "graph"


@pytest.fixture
def two(monkeypatch):
    """Let the command find two empty environments."""
    made = Synthesis(files={}, environments={"staging": {}, "default": {}})
    monkeypatch.setattr(graph, "synthesize", lambda _: made)


def run(*arguments):
    return commands.run(lambda: PLATFORM, ["graph", *arguments])


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_every_environment_is_drawn(two, tmp_path):
    assert run("--to", str(tmp_path)) == 0
    assert names(tmp_path) == ["default.mmd", "default.svg", "staging.mmd", "staging.svg"]


def test_one_may_be_named(two, tmp_path):
    assert run("--environment=staging", "--to", str(tmp_path / "new" / "folder")) == 0
    assert names(tmp_path / "new" / "folder") == ["staging.mmd", "staging.svg"]


def test_an_environment_that_is_not_there_is_refused(two, tmp_path, capsys):
    assert run("--environment=production", "--to", str(tmp_path)) == 2
    assert capsys.readouterr().err == (
        "error: there is no environment 'production'; there are default, staging\n"
    )
    assert names(tmp_path) == []


def test_the_committed_pictures_are_fresh(tmp_path):
    assert commands.run(main.platform, ["graph", "--to", str(tmp_path)]) == 0
    assert names(tmp_path) == names(COMMITTED)
    assert {f: (tmp_path / f).read_bytes() for f in names(tmp_path)} == {
        f: (COMMITTED / f).read_bytes() for f in names(COMMITTED)
    }
