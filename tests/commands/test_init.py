"""A repository of one's own, all of it or nothing; tests/test_wheel.py works with one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib import (
    V26_03_1,
    ArgoCd,
    Config,
    Environment,
    GitRepository,
    Platform,
    Profile,
    __version__,
    commands,
)
from constructs_lib.commands import init
from constructs_lib.platform import Synthesis
from constructs_lib.releases import RELEASES

ROOT = Path(__file__).parents[2]
ROUTE = {"kind": "HTTPRoute", "metadata": {"name": "kubeflow-route"}}
USES = re.compile(r"uses: (.*)")


@pytest.fixture(autouse=True)
def synthesized(monkeypatch):
    """Return the platforms that were synthesized; it is quick here."""
    platforms = []

    def synthesize(platform):
        platforms.append(platform)
        units = {each.name: {"route": [ROUTE]} for each in platform.environments}
        return Synthesis(files={}, environments=units)

    monkeypatch.setattr(init, "synthesize", synthesize)
    return platforms


def run(*arguments):
    return commands.main(["init", *map(str, arguments)])


def written(folder):
    return {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    }


def test_everything_has_an_answer(tmp_path, synthesized):
    assert run(tmp_path / "platform") == 0
    assert synthesized == [Platform()]


def test_the_folder_is_this_one_where_none_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run() == 0
    assert "main.py" in written(tmp_path)


def test_the_files_are_those_that_the_readme_explains(tmp_path):
    run(tmp_path)
    text = (tmp_path / "README.md").read_text()
    named = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)) - {"dist/"}
    told = {name for name in written(tmp_path) if any(name.startswith(n) for n in named)}

    assert written(tmp_path) - told == {".gitignore", "README.md", "pytest.ini"}


def test_every_flag_is_a_decision_in_main_py(tmp_path, synthesized):
    repository = GitRepository(
        url="https://git.example.org/ml/apps.git", revision="live", path="clusters/prod"
    )
    run(
        tmp_path,
        "--host=ml.example.org",
        "--release=26.03.1",
        "--environment=production",
        f"--repository={repository.url}",
        "--branch=live",
        "--path=clusters/prod",
        "--argo-cd=gitops",
        "--profile=team-vision=ada@example.org",
        "--profile=team-speech=alan@example.org",
    )

    assert synthesized == [
        Platform(
            repository=repository,
            environments=(
                Environment(
                    "production",
                    Config(host="ml.example.org", release=V26_03_1),
                    argo_cd=ArgoCd(namespace="gitops"),
                ),
            ),
            profiles=(
                Profile(name="team-vision", owner="ada@example.org"),
                Profile(name="team-speech", owner="alan@example.org"),
            ),
        )
    ]


def test_the_next_steps_name_the_repository(tmp_path):
    run(tmp_path, "--repository=https://git.example.org/ml/apps.git")

    assert (
        "kubeflow-gitops publish https://git.example.org/ml/apps.git\n"
        in (tmp_path / "README.md").read_text()
    )


def test_a_release_is_a_constant_that_main_py_imports(tmp_path):
    run(tmp_path, "--release=26.03.1")
    lines = (tmp_path / "main.py").read_text().splitlines()

    assert "    V26_03_1," in lines
    assert '    config = Config(host="kubeflow.example.com", release=V26_03_1)' in lines


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_every_release_that_is_carried_can_be_named(tmp_path, synthesized, release):
    run(tmp_path, "--release", release.name)

    assert synthesized[0].environments[0].config.release == release
    needed = f"| Kubernetes ≥ {release.kubernetes.oldest}, "
    assert needed in (tmp_path / "README.md").read_text("utf-8")


def test_main_py_names_no_release_unless_it_is_asked_to(tmp_path):
    run(tmp_path)

    assert "release" not in (tmp_path / "main.py").read_text()


def test_the_version_is_pinned(tmp_path):
    run(tmp_path)

    assert (
        f"kubeflow-gitops[testing]=={__version__}\n"
        in (tmp_path / "requirements.txt").read_text()
    )


@pytest.mark.parametrize(
    ("version", "is_on_an_index"), [("1.2.3", True), ("1.2.3.dev0", False)]
)
def test_a_version_between_releases_is_installed_from_its_wheel(
    tmp_path, monkeypatch, version, is_on_an_index
):
    monkeypatch.setattr(init, "__version__", version)
    run(tmp_path)

    assert ("--find-links wheels\n" not in (tmp_path / "requirements.txt").read_text()) == (
        is_on_an_index
    )
    assert ("`wheels/`" not in (tmp_path / "README.md").read_text()) == is_on_an_index


def test_the_next_steps_name_what_the_workflows_read_of_github(tmp_path):
    run(tmp_path)
    workflows = [file.read_text() for file in (tmp_path / ".github/workflows").iterdir()]
    read = set(re.findall(r"\b(?:vars|secrets)\.(\w+)", "".join(workflows)))
    environments = set(re.findall(r"\benvironment: (\w+)", "".join(workflows)))
    readme = (tmp_path / "README.md").read_text()

    assert environments
    assert {each for each in read | environments if f"`{each}`" not in readme} == set()


def test_the_next_steps_prepare_the_cluster_before_they_apply(tmp_path):
    run(tmp_path, "--argo-cd=gitops")
    readme = (tmp_path / "README.md").read_text()
    before, apply, _ = readme.partition("kubectl apply --filename dist/apps/kubeflow.yaml")

    assert apply
    for part in ("Istio", "kgateway", "cert-manager", "Argo CD", "namespace `gitops`"):
        assert part in before


def test_no_place_is_left_open(tmp_path):
    run(tmp_path)

    assert [name for name in written(tmp_path) if "@{" in (tmp_path / name).read_text()] == []


def test_the_snapshot_is_the_route(tmp_path):
    run(tmp_path)
    snapshots = tmp_path / "tests/__snapshots__/test_platform"

    assert (snapshots / "test_the_route_of_the_platform.yaml").read_text() == (
        "# Synthesized from main.py; edit that, not this.\n"
        "kind: HTTPRoute\n"
        "metadata:\n"
        "  name: kubeflow-route\n"
    )


@pytest.mark.parametrize(
    "flags",
    [
        (),
        ("--argo-cd=gitops", "--release=v1.10.2"),
        ("--profile=a=ada@example.com", "--profile=b=bob@example.com"),
    ],
    ids=["no flags", "an Argo CD elsewhere and a release", "two profiles"],
)
@pytest.mark.parametrize("command", ["check", "format --check"])
def test_the_programs_are_written_as_linters_like_them(tmp_path, command, flags):
    run(tmp_path, *flags)
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command.split(), "--isolated", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_the_workflows_use_the_actions_that_ours_do(tmp_path):
    run(tmp_path)
    ours = {
        use
        for file in (ROOT / ".github/workflows").glob("*.y*ml")
        for use in USES.findall(file.read_text())
    }
    theirs = {
        use
        for file in (tmp_path / ".github/workflows").iterdir()
        for use in USES.findall(file.read_text())
    }

    assert theirs
    assert theirs - ours == set()


def test_the_workflows_may_do_nothing_unless_a_job_says_so(tmp_path):
    run(tmp_path)
    files = list((tmp_path / ".github/workflows").iterdir())

    assert [f.name for f in files if "\npermissions: {}\n" not in f.read_text()] == []


@pytest.mark.parametrize("entry", ["main.py", ".gitignore", "empty/"])
def test_fails_for_a_folder_that_is_not_empty(tmp_path, capsys, entry):
    path = tmp_path / entry
    path.mkdir() if entry.endswith("/") else path.touch()

    assert run(tmp_path) == 1
    assert f"is not empty: it contains {path.name!r}" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_fails_for_a_file(tmp_path, capsys):
    (tmp_path / "platform").touch()

    assert run(tmp_path / "platform") == 1
    assert "is a file; name a new or an empty folder" in capsys.readouterr().err


def test_an_empty_repository_counts_as_an_empty_folder(tmp_path):
    (tmp_path / ".git").mkdir()

    assert run(tmp_path) == 0
    assert "main.py" in written(tmp_path)


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        ("--host=kubeflow", "host must be a DNS name"),
        ('--host="); import os', "host must be a DNS name"),
        ("--host=a\nb.example.com", "host must be a DNS name"),
        (
            "--release=1.8",
            "'1.8' is not a release that the library carries; there are v1.9.1, ",
        ),
        ("--environment=Prod_1", "environment"),
        ("--repository=nowhere", "repository must be a URL"),
        ("--repository=https://ada:secret@git.example.com/a.git", "repository"),
        ("--branch=", "revision is empty"),
        ("--path=../elsewhere", "path of the repository must be a folder"),
        ("--argo-cd=Argo CD", "namespace"),
        ("--profile=team", "--profile must be a name and"),
        ("--profile=team=ada", "owner"),
        ("--profile=kubeflow=ada@example.com", "kubeflow"),
    ],
)
@pytest.mark.parametrize("is_new", [True, False], ids=["a new folder", "an empty one"])
def test_a_wrong_answer_is_told_and_nothing_is_written(tmp_path, capsys, flag, told, is_new):
    folder = tmp_path / "platform"
    if not is_new:
        folder.mkdir()

    assert run(folder, flag) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: ")
    assert told in line
    assert "secret" not in line
    assert list(tmp_path.rglob("*")) == ([] if is_new else [folder])


@pytest.mark.parametrize("failing", ["write_bytes", "rename"])
@pytest.mark.parametrize("is_new", [True, False], ids=["a new folder", "an empty one"])
def test_nothing_is_left_of_what_fails_in_the_middle(
    tmp_path, monkeypatch, capsys, failing, is_new
):
    act = getattr(Path, failing)
    calls = []

    def fail(path, *arguments):
        calls.append(path)
        if len(calls) == 4:
            raise OSError(28, "No space left on device")
        return act(path, *arguments)

    folder = tmp_path / "platform"
    if not is_new:
        folder.mkdir()
    monkeypatch.setattr(Path, failing, fail)

    assert run(folder) == 1
    assert capsys.readouterr().err == "error: [Errno 28] No space left on device\n"
    assert list(tmp_path.rglob("*")) == ([] if is_new else [folder])
