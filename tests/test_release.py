"""A release is a commit and a tag of what is in the clone, and the next version, or nothing.

twine is played here, since no test downloads it; `make build` asks the real one.
"""

import compileall
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
MOVED = ["CHANGELOG.md", "constructs_lib/_version.py", "dist/kubeflow/version.yaml"]
NAMED = ("-c", "user.name=ada", "-c", "user.email=ada@example.com")


class Clone:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *NAMED, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def write(self, name: str, text: str, *, commit: bool = True) -> None:
        (self.folder / name).write_text(text)
        if commit:
            self.git("commit", "--quiet", "--all", "--message", "Change it")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text()

    def twine(self, *, code: int) -> None:
        """Let twine check nothing and answer so."""
        file = self.folder / "build/twine/bin/twine"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'#!/bin/sh\necho "$@" > {self.folder}/build/asked\nexit {code}\n')
        file.chmod(0o755)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        for key, value in (("user.name", "ada"), ("user.email", "ada@example.com")):
            self.git("config", key, value)
        return subprocess.run(
            [sys.executable, ".ci/release.py", *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def state(self) -> tuple[str, ...]:
        """Return what a failure must not change."""
        return (
            self.git("rev-parse", "HEAD"),
            self.git("tag", "--list"),
            self.git("status", "--porcelain"),
        )


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Clone:
    """Return a repository that holds what this checkout does, with the library compiled."""
    made = Clone(tmp_path_factory.mktemp("begun"))
    listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in names.splitlines():
        # What a release does not read only takes time.
        if not name.startswith(("tests/", "docs/")) and (ROOT / name).exists():
            file = made.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, file, follow_symlinks=False)
    # The commit of a release itself has nothing under it.
    head, unreleased, rest = made.read("CHANGELOG.md").partition("## Unreleased\n")
    made.write("CHANGELOG.md", f"{head}{unreleased}\n- It is new.\n{rest}", commit=False)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("add", ".")
    made.git("commit", "--quiet", "--message", "Begin")
    # As `python -O main.py` does, which a release runs.
    compileall.compile_dir(made.folder / "constructs_lib", quiet=1, optimize=1)
    return made


@pytest.fixture
def clone(begun) -> Iterator[Clone]:
    """Return the repository, and put it back as it was: a copy for each test takes long."""
    commit = begun.git("rev-parse", "HEAD").strip()
    begun.twine(code=0)
    yield begun
    begun.git("reset", "--quiet", "--hard", commit)
    begun.git("clean", "--quiet", "-d", "--force")
    shutil.rmtree(begun.folder / "build")
    for tag in begun.git("tag", "--list").split():
        begun.git("tag", "--delete", tag)


@pytest.fixture
def released(clone) -> Clone:
    done = clone.run("release", "9.8.7")
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Nothing is published yet: git push origin HEAD v9.8.7\n")
    return clone


def versions(clone: Clone, commit: str) -> tuple[str, str]:
    """Return the version of the library in a commit, and the one that dist/ names."""
    library = clone.git("show", f"{commit}:constructs_lib/_version.py")
    dist = yaml.safe_load(clone.git("show", f"{commit}:dist/kubeflow/version.yaml"))
    return library.split('"')[-2], dist["kubeflow-gitops"]


def test_a_release_is_a_commit_a_tag_and_packages_of_its_version_and_begins_the_next(released):
    changed = released.git("show", "--name-only", "--format=%s", "v9.8.7^{commit}").split()
    before, _, after = released.read("CHANGELOG.md").partition("\n## 9.8.7 (")
    [entry, *_] = after.partition("\n\n")[2].splitlines()
    packages = {path.name for path in (released.folder / "build/packages").iterdir()}

    begun = released.git("show", "--name-only", "--format=%s %P", "HEAD").split()
    tagged = released.git("rev-parse", "v9.8.7^{commit}").strip()

    assert changed == ["Release", "9.8.7", *MOVED]
    assert begun == ["Begin", "9.8.8.dev0", tagged, *MOVED[1:]]
    assert released.git("status", "--porcelain") == ""
    assert versions(released, "v9.8.7") == ("9.8.7", "9.8.7")
    assert versions(released, "HEAD") == ("9.8.8.dev0", "9.8.8.dev0")
    # The lines go with the version, and the next ones have a place.
    assert before.endswith("## Unreleased\n")
    assert entry in released.git("tag", "--list", "--format=%(contents)", "v9.8.7")
    assert packages == {
        "kubeflow_gitops-9.8.7-py3-none-any.whl",
        "kubeflow_gitops-9.8.7.tar.gz",
    }
    assert "check --strict" in (released.folder / "build/asked").read_text()


REFUSED = [
    ("1.2", "a version is three numbers, such as 1.2.3; got '1.2'"),
    ("", "a version is three numbers, such as 1.2.3; got ''"),
    ("v1.2.3", "a version is three numbers, such as 1.2.3; got 'v1.2.3'"),
    ("01.2.3", "a version is three numbers, such as 1.2.3; got '01.2.3'"),
]


@pytest.mark.parametrize(("version", "told"), REFUSED)
def test_fails_for_what_is_no_version(clone, version, told):
    before = clone.state()
    done = clone.run("release", version)

    assert (done.returncode, done.stderr) == (1, f"{told}\n")
    assert clone.state() == before


@pytest.mark.parametrize("version", ["1.2.9", "2.3.4", "2.3.3"])
def test_fails_for_a_version_that_comes_before_the_last_one(clone, version):
    text = clone.read("CHANGELOG.md")
    clone.write("CHANGELOG.md", f"{text}\n## 2.3.4 (2026-01-01)\n\n- It.\n")
    done = clone.run("release", version)

    assert done.stderr == (
        f"a release comes after 2.3.4, the last in CHANGELOG.md; got {version}\n"
    )


def test_fails_where_nothing_has_changed(clone):
    clone.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 0.1.0\n\n- It.\n")

    assert "nothing would be released" in clone.run("release", "9.8.7").stderr


def test_fails_for_what_is_not_committed(clone):
    clone.write("NOTICE", "mine\n", commit=False)

    assert "something is not committed" in clone.run("release", "9.8.7").stderr
    assert clone.read("NOTICE") == "mine\n"


def test_fails_for_a_tag_that_is_there(clone):
    clone.git("tag", "v9.8.7")

    assert clone.run("release", "9.8.7").stderr == "the tag v9.8.7 is there already\n"


@pytest.mark.parametrize("wrong", ["twine", "a stale dist/", "a wrong decision", "a tag"])
def test_what_fails_in_the_middle_leaves_the_clone_as_it_was(clone, wrong):
    if wrong == "twine":
        clone.twine(code=1)
    elif wrong == "a tag":
        # Git creates no tag below a file.
        clone.git("tag", "v9.8.7/other")
    else:
        program = clone.read("main.py")
        host = "ml.example.com" if wrong == "a stale dist/" else "ml"
        clone.write("main.py", program.replace("kubeflow.example.com", host))
    before = clone.state()
    done = clone.run("release", "9.8.7")

    assert done.returncode == 1
    assert clone.state() == before
