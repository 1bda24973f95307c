import re

import pytest

from constructs_lib.config import GitRepository


@pytest.mark.parametrize(
    ("path", "found"),
    [("", "kubeflow/base"), ("clusters/eu-1/ml", "clusters/eu-1/ml/kubeflow/base")],
)
def test_dist_may_be_in_a_folder_of_the_repository(path, found):
    assert GitRepository(path=path).within("kubeflow/base") == found


@pytest.mark.parametrize(
    "path",
    [
        "/clusters",
        "clusters/",
        "../other",
        "a//b",
        "a/../b",
        ".git",
        "a/.b",
        "a b",
        "a*",
        "./a",
    ],
)
def test_fails_for_a_path_that_is_no_folder(path):
    message = "path of the repository must be a folder such as 'clusters/prod', of letters, "
    with pytest.raises(
        ValueError, match=re.escape(message) + f".*got {re.escape(repr(path))}"
    ):
        GitRepository(path=path)


@pytest.mark.parametrize("revision", ["a b", "-main", "a..b", "main/"])
def test_fails_for_a_revision_that_git_would_not_take(revision):
    with pytest.raises(
        ValueError, match="revision of the repository must be a branch such as"
    ):
        GitRepository(revision=revision)
