"""What CI runs on GitHub: the Makefile's own targets, with the least rights."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

workflows = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file):
    # YAML 1.1 takes the key `on` for a boolean.
    return yaml.load(file.read_text(), yaml.BaseLoader)


def steps(job):
    return job["steps"]


JOBS = [
    pytest.param(job, id=f"{file.stem}-{name}")
    for file in FILES
    for name, job in read(file)["jobs"].items()
]
jobs = pytest.mark.parametrize("job", JOBS)


@workflows
def test_every_action_is_pinned_to_a_commit_whose_version_is_named(file):
    uses = [line for line in file.read_text().splitlines() if "uses:" in line]

    assert [line for line in uses if not PINNED.search(line)] == []


@workflows
def test_a_workflow_may_do_nothing_unless_a_job_says_so(file):
    assert read(file)["permissions"] == {}


@workflows
def test_a_forks_code_never_runs_with_our_rights(file):
    assert "pull_request_target" not in read(file)["on"]


@workflows
def test_runs_do_not_pass_each_other(file):
    assert read(file)["concurrency"].keys() == {"group", "cancel-in-progress"}


@jobs
def test_a_job_ends_within_half_an_hour_unless_it_builds_servers(job):
    builds = any("make verify" in step.get("run", "") for step in steps(job))

    assert int(job["timeout-minutes"]) <= (120 if builds else 30)


@jobs
def test_a_job_that_may_write_runs_nothing_of_the_repository(job):
    if "write" in job["permissions"].values():
        assert job["permissions"] == {"pull-requests": "write"}
        assert not any("checkout" in step.get("uses", "") for step in steps(job))


@jobs
def test_nothing_that_people_write_becomes_part_of_a_command(job):
    assert [step["run"] for step in steps(job) if "${{" in step.get("run", "")] == []


@jobs
def test_a_clone_keeps_no_credentials(job):
    clones = [step["with"] for step in steps(job) if "checkout@" in step.get("uses", "")]

    assert all(clone["persist-credentials"] == "false" for clone in clones)


@jobs
def test_secrets_are_met_only_where_an_environment_guards_them(job):
    assert ("secrets." in str(job)) <= ("environment" in job)


@jobs
def test_the_makefile_has_every_target_that_is_called(job):
    commands = " ".join(step.get("run", "") for step in steps(job))
    called = re.findall(r"\bmake (?:--silent )?([a-z-]+)", commands)

    assert set(called) <= TARGETS


def test_the_workflows_call_the_targets_that_the_documents_name():
    called = set(
        re.findall(r"make (?:--silent )?([a-z-]+)", "".join(map(Path.read_text, FILES)))
    )

    assert called == {
        "check",
        "diff",
        "parity",
        "publish",
        "test",
        "verify",
        "verify-delivery",
    }


def test_every_night_each_python_that_is_promised_runs_the_tests():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    matrix = read(ROOT / ".github/workflows/nightly.yml")["jobs"]["test"]["strategy"]["matrix"]
    versions = [version.split(".") for version in matrix["python"]]
    promised = [
        name.rpartition(" ")[2] for name in project["classifiers"] if ":: Python ::" in name
    ]
    [_, last] = versions[-1]

    assert matrix["python"] == promised
    assert project["requires-python"] == f">={promised[0]},<3.{int(last) + 1}"
