from dataclasses import replace

import pytest

from constructs_lib import Config, Edge, Environment, Platform, commands
from constructs_lib.rollout import BlueGreen

HOST = "ml.example.com"
PLATFORM = Platform(
    environments=tuple(
        Environment(name, Config(host=HOST, edge=Edge(aliases=(f"{name}.{HOST}",))))
        for name in ("blue", "green")
    ),
    blue_green=BlueGreen(environments=("blue", "green"), live="blue"),
)
PROGRAM = 'x = "ä", BlueGreen(environments=("blue", "green"), live="blue")  # which one\n'


@pytest.fixture(autouse=True)
def program(tmp_path, monkeypatch):
    """Work in a folder with a program."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "main.py"
    file.write_text(PROGRAM, encoding="utf-8")
    return file


def run(*arguments, platform=PLATFORM):
    return commands.run(lambda: platform, ["switch", *arguments])


def test_what_does_not_follow_is_told_first(program, capsys):
    assert run("green") == 0
    told = capsys.readouterr().out.splitlines()

    assert told[0] == "what stays in blue, and is not moved to green:"
    assert [line.partition(":")[0] for line in told[1:-1]] == [
        "- sessions",
        "- what runs",
        "- schedules",
        "- volumes",
        "- databases and artifacts",
        "- what is not in Git",
        "- open connections",
    ]
    assert "switch green --yes changes `live` in main.py" in told[-1]


def test_nothing_is_changed_without_a_word(program):
    run("green")

    assert program.read_text("utf-8") == PROGRAM


def test_one_value_is_changed_and_nothing_else(program, capsys):
    assert run("green", "--yes") == 0
    assert program.read_text("utf-8") == PROGRAM.replace('live="blue"', 'live="green"')
    assert "volumes:" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        b'BlueGreen(\r\n  live="blue",\r\n)\r\n',
        b'import x\n\x0c\nx.BlueGreen(live="blue")\n',
        'x = "a\u2028b"\nBlueGreen(live="blue")\n'.encode(),
        b'\xef\xbb\xbfBlueGreen(live="blue")\n',
        b'# coding: latin-1\nx = "\xe4", BlueGreen(live="blue")\n',
        b'# live="blue" \ns = "BlueGreen(live=blue)"\nBlueGreen(live=(\n"blue"))\n',
    ],
)
def test_no_other_byte_is_changed_however_the_program_is_written(program, text):
    program.write_bytes(text)
    before, _, after = text.rpartition(b'"blue"')

    assert run("green", "--yes") == 0
    assert program.read_bytes() == before + b'"green"' + after


def test_a_program_keeps_its_mode_and_nothing_is_left_beside_it(program):
    program.chmod(0o755)
    run("green", "--yes")

    assert program.stat().st_mode & 0o777 == 0o755
    assert list(program.parent.iterdir()) == [program]


def test_a_program_that_is_linked_stays_a_link(tmp_path, program):
    link = tmp_path / "link.py"
    link.symlink_to(program)
    run("green", "--yes", "--program=link.py")

    assert link.is_symlink()
    assert 'live="green"' in program.read_text("utf-8")


def test_a_program_that_may_not_be_written_stays(program, capsys, monkeypatch):
    # root may write every file.
    monkeypatch.setattr("os.access", lambda *_: False)

    assert run("green", "--yes") == 1
    assert program.read_text("utf-8") == PROGRAM
    assert "main.py: permission denied" in capsys.readouterr().err.lower()


def test_a_disk_that_is_full_leaves_the_program_whole(program, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)

    assert run("green", "--yes") == 1
    assert program.read_text("utf-8") == PROGRAM


def test_the_live_one_is_live_already(program, capsys):
    assert run("blue", "--yes") == 0
    assert capsys.readouterr().out == "blue is live already\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROGRAM + PROGRAM,
        "live = BLUE\nBlueGreen(live=live)\n",
        'dict(live="blue")\nBlueGreen(live=BLUE)\n',
    ],
)
def test_a_program_that_does_not_say_it_once_stays(program, capsys, text):
    program.write_text(text, encoding="utf-8")

    assert run("green", "--yes") == 1
    assert program.read_text("utf-8") == text
    assert "write live='green' yourself" in capsys.readouterr().err


def test_another_program_may_be_named(tmp_path, program):
    other = tmp_path / "front.py"
    other.write_text(PROGRAM, encoding="utf-8")
    run("green", "--yes", "--program=front.py")

    assert 'live="green"' in other.read_text("utf-8")
    assert program.read_text("utf-8") == PROGRAM


def test_fails_for_another_environment(capsys):
    assert run("red") == 2
    assert "environment 'red' is neither blue nor green" in capsys.readouterr().err


def test_fails_for_a_platform_without_two(capsys):
    assert run("green", platform=replace(PLATFORM, blue_green=None)) == 1
    assert "has no two environments behind one host" in capsys.readouterr().err
