import hashlib

import pytest

from constructs_lib.delivery.publication import (
    LIST,
    Author,
    HandEditError,
)
from tests.delivery.publication.conftest import (
    APP,
    CHANGED,
    EDITED,
    FILES,
    FOREIGN,
    LINK,
    OLD,
    PROGRAM,
    without,
)

pytestmark = pytest.mark.slow

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

    assert repository.others() == FOREIGN


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


# In a folder of a repository


BELOW = "clusters/eu"


def below(files, folder=BELOW):
    return {f"{folder}/{path}": text for path, text in files.items()}


def test_files_may_be_below_a_folder(repository, publish_to):
    publish_to(repository, path=BELOW)
    listed = repository.files()[f"{BELOW}/{LIST}"].decode()

    assert repository.published() == below(FILES) | {f"{BELOW}/{LIST}": listed}
    assert repository.others() == FOREIGN
    assert f"  {APP}\n" in listed


def test_folders_know_nothing_of_each_other(repository, publish_to):
    publish_to(repository, path=BELOW)
    publish_to(repository, path="clusters/us")
    publish_to(repository, CHANGED)
    publish_to(repository, without(OLD), path="clusters/us")
    found = {k: v for k, v in repository.published().items() if not k.endswith(LIST)}

    assert found == CHANGED | below(FILES) | below(without(OLD), "clusters/us")


def test_a_folder_is_published_twice_without_a_second_commit(repository, publish_to):
    publish_to(repository, path=BELOW)

    assert publish_to(repository, path=BELOW).commit is None


def test_a_hand_edit_in_a_folder_is_shown(repository, publish_to):
    publish_to(repository, path=BELOW)
    repository.change({f"{BELOW}/{APP}": EDITED})

    with pytest.raises(HandEditError) as error:
        publish_to(repository, CHANGED, path=BELOW)
    assert "-spec: 1\n+spec: 7" in error.value.diff


@pytest.mark.parametrize("path", ["clusters", BELOW])
def test_fails_where_a_file_of_others_is_in_the_folders_place(repository, publish_to, path):
    repository.change({path: b"theirs"})

    message = f"'{path}' in the repository is a file, a link or a repository of its own, but"
    with pytest.raises(ValueError, match=message):
        publish_to(repository, path=BELOW)


def test_a_review_of_a_folder_has_a_branch_of_its_own(repository, publish_to):
    done = publish_to(repository, path=BELOW, pull_request=True)

    assert done.branch == f"kubeflow-gitops/{BELOW}/1a2b3c4d5e6f"


def test_a_commit_names_the_folder(repository, publish_to):
    publish_to(repository, path=BELOW)

    assert repository.log("%s") == f"Kubeflow in {BELOW} from 1a2b3c4d5e6f: 3 added"


def test_fails_for_a_folder_that_leads_out(repository, publish_to):
    with pytest.raises(ValueError, match="path must be a folder such as 'clusters/prod'"):
        publish_to(repository, path="../other")


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
    with pytest.raises(ValueError, match="an author's name must be one line of text"):
        Author(name)


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

    with pytest.raises(ValueError, match=f"branch '{branch}' contains commits of others"):
        publish_to(repository, CHANGED, pull_request=True)


def test_fails_for_a_pull_request_to_a_repository_without_a_branch(empty, publish_to):
    with pytest.raises(ValueError, match="there is no branch 'main' that a pull request"):
        publish_to(empty, pull_request=True)


def test_a_merged_pull_request_is_as_good_as_a_push(repository, publish_to):
    branch = publish_to(repository, pull_request=True).branch
    repository.git("update-ref", "refs/heads/main", branch)

    assert publish_to(repository).commit is None
