from pathlib import Path

import pytest

from constructs_lib.releases import V1_9_1

from . import __main__ as program
from .comparison import Comparison, explanations

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reported(monkeypatch, capsys):
    """Return the exit code and the lines of a report on differences."""

    def _reported(*findings, explained):
        found = Comparison(1, 20, 300, explained, findings)
        monkeypatch.setattr(program, "comparisons", lambda *_: [("katib", found)])
        return program.report(V1_9_1, {}), capsys.readouterr().out.splitlines()

    return _reported


def test_without_a_difference_it_ends_well(reported):
    code, lines = reported(explained=explanations(V1_9_1))

    assert code == 0
    assert lines[1].split() == ["katib", "1", "20", "300", str(len(explanations(V1_9_1))), "0"]
    assert lines[2:] == ["unexplained differences: 0"]


def test_a_difference_is_told_and_ends_it_with_1(reported):
    code, lines = reported("Service//x is missing", explained=explanations(V1_9_1))

    assert code == 1
    assert lines[2:] == ["Service//x is missing", "unexplained differences: 1"]


def test_an_explanation_of_nothing_is_told_and_ends_it_with_1(reported):
    stale, *others = sorted(explanations(V1_9_1))
    code, lines = reported(explained=set(others))

    assert code == 1
    assert lines[2] == f"{stale} explains nothing"


def test_fails_for_a_release_that_is_not_carried_and_names_those_that_are(warm_python):
    done = asked(warm_python, "--release", "v1.8.0")

    assert (done.returncode, done.stdout) == (2, "")
    assert "invalid choice: 'v1.8.0' (choose from " in done.stderr


def asked(python, *arguments):
    return python.run("-m", "tests.parity", "compare", *arguments, cwd=ROOT)


def test_where_it_cannot_compare_it_says_why_in_one_sentence_and_ends_with_2(
    warm_python, tmp_path
):
    done = asked(warm_python, tmp_path / "none")

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
