"""dist/ is fresh, and the tests hold."""

import pytest

from constructs_lib import Platform, commands
from constructs_lib.commands import check
from constructs_lib.delivery import rendered
from constructs_lib.platform import Synthesis
from tests.kustomize import write

NOTE = rendered([])
FILES = {"apps/one.yaml": f"{NOTE}kind: A\n", "base/two.yaml": f"{NOTE}kind: B\n"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return the folder that is checked, whose dist/ is fresh."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CDK8S_OUTDIR", raising=False)
    monkeypatch.setattr(
        check, "synthesize", lambda _: Synthesis(files=dict(FILES), environments={})
    )
    write(FILES, tmp_path / "dist")
    return tmp_path


def run(*options):
    return commands.run(lambda: Platform(profiles=()), ["check", *options])


def with_test(folder, line):
    (folder / "tests").mkdir()
    (folder / "tests" / "test_it.py").write_text(f"def test_it():\n    {line}\n")


def test_passes_where_dist_is_fresh_and_there_are_no_tests(capsys):
    assert run() == 0
    assert capsys.readouterr().out == ("dist is up to date\nno tests: tests is no folder\n")


def test_says_which_files_are_not_fresh_and_writes_nothing(folder, capsys):
    (folder / "dist/apps/one.yaml").unlink()
    (folder / "dist/base/two.yaml").write_text(f"{NOTE}kind: Old\n")
    (folder / "dist/base/three.yaml").write_text(f"{NOTE}kind: C\n")

    assert run("--no-tests") == 1
    assert capsys.readouterr().out == (
        "dist is outdated: 1 missing, 1 changed, 1 too many\n"
        "  + apps/one.yaml\n"
        "  ~ base/two.yaml\n"
        "  - base/three.yaml\n"
        "run `kubeflow-gitops synth`, review the diff and commit it\n"
    )
    assert (folder / "dist/base/two.yaml").read_text() == f"{NOTE}kind: Old\n"


def test_looks_where_cdk8s_writes(folder, monkeypatch):
    monkeypatch.setenv("CDK8S_OUTDIR", str(folder / "elsewhere"))

    assert run("--no-tests") == 1


def test_fails_for_a_file_of_somebody_elses(folder, capsys):
    (folder / "dist/mine.yaml").write_text("kind: Mine\n")

    assert run() == 1
    assert "'mine.yaml' in it was not synthesized here" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize(("line", "code"), [("pass", 0), ("assert False", 1)])
def test_the_tests_are_run(folder, line, code):
    with_test(folder, line)

    assert run() == code


@pytest.mark.slow
def test_the_tests_are_run_where_dist_is_not_fresh_too(folder, capfd):
    with_test(folder, "print('was here'); assert False")
    (folder / "dist/apps/one.yaml").unlink()

    assert run() == 1
    assert "was here" in capfd.readouterr().out


@pytest.mark.slow
def test_a_folder_without_a_test_passes(folder):
    (folder / "tests").mkdir()

    assert run() == 0


@pytest.mark.slow
def test_the_tests_may_be_elsewhere(folder, capfd):
    with_test(folder, "assert False")
    (folder / "tests").rename(folder / "elsewhere")

    assert run("--tests", "elsewhere") == 1
    assert "elsewhere/test_it.py" in capfd.readouterr().out


def test_fails_for_tests_that_are_not_where_they_are_said_to_be(capsys):
    assert run("--tests", "nowhere") == 2
    assert "--tests must be a folder, and nowhere is none" in capsys.readouterr().err


def test_names_the_folder_in_which_a_foreign_file_is(folder, capsys):
    (folder / "dist/notes.txt").write_text("mine")

    assert run("--no-tests") == 1
    assert "dist is outdated: 'notes.txt' in it was not synth" in capsys.readouterr().err


def test_fails_where_there_are_tests_and_no_pytest(folder, monkeypatch, capsys):
    with_test(folder, "pass")
    monkeypatch.setattr(check, "find_spec", lambda _: None)

    assert run() == 1
    assert "pip install 'kubeflow-gitops[testing]'" in capsys.readouterr().err
