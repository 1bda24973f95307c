"""The library can be imported wherever Python runs, before or after cdk8s."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib import _node

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
OURS_FIRST = "import constructs_lib, cdk8s"
THEIRS_FIRST = "import cdk8s, constructs_lib"
VARIABLES = ("JSII_NODE", "JSII_RUNTIME_PACKAGE_CACHE", "JSII_RUNTIME_PACKAGE_CACHE_ROOT")
# Beside the interpreter of the environment are its commands.
COMMANDS = str(Path(sys.executable).parent)


def run(program, **variables):
    """Run a program in a process that knows nothing of our choices; return what it prints."""
    known = {
        name: value
        for name, value in os.environ.items()
        if name not in VARIABLES and not name.startswith("JSII_SILENCE")
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=known | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("order", [OURS_FIRST, THEIRS_FIRST])
def test_no_node_is_needed_on_the_machine(order):
    run(order, PATH=COMMANDS)


def test_ours_first_needs_no_path_at_all():
    run(OURS_FIRST, PATH="")


@pytest.mark.parametrize("home", ["a file", "open to others"])
def test_no_home_is_needed(tmp_path, home):
    folder = tmp_path / "home"
    if home == "a file":
        folder.touch()
    else:
        folder.mkdir()
        folder.chmod(0o777)

    run(OURS_FIRST, HOME=str(folder))
    assert not folder.is_dir() or list(folder.iterdir()) == []


@pytest.fixture
def variables(monkeypatch):
    for name in (*VARIABLES, *_node._BANNERS):
        monkeypatch.delenv(name, raising=False)
    return os.environ


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Return a home of our own whose parents nobody else may write to."""
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_packages_are_kept_in_a_home_of_ones_own(variables, home):
    _node.prepare_jsii()

    assert "JSII_RUNTIME_PACKAGE_CACHE" not in variables


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_no_packages_are_kept_where_others_may_write(variables, home, mode):
    home.chmod(mode)
    _node.prepare_jsii()

    assert variables["JSII_RUNTIME_PACKAGE_CACHE"] == "disabled"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JSII_NODE", "/usr/local/bin/node"),
        ("JSII_RUNTIME_PACKAGE_CACHE", "enabled"),
        ("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", ""),
    ],
)
def test_a_users_own_choice_stays(variables, home, monkeypatch, name, value):
    home.chmod(0o777)
    monkeypatch.setenv(name, value)
    _node.prepare_jsii()

    assert variables[name] == value


def test_a_users_own_place_for_packages_is_used(variables, home, monkeypatch):
    home.chmod(0o777)
    monkeypatch.setenv("JSII_RUNTIME_PACKAGE_CACHE_ROOT", "/var/cache/jsii")
    _node.prepare_jsii()

    assert "JSII_RUNTIME_PACKAGE_CACHE" not in variables
