"""What CI runs on GitHub: the Makefile's own targets, with the least rights."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

workflows = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file):
    # YAML 1.1 takes the key `on` for a boolean.
    return yaml.load(file.read_text(), yaml.BaseLoader)


def steps(job):
    return job["steps"]


def jobs_of(name):
    return read(ROOT / ".github" / "workflows" / f"{name}.yml")["jobs"]


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


# What writes: comments, provenance, a release with its packages, the index's trust, a site.
WRITING = (
    {"pull-requests": "write"},
    {"attestations": "write", "id-token": "write"},
    {"contents": "write"},
    {"id-token": "write"},
    {"id-token": "write", "pages": "write"},
)


@jobs
def test_a_job_that_may_write_runs_nothing_of_the_repository(job):
    if "write" in job["permissions"].values():
        assert job["permissions"] in WRITING
        assert not any("checkout" in step.get("uses", "") for step in steps(job))
        assert not any("make" in step.get("run", "") for step in steps(job))


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


def test_what_init_writes_is_linted_like_ours():
    [pattern] = re.findall(r"^WRITTEN := \$\(wildcard (.+)\)$", MAKEFILE, re.MULTILINE)
    written = set((ROOT / "constructs_lib/starter/workflows").iterdir())

    assert written
    assert set(ROOT.glob(pattern)) == written


def test_the_workflows_call_the_targets_that_the_documents_name():
    called = set(
        re.findall(r"make (?:--silent )?([a-z-]+)", "".join(map(Path.read_text, FILES)))
    )

    assert called == {
        "build",
        "check",
        "check-imports",
        "diff",
        "docs",
        "docs-links",
        "lint-workflows",
        "materials",
        "parity",
        "promote",
        "publish",
        "scan",
        "test",
        "verify",
        "verify-decisions",
        "verify-delivery",
        "verify-elyra",
        "verify-explain",
        "verify-images",
        "verify-monitoring",
        "verify-queues",
        "verify-real-cluster",
        "verify-recovery",
        "verify-releases",
        "verify-serving",
        "verify-steps",
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


def test_a_label_runs_no_check_again():
    on = read(ROOT / ".github" / "workflows" / "pull-request.yml")["on"]

    assert on["pull_request"]["types"] == ["opened", "synchronize", "reopened"]
    assert jobs_of("pull-request").keys() == {"check", "docs", "workflows"}


def test_a_label_counts_for_the_commit_that_it_was_put_on():
    [step] = [
        step for step in steps(jobs_of("diff")["diff"]) if "FAIL_ON" in step.get("env", {})
    ]

    assert step["env"]["FAIL_ON"].startswith(
        """${{ contains(fromJSON('["labeled", "unlabeled"]'), github.event.action) && """
    )


def test_a_forks_label_counts_only_when_it_is_put_there():
    [step] = [
        step for step in steps(jobs_of("diff")["diff"]) if "FAIL_ON" in step.get("env", {})
    ]

    assert (
        "(github.event.label.name == 'danger accepted' "
        "|| github.event.pull_request.head.repo.full_name == github.repository)"
    ) in step["env"]["FAIL_ON"]


def test_a_new_push_takes_the_label_away():
    job = jobs_of("diff")["withdraw"]
    [step] = steps(job)

    assert """fromJSON('["synchronize", "reopened"]'), github.event.action)""" in job["if"]
    assert step["run"] == 'gh pr edit "$NUMBER" --remove-label "danger accepted"'


def test_the_comment_is_found_by_its_marker_and_author():
    [step] = [step for step in steps(jobs_of("diff")["comment"]) if "run" in step]

    assert "--edit-last" not in step["run"]
    assert "startswith(env.MARKER)" in step["run"]
    assert '.user.login == "github-actions[bot]"' in step["run"]


@pytest.mark.parametrize("found", [True, False], ids=["found", "not found"])
def test_the_comment_is_edited_where_there_is_one_and_made_where_there_is_none(
    tmp_path, found
):
    [step] = [step for step in steps(jobs_of("diff")["comment"]) if "run" in step]
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    answer = "7" if found else ""
    gh.write_text(
        f'#!/bin/sh\ncase "$*" in *--jq*) echo {answer};; *) echo "$@" >> calls;; esac\n'
    )
    gh.chmod(0o755)
    (tmp_path / "diff.md").write_text("What changes\n")
    variables = {
        "PATH": f"{gh.parent}:{os.environ['PATH']}",
        "GH_REPO": "a/b",
        "NUMBER": "3",
        "MARKER": step["env"]["MARKER"],
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=variables, check=True)

    call = (
        "--method PATCH repos/a/b/issues/comments/7"
        if found
        else "repos/a/b/issues/3/comments"
    )
    assert (tmp_path / "calls").read_text() == f"api --silent {call} -F body=@comment.md\n"
    assert (tmp_path / "comment.md").read_text().splitlines()[0] == step["env"]["MARKER"]


def test_dependabot_raises_the_actions():
    [update] = read(ROOT / ".github" / "dependabot.yml")["updates"]

    assert (update["package-ecosystem"], update["directory"]) == ("github-actions", "/")


def test_packages_go_to_an_index_only_where_a_variable_and_an_environment_say_so():
    job = jobs_of("release")["index"]

    assert job["if"] == "${{ vars.PUBLISH_PACKAGES == 'true' }}"
    assert job["environment"] == "packages"


def test_what_is_released_is_what_was_checked_and_is_attested_before():
    jobs = jobs_of("release")
    [check, *_] = [step["run"] for step in steps(jobs["build"]) if "run" in step]

    assert check == "make check"
    assert {name: job.get("needs") for name, job in jobs.items()} == {
        "build": None,
        "provenance": "build",
        "release": "provenance",
        "index": "release",
    }


def test_the_documents_say_that_nobody_has_seen_a_real_cluster_until_somebody_has():
    """Whoever has seen it pass takes the words away, here and there."""
    file = ROOT / ".github" / "workflows" / "real-cluster.yml"

    assert "Not yet run" in file.read_text()
    for page in ("README.md", "docs/verification.md", "docs/ci.md"):
        assert "not yet run" in (ROOT / page).read_text(), page


OWNERS = [
    line.split()
    for line in (ROOT / ".github" / "CODEOWNERS").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("pattern", [pattern for pattern, *_ in OWNERS])
def test_what_has_owners_is_there(pattern):
    assert any(ROOT.glob(pattern.strip("/")))


def test_everything_has_an_owner():
    assert OWNERS[0][0] == "*"
    assert all(owners for _, *owners in OWNERS)


@pytest.mark.parametrize("name", ["bug", "feature"])
def test_a_form_of_issues_asks_each_thing_once(name):
    form = read(ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml")
    asked = [field["id"] for field in form["body"] if field["type"] != "markdown"]

    assert form.keys() == {"name", "description", "labels", "body"}
    assert len(set(asked)) == len(asked)


def test_a_pull_request_is_asked_for_what_contributing_asks_for():
    asked = (ROOT / ".github" / "pull_request_template.md").read_text()

    assert "make check" in asked
    assert "CHANGELOG.md" in asked


@pytest.mark.parametrize("file", [".ci/run", ".github/workflows/nightly.yml"])
def test_cdk8s_is_fetched_before_the_tests_that_run_it(file):
    """Without it they are skipped, and nobody notices."""
    run = re.findall(
        r"^ *(?:- run: )?make ([a-z-]+)$", (ROOT / file).read_text(), re.MULTILINE
    )

    assert run.index("check-imports") < run.index("test")
