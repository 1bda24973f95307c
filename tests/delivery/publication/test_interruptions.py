"""Others push at the same time, and connections break."""

import signal

import pytest

from constructs_lib.delivery.publication import (
    GitError,
    HandEditError,
)
from constructs_lib.delivery.publication.git import Git
from tests.delivery.publication.conftest import (
    APP,
    CHANGED,
    EDITED,
    FILES,
    FOREIGN,
)

pytestmark = pytest.mark.slow


@pytest.fixture
def between_commit_and_push(monkeypatch):
    """Return a function that names what happens before the first push, or before each."""

    def _between(happens, times=1):
        push = Git.push
        left = [happens] * times

        def _push(*arguments, **options):
            if left:
                left.pop()()
            return push(*arguments, **options)

        monkeypatch.setattr(Git, "push", _push)

    return _between


def test_a_push_of_somebody_else_meanwhile_is_kept(
    repository, publish_to, between_commit_and_push
):
    between_commit_and_push(lambda: repository.change({"apps/nginx.yaml": b"new\n"}))
    publish_to(repository)

    assert repository.published() == FILES
    assert repository.others() == FOREIGN | {"apps/nginx.yaml": b"new\n"}


def test_the_history_stays_a_line_when_somebody_pushes_meanwhile(
    repository, publish_to, between_commit_and_push
):
    between_commit_and_push(lambda: repository.change({"apps/nginx.yaml": b"new\n"}))
    publish_to(repository)

    assert repository.count() == 3
    assert repository.git("rev-list", "--merges", "main") == b""


def test_a_hand_edit_that_comes_meanwhile_is_refused(
    repository, publish_to, between_commit_and_push
):
    publish_to(repository)
    between_commit_and_push(lambda: repository.change({APP: EDITED}))

    with pytest.raises(HandEditError):
        publish_to(repository, CHANGED)


def test_another_job_that_published_the_same_meanwhile_is_enough(
    repository, publish_to, between_commit_and_push
):
    between_commit_and_push(lambda: publish_to(repository, source="another"))
    done = publish_to(repository)

    assert done.commit is None
    assert repository.count() == 2


def test_a_branch_that_moves_in_the_middle_of_the_push_is_tried_again(repository, publish_to):
    moved = repository.change({"apps/nginx.yaml": b"new\n"}, branch="aside", upon="main")
    repository.hook(
        "pre-receive",
        f"unset GIT_QUARANTINE_PATH; mv $0 $0.done; git update-ref refs/heads/main {moved}",
    )
    publish_to(repository)

    assert repository.published() == FILES
    assert repository.files()["apps/nginx.yaml"] == b"new\n"


def test_trying_again_has_an_end(repository, publish_to, between_commit_and_push):
    between_commit_and_push(lambda: repository.change({}), times=99)

    with pytest.raises(GitError, match="branch 'main' moved 5 times while this was published"):
        publish_to(repository)


# Whatever interrupts it


def test_a_refused_push_is_told_in_a_line_and_changes_nothing(repository, publish_to):
    head = repository.head()
    repository.hook("pre-receive", "echo 'only on Mondays' >&2; exit 1")
    with pytest.raises(GitError, match=r"remote: only on Mondays.*pre-receive hook declined"):
        publish_to(repository)

    assert repository.head() == head


def test_a_connection_that_breaks_during_the_push_changes_nothing(repository, publish_to):
    head = repository.head()
    repository.hook("pre-receive", "kill -9 $PPID")
    with pytest.raises(GitError):
        publish_to(repository)

    assert repository.head() == head


def test_the_next_run_works_after_a_connection_broke(repository, publish_to):
    repository.hook("pre-receive", "mv $0 $0.done; kill -9 $PPID")
    with pytest.raises(GitError):
        publish_to(repository)
    publish_to(repository)

    assert repository.published() == FILES


def test_a_push_that_arrived_counts_even_if_its_answer_is_lost(repository, publish_to):
    repository.hook("post-receive", "kill -9 $PPID")
    done = publish_to(repository)

    assert done.commit == repository.head()


KILLED = """
import os, signal, sys
from constructs_lib.delivery.publication import SourceRevision, publish
from constructs_lib.delivery.publication.git import Git
Git.push = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
publish({"a.yaml": "a"}, repository=sys.argv[1], source=SourceRevision("abc"))
"""


def test_a_killed_run_changes_nothing_and_the_next_one_works(
    repository, publish_to, warm_python, tmp_path
):
    head = repository.head()
    program = ("-c", KILLED, repository.path)
    done = warm_python.run(*program, cwd=tmp_path, TMPDIR=str(tmp_path))
    assert (done.returncode, repository.head()) == (-signal.SIGKILL, head)
    publish_to(repository)

    assert repository.published() == FILES


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Return the folder below which temporary folders are made."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_nothing_is_left_behind_on_this_machine(
    repository, publish_to, between_commit_and_push, temporary, error
):
    def stop():
        raise error

    between_commit_and_push(stop)
    with pytest.raises(error):
        publish_to(repository)

    assert list(temporary.iterdir()) == []
