from pathlib import Path

import pytest

import main
from constructs_lib import commands

pytestmark = pytest.mark.slow

STANDALONE = Path(__file__).parents[1] / "review" / "migration" / "standalone"


def run(*arguments):
    return commands.run(main.platform, ["plan-migration", *arguments])


def test_a_plan_is_printed_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run("--from", str(STANDALONE)) == 0
    assert capsys.readouterr().out.startswith("# Migration to the environment default")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "--from is missing; run `kubeflow-gitops plan-migration --from <folder>`"),
        (["--from=nowhere"], 1, "'nowhere' does not exist"),
        ([f"--from={STANDALONE}", "--environment=x"], 2, "there is no environment 'x'"),
    ],
    ids=["nothing given", "nothing there", "no such environment"],
)
def test_what_is_missing_is_said_in_a_line(arguments, code, told, capsys):
    assert run(*arguments) == code
    assert capsys.readouterr().err.startswith(f"error: {told}")
