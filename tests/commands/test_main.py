"""`kubeflow-gitops` runs a command for the platform of main.py."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib import Platform, __version__, commands
from constructs_lib.releases import RELEASES

ROOT = Path(__file__).parents[2]
PROGRAM = """\
from constructs_lib import Platform, run


def platform():
    return Platform(profiles=())


if __name__ == "__main__":
    raise SystemExit(run(platform))
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return an empty folder, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """Return what the command `images` was asked for: platforms."""
    found = []

    def run(platform, options):
        del options
        found.append(platform)
        return 7

    monkeypatch.setattr(commands.modules_of()["images"], "run", run)
    return found


def test_a_command_is_run_for_the_platform_of_main_py(folder, asked):
    (folder / "main.py").write_text(PROGRAM)

    assert commands.main(["images"]) == 7
    assert asked == [Platform(profiles=())]


@pytest.mark.parametrize("place", ["before", "after"])
def test_another_program_may_be_named(folder, asked, place):
    (folder / "other.py").write_text(PROGRAM)
    named = ["--app", "other.py"]

    assert commands.main([*named, "images"] if place == "before" else ["images", *named]) == 7
    assert asked == [Platform(profiles=())]


def test_a_program_finds_the_modules_beside_it(folder, asked):
    (folder / "below").mkdir()
    (folder / "below/decided_beside.py").write_text("NOBODY = ()\n")
    program = PROGRAM.replace("=()", "=NOBODY")
    (folder / "below/main.py").write_text(f"from decided_beside import NOBODY\n{program}")

    assert commands.main(["--app", "below/main.py", "images"]) == 7


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (
            None,
            "main.py does not exist; change to its folder, name another program by --app, or",
        ),
        ("", "main.py has no function `platform`; define one that returns a Platform"),
        ("platform = 7", "main.py has no function `platform`; define one that returns a"),
        ("def platform(): pass", "platform() must return a Platform, got NoneType"),
        (
            "def platform(name): pass",
            "platform() must work without arguments: missing a required argument: 'name'",
        ),
        ("\nplatform = (", "SyntaxError: '(' was never closed (main.py, line 2)"),
        ("import nowhere", "ModuleNotFoundError: No module named 'nowhere' ("),
        ("open('nowhere.txt')", "nowhere.txt: no such file or directory"),
        ("raise ValueError('a\\nb')", "a"),
    ],
    ids=[
        "none",
        "empty",
        "no function",
        "nothing returned",
        "an argument",
        "no Python",
        "no such module",
        "no such file",
        "an error",
    ],
)
def test_what_is_wrong_with_the_program_is_told_in_a_line(folder, capsys, program, told):
    if program is not None:
        (folder / "main.py").write_text(program)

    assert commands.main(["images"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"error: {told}")


def test_a_folder_is_no_program(folder, capsys):
    (folder / "main.py").write_text(PROGRAM)

    assert commands.main(["--app", ".", "images"]) == 1
    assert capsys.readouterr().err == (
        "error: . is a folder; name a program by --app, such as main.py\n"
    )


def test_without_a_command_the_help_is_shown(capsys):
    assert commands.main([]) == 2
    assert "exit codes:" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["nothing"], ["images", "--colour"], ["diff"]])
def test_wrong_arguments_are_told_before_the_program_is_read(folder, capsys, arguments):
    (folder / "main.py").write_text("raise ValueError")
    with pytest.raises(SystemExit) as left:
        commands.main(arguments)

    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: ")


def test_an_interruption_is_no_error(folder, capsys):
    (folder / "main.py").write_text("raise KeyboardInterrupt")

    assert commands.main(["images"]) == 130
    assert capsys.readouterr().err == ""


def test_the_version_is_the_librarys_and_kubeflows(capsys):
    with pytest.raises(SystemExit):
        commands.main(["--version"])

    carried = ", ".join(release.name for release in RELEASES)
    assert capsys.readouterr().out == f"kubeflow-gitops {__version__}, Kubeflow {carried}\n"


@pytest.mark.slow
def test_the_package_is_a_program_too(folder):
    done = subprocess.run(
        [sys.executable, "-m", "constructs_lib"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.startswith("usage: python -m constructs_lib [-h]")


def test_main_py_has_no_program_to_name(capsys):
    with pytest.raises(SystemExit) as left:
        commands.run(Platform, ["--app", "other.py"])

    assert left.value.code == 2


@pytest.mark.slow
def test_a_reader_that_has_read_enough_is_no_error(folder):
    (folder / "main.py").write_text(PROGRAM)
    command = [sys.executable, "-c", "from constructs_lib.commands import main; main()"]
    with subprocess.Popen(
        [*command, "images"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()

        assert process.stderr.read() == b""


@pytest.mark.slow
def test_a_synthesis_imports_no_other_command(folder):
    (folder / "main.py").write_text(PROGRAM)
    program = (
        "import sys; from constructs_lib.commands import main; main(['synth']); "
        "print(*sorted(name for name in sys.modules if name.startswith('constructs_lib.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        text=True,
    )
    imported = done.stdout.splitlines()[-1].split()

    assert "constructs_lib.commands.synth" in imported
    assert "constructs_lib.commands.explain" not in imported
    assert "constructs_lib.review.upgrade" not in imported
