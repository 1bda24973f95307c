import pytest

import main
from constructs_lib import commands
from tests.recovery.sets import NAME, written


def run(*arguments):
    return commands.run(main.platform, [*map(str, arguments)])


def test_a_runbook_is_printed_and_nothing_is_written(tmp_path, capsys):
    kept = written(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    assert run("recovery-plan", "--from", kept) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# Recovery of the environment default from {NAME}")
    assert f"kubeflow-gitops recover --from {kept} profiles" in out
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_with_a_space_is_one_word_of_its_commands(tmp_path, capsys):
    kept = written(tmp_path / "my sets")

    assert run("recovery-plan", "--from", kept) == 0
    assert f"kubeflow-gitops recover --from '{kept}' profiles" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "--from is missing; run `kubeflow-gitops recovery-plan --from <set>`"),
        (["--from=nowhere"], 1, "nowhere is not a folder; copy a set there first"),
        (
            ["--from={kept}", "--environment=x"],
            2,
            "there is no environment 'x'; there are default",
        ),
    ],
    ids=["nothing given", "nothing there", "no such environment"],
)
def test_what_is_wrong_is_said_in_a_line(arguments, code, told, tmp_path, capsys):
    kept = written(tmp_path)

    assert run("recovery-plan", *(each.format(kept=kept) for each in arguments)) == code
    assert capsys.readouterr().err.startswith(f"error: {told}")


@pytest.mark.parametrize("command", [("recover", "work", "--from"), ("rehearse",)])
def test_a_set_that_is_not_whole_is_refused_before_a_cluster_is_asked(
    command, tmp_path, capsys
):
    kept = written(tmp_path)
    (kept / "complete").unlink()

    assert run(*command, kept, "--kubeconfig", tmp_path / "none") == 1
    assert "is not a complete set: `complete` is missing" in capsys.readouterr().err


@pytest.mark.parametrize("command", [("recover", "work", "--from"), ("rehearse",)])
def test_a_kubeconfig_that_is_not_there_is_named(command, tmp_path, capsys):
    assert run(*command, written(tmp_path), "--kubeconfig", tmp_path / "none") == 1
    assert f"--kubeconfig: {tmp_path / 'none'} is not a file" in capsys.readouterr().err


def test_a_step_that_is_not_one_is_refused(tmp_path, capsys):
    with pytest.raises(SystemExit):
        run("recover", "everything", "--from", tmp_path)

    assert "invalid choice: 'everything'" in capsys.readouterr().err
