import re

import pytest

from constructs_lib.delivery.publication import (
    LIST,
    HandEditError,
    SourceRevision,
    publish,
)
from tests.delivery.publication.conftest import (
    APP,
    CHANGED,
    EDITED,
    FILES,
    LINK,
    OLD,
    without,
)

pytestmark = pytest.mark.slow


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

    with pytest.raises(ValueError, match=f"{LIST} in the repository is not a file"):
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

    with pytest.raises(ValueError, match=r"nothing to publish: write dist/ first, by `.* sy"):
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
