import re
import subprocess
from pathlib import Path

import pytest

from constructs_lib import (
    AddOn,
    ArgoCd,
    Backup,
    BackupVolume,
    Config,
    Destination,
    Environment,
    Platform,
    PlatformPrerequisites,
)
from constructs_lib.recovery.kept_set import open_set
from constructs_lib.recovery.runbook import runbook, steps_of
from constructs_lib.recovery.steps import STEPS

from .sets import obj, written

PAGE = Path(__file__).parents[2] / "docs" / "backup.md"
DATA = Config(backup=Backup(destination=BackupVolume(claim="copies")))

ADD_ONS = PlatformPrerequisites(add_ons=(AddOn(name="cert-manager"),))


@pytest.fixture
def kept(tmp_path):
    return open_set(
        written(
            tmp_path,
            profiles=[{"object": obj("Profile", "team")}],
            secrets=[{"object": obj("Secret", "mysql-secret", "kubeflow")}],
        )
    )


def steps(kept, config=DATA):
    environment = Environment("default", config)
    platform = Platform(environments=(environment,))
    return steps_of(kept, platform, environment, recover="recover")


def commands(kept, config=DATA):
    return [each for step in steps(kept, config) for each in step.commands]


def test_every_step_is_in_it_in_the_order_of_the_program(kept):
    named = [each.split()[1] for each in commands(kept) if each.startswith("recover ")]

    assert [name for name in named if name in STEPS and name != "owners"] == [
        name for name in STEPS if name != "owners"
    ]
    assert named[-1] == "compare"


def test_old_secrets_are_restored_before_git_is_synced(kept):
    found = commands(kept)

    assert found.index("recover old-secrets") < found.index(
        "kubectl apply -f dist/apps/kubeflow.yaml"
    )


def test_argo_cd_is_held_before_databases_are_restored_and_handed_back_after(kept):
    titles = [step.title for step in steps(kept)]

    assert titles.index("Hold Argo CD, and stop the writers") + 1 == titles.index(
        "Restore databases and artifacts"
    )
    assert (
        titles.index("Hand back to Argo CD")
        == titles.index("Restore databases and artifacts") + 1
    )


def test_the_writers_that_it_stops_are_those_of_the_page_about_restores(kept):
    [stop] = [each for each in commands(kept) if each.startswith("kubectl scale")]
    on_the_page = PAGE.read_text(encoding="utf-8")

    assert set(re.findall(r"deployment/\S+", stop)) == set(
        re.findall(r"deployment/\S+", on_the_page)
    )


def test_without_a_backup_databases_are_restored_elsewhere(kept):
    titles = [step.title for step in steps(kept, Config())]

    assert "Restore databases and artifacts where they are kept" in titles
    assert "Hold Argo CD, and stop the writers" not in titles


def test_another_environment_has_names_of_its_own(kept):
    second = Environment("staging", Config())
    platform = Platform(environments=(Environment("default", Config()), second))
    found = steps_of(kept, platform, second, recover="recover")

    assert "kubectl apply -f dist/apps/kubeflow-staging.yaml" in [
        each for step in found for each in step.commands
    ]


def test_it_says_how_old_the_set_is_and_what_is_lost(kept):
    environment = Environment("default", Config())
    text = runbook(kept, Platform(environments=(environment,)), environment, recover="recover")

    assert re.search(r"read at 2026-01-02 03:04:05 UTC, \d+ h \d+ min ago", text)
    assert "| profiles | 1 |" in text
    assert "- data of volumes, unless their storage is restored" in text


def bash(text, *options):
    return subprocess.run(
        ["bash", *options], input=text, capture_output=True, check=False, text=True
    )


def test_a_shell_runs_every_command_as_it_is_printed(kept, tmp_path):
    """A placeholder such as `<set>` would read a file, and write another."""
    kubectl = tmp_path / "kubectl"
    kubectl.write_text('#!/bin/sh\necho "$@"\ncat >/dev/null\n')
    kubectl.chmod(0o755)
    path = f"PATH={tmp_path}:$PATH; cd {tmp_path}; recover() {{ :; }}; BACKUP=20260102T000000Z"
    before = sorted(tmp_path.rglob("*"))
    text = "\n".join((path, *(each for each in commands(kept) if not each.startswith("kill"))))
    done = bash(text)

    assert bash(text, "-n").stderr == ""
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(tmp_path.rglob("*")) == before


def test_argo_cd_is_held_so_that_no_parent_reverts_it(kept):
    held = [each for each in commands(kept) if "annotate application" in each]
    application = "kubectl annotate application kubeflow -n argocd"

    assert held == [
        f"{application} --overwrite argocd.argoproj.io/skip-reconcile=true",
        f"{application} argocd.argoproj.io/skip-reconcile-",
    ]


def test_only_writers_that_are_installed_are_stopped(kept):
    config = Config(
        components=tuple(name for name in Config().components if name != "katib"),
        backup=Backup(destination=BackupVolume(claim="copies"), of=("pipelines",)),
    )
    (stopped,) = (each for each in commands(kept, config) if "scale" in each)

    assert "deployment/ml-pipeline " in stopped
    assert "katib" not in stopped


def test_what_the_platform_needs_is_applied_before_it(kept):
    environment = Environment("default", DATA)
    platform = Platform(environments=(environment,), prerequisites=ADD_ONS)
    found = steps_of(kept, platform, environment, recover="recover")
    applied = [each for step in found for each in step.commands if "apply -f dist" in each]

    assert applied == [
        "kubectl apply -f dist/apps/prerequisites.yaml",
        "kubectl apply -f dist/apps/kubeflow.yaml",
    ]


@pytest.mark.parametrize("elsewhere", [True, False])
def test_it_says_which_cluster_has_the_applications(kept, elsewhere):
    destination = Destination(name="production") if elsewhere else Destination()
    environment = Environment("default", DATA, argo_cd=ArgoCd(destination=destination))
    platform = Platform(environments=(environment,))

    assert (
        "Argo CD runs in another cluster"
        in runbook(kept, platform, environment, recover="recover")
    ) is elsewhere


def test_a_recurring_run_that_is_not_in_the_set_is_lost(tmp_path):
    lines = [{"namespace": "team", "unread": "1"}]
    kept = open_set(written(tmp_path, recurring_runs=lines))
    environment = Environment("default", Config())
    text = runbook(kept, Platform(environments=(environment,)), environment, recover="recover")

    assert kept.runs == ()
    assert "- recurring run team/1, which Pipelines could not read" in text
