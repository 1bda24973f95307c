"""What is costly to make is made by one process of a run, and handed to the others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import shared

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folders(tmp_path):
    """Return the folders of a run as one of its processes knows them."""

    class Folders:
        def getbasetemp(self):
            return tmp_path / "popen-gw0"

    (tmp_path / "popen-gw0").mkdir()
    return Folders()


def test_it_is_made_once(folders):
    numbers = iter([1, 2])

    assert [shared.once("it", lambda: next(numbers), folders) for _ in "ab"] == [1, 1]


def test_what_has_other_names_is_made_each(folders):
    assert [shared.once(name, name.upper, folders) for name in "ab"] == ["A", "B"]


def test_another_process_of_the_run_gets_it(folders, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    shared.once("it", lambda: "made here", folders)
    asked = (
        "import pathlib, types; from tests import shared; "
        f"own = pathlib.Path({str(tmp_path / 'popen-gw1')!r}); "
        "folders = types.SimpleNamespace(getbasetemp=lambda: own); "
        "print(shared.once('it', lambda: 'made there', folders))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert told.stdout == "made here\n"


def test_what_fails_is_made_again(folders):
    with pytest.raises(ZeroDivisionError):
        shared.once("it", lambda: 1 / 0, folders)

    assert shared.once("it", lambda: "it", folders) == "it"


def test_another_run_makes_its_own(folders, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    shared.once("it", lambda: "it", folders)

    assert [file.name for file in tmp_path.iterdir()] == ["popen-gw0"]


def test_what_is_kept_is_handed_to_the_next_run(tmp_path):
    numbers = iter([1, 2])

    assert [shared.kept("it", lambda: next(numbers), tmp_path) for _ in "ab"] == [1, 1]


def test_what_was_not_asked_for_the_longest_goes_first(tmp_path, monkeypatch):
    monkeypatch.setattr(shared, "MOST", 2)
    for age, name in enumerate("abc"):
        shared.kept(name, name.upper, tmp_path)
        os.utime(tmp_path / f"{name}.pickle", (age, age))
    shared.kept("b", "never".upper, tmp_path)
    shared.kept("d", str, tmp_path)

    assert {file.stem for file in tmp_path.iterdir()} == {"b", "d"}


def test_what_fails_is_not_kept(tmp_path):
    with pytest.raises(ZeroDivisionError):
        shared.kept("it", lambda: 1 / 0, tmp_path)

    assert list(tmp_path.glob("*.pickle")) == []
