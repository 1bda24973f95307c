import subprocess

import pytest

from constructs_lib.delivery.publication import (
    GitError,
    SourceRevision,
    publish,
)
from tests.delivery.publication.conftest import CHANGED, FILES

pytestmark = pytest.mark.slow


@pytest.fixture
def clone(tmp_path):
    """Return a repository of sources with two commits, and their names."""
    folder = tmp_path / "source"
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    git = ("git", "-C", str(folder), *who)
    subprocess.run(["git", "init", "--quiet", folder], check=True)
    revisions = []
    for number in "12":
        (folder / "dist").mkdir(exist_ok=True)
        (folder / "dist" / "a.yaml").write_text(f"{number}\n")
        subprocess.run([*git, "add", "--all"], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", number], check=True)
        done = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, check=True)
        revisions.append(done.stdout.decode().strip())
    return folder, *revisions


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
