import subprocess

import pytest

from constructs_lib.delivery.publication import (
    GitError,
    SourceRevision,
    publish,
)
from tests.delivery.publication.conftest import CHANGED, FILES

pytestmark = pytest.mark.slow


def sources(folder):
    """Return a new repository of sources with two commits, and their names."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    git = ("git", "-C", str(folder), *who)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    revisions = []
    for number in (f"{folder.name} {each}" for each in "12"):
        (folder / "dist").mkdir(exist_ok=True)
        (folder / "dist" / "a.yaml").write_text(f"{number}\n")
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", number], check=True)
        done = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True)
        revisions.append(done.stdout.decode().strip())
    return folder, *revisions


@pytest.fixture
def clone(tmp_path):
    """Return a repository of sources with two commits, and their names."""
    return sources(tmp_path / "source")


def test_a_late_job_does_not_undo_what_a_newer_one_published(repository, clone):
    folder, older, newer = clone
    where = str(repository.path)
    publish(FILES, repository=where, source=SourceRevision(newer, folder))

    with pytest.raises(ValueError, match=f"{older} is older than {newer}, from which was pub"):
        publish(CHANGED, repository=where, source=SourceRevision(older, folder))


def test_a_newer_source_replaces_an_older_one(repository, clone):
    folder, older, newer = clone
    where = str(repository.path)
    publish(FILES, repository=where, source=SourceRevision(older, folder))
    publish(CHANGED, repository=where, source=SourceRevision(newer, folder))

    assert repository.published() == CHANGED


def test_the_same_source_may_be_published_again(repository, clone):
    folder, _, newer = clone
    where = str(repository.path)
    publish(FILES, repository=where, source=SourceRevision(newer, folder))
    publish(CHANGED, repository=where, source=SourceRevision(newer, folder))

    assert repository.published() == CHANGED


@pytest.fixture
def published(repository, tmp_path):
    """Return a repository to which a platform with other sources is published."""
    folder, _, newer = sources(tmp_path / "other")
    publish(FILES, repository=str(repository.path), source=SourceRevision(newer, folder))
    return repository


def test_what_another_platform_published_is_not_replaced(published, clone):
    folder, _, newer = clone
    other = published.log("%(trailers:key=Source-Revision,valueonly)")
    with pytest.raises(
        ValueError, match=f"^{other}, from which .* fetch that commit, or repl"
    ):
        publish(CHANGED, repository=str(published.path), source=SourceRevision(newer, folder))

    assert published.published() == FILES


def test_what_another_platform_published_is_replaced_where_that_is_asked_for(published, clone):
    folder, _, newer = clone
    publish(
        CHANGED,
        repository=str(published.path),
        source=SourceRevision(newer, folder),
        replace_other_source=True,
    )

    assert published.published() == CHANGED


def test_a_shallow_clone_cannot_show_that_another_platform_was_published(
    published, clone, tmp_path
):
    folder, _, newer = clone
    shallow = tmp_path / "shallow"
    command = ["git", "clone", "--quiet", "--depth=1", folder.as_uri(), shallow]
    subprocess.run(command, check=True)
    publish(CHANGED, repository=str(published.path), source=SourceRevision(newer, shallow))

    assert published.published() == CHANGED


def test_a_source_that_was_no_commit_is_replaced(repository, publish_to, clone):
    folder, _, newer = clone
    publish_to(repository, source="build-17")
    publish(CHANGED, repository=str(repository.path), source=SourceRevision(newer, folder))

    assert repository.published() == CHANGED


def test_a_named_source_is_the_commit_that_it_names(clone):
    folder, older, _ = clone

    assert SourceRevision.named("HEAD~1", folder) == SourceRevision(older, folder)


@pytest.mark.parametrize("revision", ["made-up", "0" * 40, "--all"])
def test_fails_for_a_named_source_that_is_no_commit(clone, revision):
    folder, *_ = clone

    with pytest.raises(
        ValueError, match=f"source '{revision}' names no commit in the Git rep"
    ):
        SourceRevision.named(revision, folder)


def test_a_named_source_outside_of_a_repository_stays_as_it_is(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert SourceRevision.named("build-17", tmp_path) == SourceRevision("build-17")


def test_fails_for_a_repository_without_any_commit(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / "dist").mkdir()

    with pytest.raises(GitError, match=r"^no commit yet; commit .*dist/ first$"):
        SourceRevision.of(tmp_path / "dist")


def test_a_source_is_the_commit_that_holds_the_folder(clone):
    folder, _, newer = clone

    assert SourceRevision.of(folder / "dist").revision == newer


def test_fails_for_a_folder_that_is_not_committed(clone):
    folder, *_ = clone
    (folder / "dist" / "b.yaml").touch()

    with pytest.raises(ValueError, match="dist has uncommitted changes; commit them first"):
        SourceRevision.of(folder / "dist")


def test_changes_beside_the_folder_do_not_matter(clone):
    folder, _, newer = clone
    (folder / "notes.txt").touch()

    assert SourceRevision.of(folder / "dist").revision == newer


def test_fails_for_a_folder_in_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(GitError, match="not a git repository"):
        SourceRevision.of(tmp_path)
