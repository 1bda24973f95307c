import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import Environment, GitRepository, Platform, commands
from constructs_lib.commands import publish as command
from constructs_lib.delivery import (
    Author,
    Changes,
    HandEditError,
    Publication,
    Signing,
    SourceRevision,
    rendered,
)
from tests.kustomize import write

FILES = {
    "apps/kubeflow.yaml": rendered([{"kind": "A"}]),
    "kubeflow/base/app.yaml": rendered([{"kind": "B"}]),
}
URL = "https://git.example.com/configs.git"
DONE = {
    "commit": "c0ffee" * 6,
    "branch": "live",
    "changes": Changes(added=("kubeflow/base: B b",), changed=(), removed=()),
}
PLATFORM = Platform(repository=GitRepository(revision="live"))


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return the folder in which the command runs, with a dist/ in no repository."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    write(FILES, tmp_path / "dist")
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """Return what the command asks for; nothing is published."""
    asked: dict[str, Any] = {}

    def publish(files, **options):
        asked.update(options, files=files)
        return Publication(**DONE)

    monkeypatch.setattr(command, "publish", publish)
    return asked


def run(*arguments):
    return commands.run(lambda: PLATFORM, ["publish", *arguments])


def test_dist_is_published_as_it_lies(asked):
    assert run(URL, "--source=abc") == 0
    assert asked == {
        "files": FILES,
        "repository": URL,
        "source": SourceRevision("abc"),
        "branch": "live",
        "path": "",
        "pull_request": False,
        "overwrite_hand_edits": False,
        "replace_other_source": False,
        "author": Author(),
        "signing": None,
    }


@pytest.mark.parametrize(
    ("option", "field", "value"),
    [
        ("--branch=other", "branch", "other"),
        ("--pull-request", "pull_request", True),
        ("--overwrite-hand-edits", "overwrite_hand_edits", True),
        ("--replace-other-source", "replace_other_source", True),
    ],
)
def test_an_option_is_followed(asked, option, field, value):
    run(URL, "--source=abc", option)

    assert asked[field] == value


SPLIT = Platform(
    environments=(
        Environment("canary"),
        Environment("prod", repository=GitRepository(revision="prod", path="prod")),
    ),
    repository=GitRepository(revision="live", path="ml"),
    profiles_repository=GitRepository(revision="people", path="people"),
)
ALL = {
    **FILES,
    "apps/kubeflow-prod.yaml": rendered([{"kind": "C"}]),
    "kubeflow/profiles/team.yaml": rendered([{"kind": "D"}]),
}


@pytest.mark.parametrize(
    ("options", "place", "published"),
    [
        ((), ("live", "ml"), set(FILES)),
        (("--environment=canary",), ("live", "ml"), set(FILES)),
        (
            ("--environment=prod",),
            ("prod", "prod"),
            {"apps/kubeflow-prod.yaml", "kubeflow/base/app.yaml"},
        ),
        (("--profiles",), ("people", "people"), {"kubeflow/profiles/team.yaml"}),
    ],
)
def test_each_repository_gets_what_goes_to_it(asked, folder, options, place, published):
    write(ALL, folder / "dist")
    commands.run(lambda: SPLIT, ["publish", URL, "--source=abc", *options])

    assert (asked["branch"], asked["path"]) == place
    assert set(asked["files"]) == published


def test_an_empty_environment_is_none(asked, folder):
    write(ALL, folder / "dist")
    platform = replace(SPLIT, environments=SPLIT.environments[::-1])
    commands.run(lambda: platform, ["publish", URL, "--source=abc", "--environment="])

    assert asked["branch"] == "live"


@pytest.mark.parametrize(
    ("platform", "options", "code", "message"),
    [
        (
            PLATFORM,
            ("--profiles",),
            2,
            "profiles have no repository of their own; set one by",
        ),
        (
            replace(SPLIT, environments=SPLIT.environments[1:]),
            (),
            1,
            "no file of dist/ belongs to the platform's repository, since its environments",
        ),
    ],
    ids=["no repository of profiles", "only others' repositories"],
)
def test_fails_where_nothing_is_meant(capsys, platform, options, code, message):
    assert commands.run(lambda: platform, ["publish", URL, "--source=abc", *options]) == code
    assert f"error: {message}" in capsys.readouterr().err


def test_fails_for_an_unknown_environment(capsys):
    assert run(URL, "--source=abc", "--environment=prod") == 2
    assert (
        "error: there is no environment 'prod'; there are default" in capsys.readouterr().err
    )


def test_commits_name_whom_the_environment_names(asked, monkeypatch):
    monkeypatch.setenv("GIT_AUTHOR_NAME", "CI")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "ci@example.com")
    run(URL, "--source=abc")

    assert asked["author"] == Author("CI", "ci@example.com")


@pytest.mark.parametrize("options", [(), ("--source=HEAD",)], ids=["committed", "named"])
def test_the_source_is_the_commit_with_dist(asked, folder, options):
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "x"], check=True)
    head = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True).stdout
    run(URL, *options)

    assert asked["source"] == SourceRevision(head.decode().strip(), Path("dist"))


def test_what_changed_is_told(asked, capsys):
    run(URL, "--source=abc")

    assert capsys.readouterr().out == ("live: c0ffeec0ffee, 1 added\nkubeflow/base\n  + B b\n")


def reporting(monkeypatch, **fields):
    done = Publication(**DONE | fields)
    monkeypatch.setattr(command, "publish", lambda *_, **__: done)


def test_it_is_told_which_pull_request_to_open(monkeypatch, capsys):
    reporting(monkeypatch, branch="kubeflow-gitops/abc")
    run(URL, "--source=abc", "--pull-request")

    assert capsys.readouterr().out.splitlines()[-1] == (
        "open a pull request from kubeflow-gitops/abc into live"
    )


def test_it_is_told_that_nothing_changed(monkeypatch, capsys):
    reporting(monkeypatch, commit=None)
    run(URL, "--source=abc")

    assert capsys.readouterr().out == "live: nothing changed\n"


def test_a_hand_edit_is_shown_before_the_line_that_refuses_it(monkeypatch, capsys):
    def refusing(*_, **__):
        raise HandEditError(["a.yaml"], "-a\n+b")

    monkeypatch.setattr(command, "publish", refusing)

    assert run(URL, "--source=abc") == 1
    diff, error = capsys.readouterr().err.split("error: ")
    assert diff == "-a\n+b\n"
    assert error.startswith("edited by hand in the repository: a.yaml;")


@pytest.mark.parametrize("options", [(), ("--source=abc",)], ids=["committed", "named"])
def test_fails_without_a_dist(folder, capsys, options):
    (folder / "dist").rename(folder / "other")

    assert run(URL, *options) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: dist does not exist here; run `")
    assert " synth`" in error


def test_fails_for_a_file_that_was_not_synthesized(folder, capsys):
    (folder / "dist" / "own.yaml").write_text("kind: A\n")

    assert run(URL, "--source=abc") != 0
    message = "dist must be published whole, but 'own.yaml' in it was not synthesized here"
    assert message in capsys.readouterr().err


def test_fails_without_a_source(capsys, monkeypatch, folder):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))

    assert run(URL) == 1
    assert "not a git repository" in capsys.readouterr().err


@pytest.mark.parametrize(("kind", "key"), [("ssh", "key"), ("gpg", "0123456789ABCDEF")])
def test_a_commit_is_signed_by_the_key_that_is_named(asked, folder, kind, key):
    (folder / "key").write_text("a key")
    run(URL, "--source=abc", f"--sign-{kind}={key}")

    assert asked["signing"] == Signing(by=kind, key=key)


def test_fails_for_two_signatures(capsys):
    assert run(URL, "--source=abc", "--sign-ssh=a", "--sign-gpg=b") == 2
    assert "a commit has one signature" in capsys.readouterr().err
