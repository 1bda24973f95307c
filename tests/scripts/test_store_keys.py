"""What is done for profiles, by what there is; tests/cluster runs the program for real."""

import base64
import json
import re
from typing import Any

import pytest

from constructs_lib.scripts.store_keys import StoreError, key_of, new_key, settle

KEY = ("profile-team-0123456789abcdef", "0123456789" * 4)
USERS = {KEY[0]: "profile-team"}


def secret(access, value):
    encoded = (base64.b64encode(part.encode()).decode() for part in (access, value))
    return {"data": dict(zip(("accesskey", "secretkey"), encoded, strict=True))}


class Cluster:
    """Profiles and their Secrets, and what is written."""

    def __init__(self, *profiles, **secrets):
        self.names, self.found, self.written = profiles, secrets, {}
        self.runtimes, self.put_down = {}, {}

    def profiles(self):
        return list(self.names)

    def secrets(self, name=None):
        return self.runtimes if name == "elyra-runtime" else self.found

    def put(self, namespace, name, data, old):
        if namespace == "refused":
            raise OSError("no")
        self.put_down[namespace, name] = (data, old)

    def write(self, namespace, key, old):
        self.written[namespace] = (key, old)


class Store:
    """Users, what is done to them in order, and the profiles that are refused one."""

    def __init__(self, users=(), refused=()):
        self.found, self.refused, self.done = dict(users), refused, []

    def users(self):
        return self.found

    def add(self, profile, key):
        if profile in self.refused:
            raise StoreError("no")
        self.done.append(("add", profile, key))

    def remove(self, user):
        self.done.append(("remove", user))

    def forget(self, policy):
        self.done.append(("forget", policy))


def test_a_profile_without_a_secret_is_given_a_key():
    cluster, store = Cluster("team"), Store()
    known: dict[str, Any] = {}

    assert settle(cluster, store, known) == []
    assert store.done == [("add", "team", known["team"])]
    assert cluster.written == {"team": (known["team"], None)}


def test_nothing_is_done_where_everything_is_there():
    cluster, store = Cluster("team", team=secret(*KEY)), Store(USERS)

    assert settle(cluster, store, {"team": KEY}) == []
    assert (store.done, cluster.written) == ([], {})


@pytest.mark.parametrize(
    ("users", "known"),
    [({}, {"team": KEY}), (USERS, {}), ({KEY[0]: ""}, {"team": KEY})],
    ids=["no user", "just started", "no policy"],
)
def test_a_user_that_may_be_wrong_is_set_right_with_the_key_that_is_there(users, known):
    cluster, store = Cluster("team", team=secret(*KEY)), Store(users)
    settle(cluster, store, known)

    assert store.done == [("add", "team", KEY)]
    assert cluster.written == {}


@pytest.mark.parametrize(
    "found",
    [
        secret("root-of-the-store", "the root's own secret"),
        secret("profile-other-0123456789abcdef", KEY[1]),
        secret(KEY[0], "chosen by somebody"),
        {"data": {"accesskey": "/w=="}},
        {},
    ],
    ids=["the store's own", "another's", "chosen", "no text", "empty"],
)
def test_a_secret_that_holds_anything_else_is_given_a_new_key(found):
    cluster, store = Cluster("team", team=found), Store()
    settle(cluster, store, {})
    key, old = cluster.written["team"]

    assert key_of("team", secret(*key)) == key
    assert old is found


def test_the_user_that_a_secret_no_longer_names_is_removed_last():
    cluster, store = Cluster("team"), Store(USERS)
    settle(cluster, store, {"team": KEY})

    assert [each[0] for each in store.done] == ["add", "remove"]


def test_a_profile_that_is_gone_leaves_neither_user_nor_policy():
    store = Store(USERS)
    settle(Cluster(), store, {"team": KEY})

    assert store.done == [("remove", KEY[0]), ("forget", "profile-team")]


def test_a_profile_that_fails_keeps_its_user_and_hinders_no_other():
    cluster = Cluster("team", "next", team=secret(*KEY))
    store = Store(USERS, refused=["team"])

    assert settle(cluster, store, {}) == ["team: no"]
    assert [each[:2] for each in store.done] == [("add", "next")]


def test_neither_half_of_a_key_can_be_guessed():
    first, second = new_key("team"), new_key("team")

    assert not set(first) & set(second)
    # MinIO takes 40 characters at most.
    assert all(re.fullmatch("[0-9a-f]{40}", value) for _, value in (first, second))


ELYRA = {
    "file": "kubeflow.json",
    "runtime": {"metadata": {"cos_bucket": "elyra-{namespace}"}},
    "secret": "elyra-runtime",
}
NAME = ("team", "elyra-runtime")


def test_elyra_is_given_a_profiles_key():
    cluster, store = Cluster("team"), Store()
    settle(cluster, store, {}, ELYRA)
    access, value = cluster.written["team"][0]
    data = {
        name: base64.b64decode(text).decode()
        for name, text in cluster.put_down[NAME][0].items()
    }

    assert json.loads(data.pop("kubeflow.json"))["metadata"] == {
        "cos_bucket": "elyra-team",
        "cos_username": access,
        "cos_password": value,
    }
    assert data == {"AWS_ACCESS_KEY_ID": access, "AWS_SECRET_ACCESS_KEY": value}


def test_elyras_secret_stays_if_it_is_right():
    cluster, store, known = Cluster("team", team=secret(*KEY)), Store(USERS), {"team": KEY}
    settle(cluster, store, known, ELYRA)
    cluster.runtimes = {"team": {"data": cluster.put_down.pop(NAME)[0]}}
    settle(cluster, store, known, ELYRA)

    assert cluster.put_down == {}


def test_elyras_secret_follows_the_key():
    cluster, store = Cluster("team"), Store()
    cluster.runtimes = {"team": {"data": {"AWS_ACCESS_KEY_ID": "old"}}}
    settle(cluster, store, {}, ELYRA)

    assert cluster.put_down[NAME][1] == cluster.runtimes["team"]


def test_a_profile_whose_bucket_would_be_too_long_gets_no_secret_of_elyra():
    name = "t" * 58
    cluster = Cluster(name)

    assert settle(cluster, Store(), {}, ELYRA) == []
    assert cluster.put_down == {}


def test_what_the_cluster_refuses_of_elyra_is_told():
    assert settle(Cluster("refused"), Store(), {}, ELYRA) == ["Elyra in refused: no"]


def test_without_elyra_no_other_secret_is_asked_for():
    cluster = Cluster("team")
    settle(cluster, Store(), {})

    assert cluster.put_down == {}
