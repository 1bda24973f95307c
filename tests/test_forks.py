"""A fork runs a program as a Python of its own would."""

import os

import pytest

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("code", [0, 3])
def test_a_program_ends_with_its_own_code(warm_python, tmp_path, code):
    assert warm_python.run("-c", f"raise SystemExit({code})", cwd=tmp_path).returncode == code


def test_what_is_printed_is_told_apart(warm_python, tmp_path):
    program = "import sys; print('out'); print('err', file=sys.stderr)"
    done = warm_python.run("-c", program, cwd=tmp_path)

    assert (done.stdout, done.stderr) == ("out\n", "err\n")


def test_an_error_that_nobody_catches_is_told_and_the_next_program_runs(warm_python, tmp_path):
    done = warm_python.run("-c", "1 / 0", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr.endswith("ZeroDivisionError: division by zero\n")
    assert warm_python.run("-c", "print(1)", cwd=tmp_path).stdout == "1\n"


def test_a_file_is_the_main_one_and_imports_what_lies_beside_it(warm_python, tmp_path):
    (tmp_path / "program").mkdir()
    (tmp_path / "program/beside.py").write_text("NAME = 'beside'\n")
    (tmp_path / "program/it.py").write_text(
        "import beside, os, sys; print(__name__, beside.NAME, sys.argv[1:], os.getcwd())\n"
    )
    done = warm_python.run("program/it.py", "one", cwd=tmp_path)

    assert done.stdout == f"__main__ beside ['one'] {tmp_path}\n"


def test_a_module_is_found_in_the_folder_unless_the_folder_is_left_out(warm_python, tmp_path):
    (tmp_path / "here.py").write_text("print(__name__)\n")

    assert warm_python.run("-m", "here", cwd=tmp_path).stdout == "__main__\n"
    assert warm_python.run("-P", "-m", "here", cwd=tmp_path).returncode == 1


def test_the_variables_of_a_program_are_its_own(warm_python, tmp_path):
    asked = ("-c", "import os; print(os.environ.get('COLOUR'))")

    assert warm_python.run(*asked, cwd=tmp_path, COLOUR="red").stdout == "red\n"
    assert warm_python.run(*asked, cwd=tmp_path).stdout == "None\n"
    assert "COLOUR" not in os.environ


def test_a_program_leaves_nothing_to_the_next_one(warm_python, tmp_path):
    change = ("-c", "import constructs_lib; constructs_lib.left = 1")
    look = ("-c", "import constructs_lib; print(hasattr(constructs_lib, 'left'))")
    warm_python.run(*change, cwd=tmp_path)

    assert warm_python.run(*look, cwd=tmp_path).stdout == "False\n"
