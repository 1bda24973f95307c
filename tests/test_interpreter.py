"""Programs that run in one Python after another are as alone as a reader's."""

import pytest

from tests.interpreter import interpreter


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    with interpreter(tmp_path_factory.mktemp("started"), {}) as started:
        yield started


@pytest.mark.parametrize(
    ("program", "code"),
    [("a = 1", 0), ("raise SystemExit", 0), ("raise SystemExit(3)", 3), ("1 / 0", 1)],
)
def test_a_program_ends_with_its_own_exit_code(python, tmp_path, program, code):
    assert python.run(program, tmp_path)[0] == code


def test_an_error_is_told_with_its_line(python, tmp_path):
    code, said = python.run("a = 1\nb = c", tmp_path, "page.py")

    assert code == 1
    assert 'File "page.py", line 2' in said
    assert "NameError: name 'c' is not defined" in said


def test_what_is_printed_is_no_answer(python, tmp_path):
    assert python.run('print("[1, \\"hello\\"]")', tmp_path) == (0, "")


def test_a_program_knows_no_names_of_the_one_before(python, tmp_path):
    python.run("a = 1", tmp_path)

    assert python.run("a", tmp_path)[0] == 1


def test_a_program_is_the_main_one_in_its_own_folder(python, tmp_path):
    program = (
        "import os, pathlib\n"
        'assert __name__ == "__main__"\n'
        'pathlib.Path("found").write_text(os.environ["CDK8S_OUTDIR"])\n'
    )

    assert python.run(program, tmp_path) == (0, "")
    assert (tmp_path / "found").read_text() == str(tmp_path / "dist")
