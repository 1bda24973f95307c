"""Which cluster a rehearsal refuses; tests/cluster/recovery rehearses for real."""

import pytest

from constructs_lib.commands import rehearse
from constructs_lib.recovery.cluster import ClusterError
from constructs_lib.recovery.kept_set import open_set
from constructs_lib.scripts.keep_objects import path_of, record
from tests.recovery.sets import NOTEBOOK, obj, written


class Cluster:
    """Objects by path."""

    def __init__(self, found):
        self.found = {path_of("profiles"): {"items": []}, **found}

    def read(self, path):
        return self.found.get(path)


def with_uid(made, uid):
    return {**made, "metadata": {**made["metadata"], "uid": uid}}


@pytest.fixture
def kept(tmp_path):
    return open_set(written(tmp_path, notebooks=[record(with_uid(NOTEBOOK, "1"))]))


def of_notebook(uid):
    return {path_of("notebooks", "team", "a"): with_uid(NOTEBOOK, uid)}


def test_the_cluster_that_the_set_was_made_in_is_refused(kept):
    """Otherwise people who were removed since would be contributors again."""
    with pytest.raises(ClusterError, match="was made of its Notebook team/a"):
        rehearse._check_scratch(kept, Cluster(of_notebook("1")))


def test_an_earlier_rehearsal_is_no_obstacle(kept):
    rehearse._check_scratch(kept, Cluster(of_notebook("2")))


def test_a_cluster_with_other_peoples_profiles_is_refused(kept):
    there = {path_of("profiles"): {"items": [obj("Profile", "stranger")]}}

    with pytest.raises(ClusterError, match="somebody registered Profile stranger"):
        rehearse._check_scratch(kept, Cluster(there))
