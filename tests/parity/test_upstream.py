import subprocess
from dataclasses import replace

import pytest

from constructs_lib.config import optional_in, upstream_paths
from constructs_lib.releases import RELEASES, V1_9_1

from . import upstream
from .upstream import UpstreamError, component, manifests, paths

KUBEFLOW = V1_9_1.name


def git(folder, *arguments):
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    done = subprocess.run(
        ["git", "-C", folder, *identity, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path):
    """Return a repository with the tag, as small as can be."""
    folder = tmp_path / "manifests"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "README.md").write_text("a stand-in\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "one")
    git(folder, "tag", KUBEFLOW)
    return folder


@pytest.fixture
def release(repository):
    """Return v1.9.1 with the commit of that repository."""
    return replace(V1_9_1, commit=git(repository, "rev-parse", "HEAD"))


def reason(source, release=V1_9_1):
    with pytest.raises(UpstreamError) as raised, manifests(release, str(source)):
        pass
    return str(raised.value)


def test_a_clone_is_read_where_it_lies(repository, release):
    with manifests(release, str(repository)) as folder:
        assert folder == repository


def test_of_what_git_can_clone_the_tag_alone_is_fetched(repository, release):
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "two")
    with manifests(release, f"file://{repository}") as folder:
        assert (folder / "README.md").read_text() == "a stand-in\n"
        assert git(folder, "rev-list", "--all", "--count") == "1"

    assert not folder.exists()


def test_a_bare_repository_is_cloned(repository, release):
    with manifests(release, str(repository / ".git")) as folder:
        assert folder != repository
        assert (folder / "README.md").exists()


def test_fails_for_another_commit(repository):
    head = git(repository, "rev-parse", "HEAD")

    assert reason(repository) == (
        f"{repository} is at commit {head}, but the base stands for {KUBEFLOW}, "
        f"{V1_9_1.commit}: check that out."
    )


def test_fails_for_changed_files(repository, release):
    (repository / "README.md").write_text("changed\n")

    assert reason(repository, release).startswith(
        f"{repository} has 1 file that its commit has not"
    )


def test_fails_for_a_path_that_is_none(tmp_path):
    found = reason(tmp_path / "none")

    assert "is neither a folder with a clone of kubeflow/manifests nor a repository" in found
    assert len(found.splitlines()) == 1


@pytest.mark.parametrize("missing", ["git", "kubectl"])
def test_fails_without_a_program(tmp_path, monkeypatch, missing):
    for program in {"git", "kubectl"} - {missing}:
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert reason(tmp_path) == f"Upstream is read by {missing}, which is not on the PATH."


def test_a_later_release_is_cloned_beside(repository, monkeypatch):
    git(repository, "tag", "v1.10.2")
    commit = git(repository, "rev-parse", "HEAD")
    monkeypatch.setattr(upstream, "LATER", {"v1.10.2": commit})

    with upstream.later_manifests(V1_9_1, str(repository)) as folders:
        assert (folders["v1.10.2"] / "README.md").read_text() == "a stand-in\n"


def test_fails_for_a_later_tag_of_another_commit(repository):
    git(repository, "tag", "v1.10.2")

    with (
        pytest.raises(UpstreamError, match="but the base stands for"),
        upstream.later_manifests(V1_9_1, str(repository)),
    ):
        pass


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_every_component_has_a_name_of_its_own(release):
    later = (release.folders[name] for name in release.later)
    names = [component(path) for path in (*paths(release), *later)]

    # The namespace, and what is not in its folder.
    of_base = [path for path in upstream_paths(release) if not release.has_namespace(path)]

    assert len(set(names)) == 1 + len(of_base) + len(optional_in(release))
    assert {"kubeflow-istio-resources", "kserve"} <= {*names}
