"""Messages name the command that the user has."""

import sys

import pytest

from constructs_lib import _program


@pytest.fixture(autouse=True)
def without_make(monkeypatch):
    monkeypatch.delenv("KUBEFLOW_GITOPS_MAKE", raising=False)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["/venv/bin/kubeflow-gitops", "synth"], "kubeflow-gitops"),
        (["main.py", "synth"], "python main.py"),
        (["-O", "deploy/main.py"], "python main.py"),
        (["-X", "importtime", "-W", "error", "main.py"], "python main.py"),
        (["-m", "constructs_lib", "synth"], "python -m constructs_lib"),
        (["-m", "pytest", "main.py"], "kubeflow-gitops"),
        (["-c", "pass"], "kubeflow-gitops"),
        ([], "kubeflow-gitops"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_is_named_as_it_was_called(monkeypatch, arguments, named):
    monkeypatch.setattr(sys, "orig_argv", ["python", *arguments])

    assert _program.command("diff", "<ref>") == f"{named} diff <ref>"


def test_a_target_is_named_where_make_called(monkeypatch):
    monkeypatch.setenv("KUBEFLOW_GITOPS_MAKE", "1")

    assert _program.command("diff", "<ref>", make="AGAINST=<ref>") == "make diff AGAINST=<ref>"


def test_nothing_follows_a_name_that_needs_nothing():
    assert _program.command("synth").endswith(" synth")
