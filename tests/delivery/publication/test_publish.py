import hashlib
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from constructs_lib.delivery.publication import (
    LIST,
    Author,
    GitError,
    HandEditError,
    SourceRevision,
    publish,
    texts_of,
)
from constructs_lib.delivery.publication.git import Git
from tests.delivery.publication.conftest import FILES, FOREIGN, LINK, PROGRAM

ROOT = Path(__file__).parents[3]
APP = "kubeflow/base/app.yaml"
OLD = "kubeflow/base/old.yaml"
EDITED = FILES[APP].replace("1", "7").encode()
CHANGED = FILES | {APP: FILES[APP].replace("1", "2")}


def without(path):
    return {key: value for key, value in FILES.items() if key != path}


def foreign(repository, branch="main"):
    return {path: data for path, data in repository.files(branch).items() if path in FOREIGN}


# What a repository holds afterwards


def test_the_first_publication_may_be_a_repositorys_first_commit(empty, publish_to):
    publish_to(empty)

    assert empty.published() == FILES
    assert empty.count() == 1


def test_files_stand_beside_those_of_others(repository, publish_to):
    publish_to(repository)

    assert repository.published() == FILES


def test_files_of_others_stay_as_they_are_to_the_byte(repository, publish_to):
    publish_to(repository)
    publish_to(repository, {"kubeflow/base/new.yaml": "a: 1\n"})

    assert foreign(repository) == FOREIGN


def test_rights_and_links_of_others_stay_as_they_are(empty, publish_to):
    empty.change({"run.sh": b"#!/bin/sh\n"}, mode=PROGRAM)
    empty.change({"here": b"/etc/passwd"}, mode=LINK)
    before = empty.tree()
    publish_to(empty)

    assert before <= empty.tree()


def test_files_that_are_no_longer_made_are_removed(repository, publish_to):
    publish_to(repository)
    publish_to(repository, without(OLD))

    assert repository.published() == without(OLD)


def test_a_file_of_others_that_is_like_none_of_ours_is_not_removed(repository, publish_to):
    publish_to(repository)
    repository.change({"kubeflow/base/theirs.yaml": b"kind: Theirs\n"})
    publish_to(repository, CHANGED)

    assert repository.published() == CHANGED | {"kubeflow/base/theirs.yaml": "kind: Theirs\n"}


def test_a_file_may_become_a_folder_and_a_folder_a_file(repository, publish_to):
    publish_to(repository, {"a": "1\n", "b/c": "2\n"})
    publish_to(repository, {"a/c": "1\n", "b": "2\n"})

    assert repository.published() == {"a/c": "1\n", "b": "2\n"}


def test_paths_may_have_spaces_quotes_and_letters_of_any_language(repository, publish_to):
    files = {"kubeflow/ü ber/日本.yaml": "é\n", '"a" b.yaml': "b\n"}
    publish_to(repository, files)
    publish_to(repository, FILES)

    assert repository.published() == FILES


def test_text_arrives_as_it_is_whatever_its_line_ends(repository, publish_to):
    files = {"a.yaml": "a\r\nb\n\n", "b.yaml": "", "c.yaml": "no end"}
    publish_to(repository, files)

    assert repository.published() == files


def test_the_list_says_what_is_ours_in_a_way_that_sha256sum_checks(repository, publish_to):
    publish_to(repository)
    lines = repository.files()[LIST].decode().splitlines()

    assert [line for line in lines if not line.startswith("#")] == [
        f"{hashlib.sha256(text.encode()).hexdigest()}  {path}" for path, text in FILES.items()
    ]


# When nothing changes


def test_nothing_is_committed_when_nothing_changed(repository, publish_to):
    publish_to(repository)
    done = publish_to(repository, source="another")

    assert done.commit is None
    assert repository.count() == 2


def test_files_that_are_there_already_become_ours(repository, publish_to):
    repository.change({path: text.encode() for path, text in FILES.items()})
    done = publish_to(repository)

    assert not done.changes
    assert LIST in repository.files()


def test_a_hand_edit_that_is_taken_into_main_py_is_none_any_more(repository, publish_to):
    publish_to(repository)
    repository.change({APP: EDITED})
    publish_to(repository, FILES | {APP: EDITED.decode()})

    assert repository.published()[APP] == EDITED.decode()


def test_a_file_that_may_be_executed_is_one_that_may_not_afterwards(empty, publish_to):
    publish_to(empty)
    before = empty.tree()
    path = "apps/kubeflow.yaml"
    empty.change({path: FILES[path].encode()}, mode=PROGRAM)
    publish_to(empty)

    assert empty.tree() == before


# What a commit says


def test_a_commit_says_which_objects_changed_and_from_where(repository, publish_to):
    publish_to(repository)
    new = {"kubeflow/base/new.yaml": "kind: Role\nmetadata:\n  name: r\n  namespace: n\n"}
    changed = {k: v for k, v in CHANGED.items() if "old" not in k}
    publish_to(repository, changed | new, source="ffffffffffff0000")

    assert repository.log("%B") == (
        "Kubeflow from ffffffffffff: 1 added, 1 changed, 1 removed\n"
        "\n"
        "kubeflow/base\n"
        "  + Role n/r\n"
        "  ~ Deployment app\n"
        "  - Service old\n"
        "\n"
        "Source-Revision: ffffffffffff0000"
    )


def test_a_commits_source_is_a_trailer_that_git_reads(repository, publish_to):
    publish_to(repository)

    assert repository.log("%(trailers:key=Source-Revision,valueonly)") == "1a2b3c4d5e6f7a8b"


def test_a_commit_names_the_author_who_was_asked_for(repository, publish_to):
    publish_to(repository)

    assert repository.log("%an <%ae>, %cn <%ce>") == "CI <ci@example.com>, CI <ci@example.com>"


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a <b>"])
def test_fails_for_an_author_whom_git_would_not_write(name):
    with pytest.raises(ValueError, match="an author's name is one line of text"):
        Author(name)


# What only a person can decide


def test_a_hand_edit_is_refused_and_shown(repository, publish_to):
    publish_to(repository)
    repository.change({APP: EDITED})
    with pytest.raises(
        HandEditError, match=rf"^edited by hand in the repository: {APP};"
    ) as error:
        publish_to(repository, CHANGED)

    assert error.value.diff.splitlines() == [
        "--- kubeflow/base/app.yaml (as published)",
        "+++ kubeflow/base/app.yaml (by hand)",
        "@@ -1,4 +1,4 @@",
        " kind: Deployment",
        " metadata:",
        "   name: app",
        "-spec: 1",
        "+spec: 7",
    ]


def test_a_hand_edit_is_refused_where_nothing_else_changed(repository, publish_to):
    publish_to(repository)
    head = repository.change({APP: EDITED})
    with pytest.raises(HandEditError):
        publish_to(repository)

    assert repository.head() == head


def squashed(repository):
    """Return a commit that holds all that the branch does, and has no history."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    made = repository.git(*who, "commit-tree", "main^{tree}", "-m", "All in one")
    return made.decode().strip()


def test_a_hand_edit_in_our_own_commit_is_shown_against_what_we_would_write(
    repository, publish_to
):
    publish_to(repository)
    repository.change({APP: EDITED})
    repository.git("update-ref", "refs/heads/main", squashed(repository))
    with pytest.raises(HandEditError) as error:
        publish_to(repository, CHANGED)

    assert "-spec: 2\n+spec: 7" in error.value.diff


def test_a_hand_edit_of_a_file_that_we_no_longer_make_is_refused(repository, publish_to):
    publish_to(repository)
    repository.change({OLD: EDITED})

    with pytest.raises(HandEditError, match=OLD):
        publish_to(repository, without(OLD))


def test_a_file_deleted_by_hand_is_refused(repository, publish_to):
    publish_to(repository)
    repository.change({APP: None})
    with pytest.raises(HandEditError) as error:
        publish_to(repository)

    assert "+++ kubeflow/base/app.yaml (deleted by hand)" in error.value.diff


def test_a_file_deleted_by_hand_that_we_no_longer_make_is_as_wanted(repository, publish_to):
    publish_to(repository)
    repository.change({OLD: None})
    publish_to(repository, without(OLD))

    assert b"old.yaml" not in repository.files()[LIST]


def test_a_file_replaced_by_a_link_is_a_hand_edit(repository, publish_to):
    publish_to(repository)
    repository.change({APP: b"/etc/passwd"}, mode=LINK)

    with pytest.raises(HandEditError, match=APP):
        publish_to(repository)


@pytest.mark.parametrize("data", [EDITED, None], ids=["edited", "deleted"])
def test_hand_edits_are_overwritten_where_that_is_asked_for(repository, publish_to, data):
    publish_to(repository)
    repository.change({APP: data})
    publish_to(repository, overwrite_hand_edits=True)

    assert repository.published() == FILES


def test_overwriting_hand_edits_touches_no_file_of_others(repository, publish_to):
    repository.change({APP: b"theirs\n"})

    with pytest.raises(ValueError, match=f"not published from here: {APP}"):
        publish_to(repository, overwrite_hand_edits=True)


def test_fails_for_files_of_others_in_our_places(repository, publish_to):
    head = repository.change(dict.fromkeys(FILES, b"theirs\n"))
    with pytest.raises(ValueError, match=re.escape(", ".join(FILES))):
        publish_to(repository)

    assert repository.head() == head


@pytest.mark.parametrize("place", ["kubeflow", "kubeflow/base", ".kubeflow-gitops"])
def test_fails_for_a_link_on_the_way_to_our_places(repository, publish_to, tmp_path, place):
    repository.change({place: str(tmp_path).encode()}, mode=LINK)
    with pytest.raises(ValueError, match=f"^'{place}' in the repository is a file, a link or"):
        publish_to(repository)

    assert not (tmp_path / "base").exists()


def test_fails_for_a_file_of_others_where_we_need_a_folder(repository, publish_to):
    repository.change({"kubeflow": b"theirs\n"})

    with pytest.raises(ValueError, match=r"^'kubeflow' in the repository is a file"):
        publish_to(repository)


def test_fails_for_a_folder_of_others_where_we_need_a_file(repository, publish_to):
    repository.change({"apps/kubeflow.yaml/theirs.yaml": b"theirs\n"})

    with pytest.raises(ValueError, match=r"'apps/kubeflow\.yaml' in the repository is a fold"):
        publish_to(repository)


def test_fails_for_a_list_that_somebody_broke(repository, publish_to):
    publish_to(repository)
    repository.change({LIST: b"# a note\nnonsense\n"})

    with pytest.raises(ValueError, match=f"line 2 of {LIST} in the repository is no SHA-256"):
        publish_to(repository)


def test_fails_for_a_list_that_is_a_link(repository, publish_to):
    publish_to(repository)
    repository.change({LIST: b"/etc/passwd"}, mode=LINK)

    with pytest.raises(ValueError, match=f"{LIST} in the repository is no file"):
        publish_to(repository)


@pytest.mark.parametrize(
    "path",
    ["", "/a", "a/", "../a", "a/../b", "./a", "a//b", ".git/config", "a/.git/b", "a\nb", LIST],
)
def test_fails_for_paths_that_lead_elsewhere(repository, publish_to, path):
    with pytest.raises(ValueError, match="path must lead into the repository, got"):
        publish_to(repository, {path: "a\n"})


def test_fails_where_dist_is_empty_rather_than_removing_everything(repository, publish_to):
    publish_to(repository)

    with pytest.raises(ValueError, match="nothing to publish: write dist/ first, by `make"):
        publish_to(repository, {})


def test_fails_for_a_branch_that_a_repository_with_others_has_not(repository, publish_to):
    with pytest.raises(ValueError, match="has no branch 'production', only main; name one"):
        publish_to(repository, branch="production")


@pytest.mark.parametrize("branch", ["", "-f", "a b", "a..b", "a:b", "refs/", "a.lock"])
def test_fails_for_what_is_no_branch(repository, publish_to, branch):
    with pytest.raises(ValueError, match="branch must be a branch such as 'staging', got"):
        publish_to(repository, branch=branch)


def test_fails_for_a_repository_without_a_name():
    with pytest.raises(ValueError, match="name the repository to write to, such as 'https://"):
        publish(FILES, repository="", source=SourceRevision("abc"))


# Where others push at the same time


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
    assert foreign(repository) == FOREIGN | {"apps/nginx.yaml": b"new\n"}


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


def test_a_source_is_the_commit_that_holds_the_folder(clone):
    folder, _, newer = clone

    assert SourceRevision.of(folder / "dist").revision == newer


def test_fails_for_a_folder_that_is_not_committed(clone):
    folder, *_ = clone
    (folder / "dist" / "b.yaml").touch()

    with pytest.raises(ValueError, match="dist differs from what is committed; commit it"):
        SourceRevision.of(folder / "dist")


def test_changes_beside_the_folder_do_not_matter(clone):
    folder, _, newer = clone
    (folder / "notes.txt").touch()

    assert SourceRevision.of(folder / "dist").revision == newer


def test_fails_for_a_folder_in_no_repository(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(GitError, match="not a git repository"):
        SourceRevision.of(tmp_path)


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


def test_a_killed_run_changes_nothing_and_the_next_one_works(repository, publish_to, tmp_path):
    head = repository.head()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, repository.path],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        check=False,
    )
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


# For a review


def test_a_pull_requests_branch_is_named_after_the_source(repository, publish_to):
    head = repository.head()
    done = publish_to(repository, pull_request=True)

    assert done.branch == "kubeflow-gitops/1a2b3c4d5e6f"
    assert repository.published(done.branch) == FILES
    assert repository.head() == head


def test_no_branch_is_made_when_nothing_changed(repository, publish_to):
    publish_to(repository)
    publish_to(repository, pull_request=True, source="another")

    assert repository.heads() == {"main"}


def test_a_pull_requests_branch_is_left_alone_where_it_holds_the_same(repository, publish_to):
    branch = publish_to(repository, pull_request=True).branch
    head = repository.head(branch)
    publish_to(repository, pull_request=True)

    assert repository.head(branch) == head


def test_a_pull_requests_branch_is_made_anew_where_its_base_moved(repository, publish_to):
    branch = publish_to(repository, pull_request=True).branch
    moved = repository.change({"apps/nginx.yaml": b"new\n"})
    publish_to(repository, pull_request=True)

    assert repository.log("%P", branch) == moved


def test_a_pull_requests_branch_to_which_somebody_committed_is_refused(repository, publish_to):
    branch = publish_to(repository, pull_request=True).branch
    repository.change({APP: EDITED}, branch=branch)

    with pytest.raises(ValueError, match=f"branch '{branch}' holds commits that"):
        publish_to(repository, CHANGED, pull_request=True)


def test_fails_for_a_pull_request_to_a_repository_without_a_branch(empty, publish_to):
    with pytest.raises(ValueError, match="there is no branch 'main' that a pull request"):
        publish_to(empty, pull_request=True)


def test_a_merged_pull_request_is_as_good_as_a_push(repository, publish_to):
    branch = publish_to(repository, pull_request=True).branch
    repository.git("update-ref", "refs/heads/main", branch)

    assert publish_to(repository).commit is None


# Reading dist/


def test_texts_are_read_as_they_lie(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.yaml").write_bytes("é\r\n".encode())

    assert texts_of(tmp_path) == {"a/b.yaml": "é\r\n"}


def test_there_are_no_texts_where_there_is_no_folder(tmp_path):
    assert texts_of(Path(tmp_path, "dist")) == {}
