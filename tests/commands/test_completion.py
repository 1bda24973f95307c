"""Shells complete what the commands take."""

import subprocess

import pytest

from constructs_lib import commands


def script(shell, capsys):
    assert commands.main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command(shell, capsys):
    text = script(shell, capsys)

    assert [name for name in commands.ALL if name not in text] == []


def test_bash_completes_commands_and_options(capsys, tmp_path):
    file = tmp_path / "completion"
    file.write_text(script("bash", capsys))
    complete = (
        f"source {file}; COMP_WORDS=(kubeflow-gitops {{}}); COMP_CWORD={{}}; "
        "$(complete -p kubeflow-gitops | sed 's/.*-F //; s/ .*//') kubeflow-gitops; "
        'echo "${{COMPREPLY[@]}}"'
    )

    def completed(words, index):
        command = complete.format(words, index)
        return subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, check=True
        ).stdout.split()

    assert completed("pu", 1) == ["publish"]
    assert completed("publish --over", 2) == ["--overwrite-hand-edits"]


def test_fails_for_a_shell_that_nobody_knows(capsys):
    with pytest.raises(SystemExit) as left:
        commands.main(["completion", "cmd"])

    assert left.value.code == 2
    assert "invalid choice: 'cmd'" in capsys.readouterr().err
