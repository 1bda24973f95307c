import subprocess

import pytest

from constructs_lib.review import tree_of
from tests.kustomize import write


@pytest.fixture(autouse=True)
def repository(tmp_path, monkeypatch):
    """Return a repository with dist/ on branch main and without on branch empty."""
    for scope in ("GLOBAL", "SYSTEM"):
        monkeypatch.setenv(f"GIT_CONFIG_{scope}", "/dev/null")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.com")
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch=empty")
    git("commit", "--quiet", "--allow-empty", "--message=nothing")
    git("switch", "--quiet", "--create=main")
    write({"dist/kubeflow/base/app.yaml": "kind: Old\n"}, tmp_path)
    git("add", ".")
    git("commit", "--quiet", "--message=a base")
    write({"dist/kubeflow/base/app.yaml": "kind: New\n"}, tmp_path)
    return tmp_path


def git(*arguments):
    subprocess.run(["git", *arguments], check=True)


@pytest.mark.parametrize("ref", ["main", "HEAD", "main~0"])
def test_a_ref_gives_dist_as_it_was_committed(ref):
    with tree_of(ref) as tree:
        assert (tree / "kubeflow/base/app.yaml").read_text() == "kind: Old\n"


def test_a_folder_is_taken_as_it_is(repository):
    with tree_of("dist") as tree:
        assert (tree / "kubeflow/base/app.yaml").read_text() == "kind: New\n"


def test_a_project_below_the_repositorys_root_has_its_own_dist(repository, monkeypatch):
    write({"sub/dist/kubeflow/base/app.yaml": "kind: Sub\n"}, repository)
    git("add", ".")
    git("commit", "--quiet", "--message=a project")
    monkeypatch.chdir(repository / "sub")

    with tree_of("HEAD") as tree:
        assert (tree / "kubeflow/base/app.yaml").read_text() == "kind: Sub\n"


def test_three_dots_stand_for_where_the_branch_began(repository):
    git("switch", "--quiet", "--create=feature")
    git("switch", "--quiet", "main")
    git("commit", "--quiet", "--all", "--message=main goes on")
    git("switch", "--quiet", "feature")

    with tree_of("main...") as tree:
        assert (tree / "kubeflow/base/app.yaml").read_text() == "kind: Old\n"


def test_nothing_is_left_behind():
    with tree_of("main") as tree:
        pass

    assert not tree.parent.exists()


@pytest.mark.parametrize("against", ["nowhere", "nowhere...", "--output=x", "-h", ""])
def test_fails_for_what_is_neither_a_folder_nor_a_ref(repository, against):
    with (
        pytest.raises(ValueError, match="is neither a folder with kubeflow/"),
        tree_of(against),
    ):
        pass


def test_fails_for_a_commit_without_dist():
    with pytest.raises(ValueError, match="'empty' has no dist/"), tree_of("empty"):
        pass
