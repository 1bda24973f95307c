"""Each profile's key gives access to its own artifacts only, in a real MinIO.

The MinIO and its client are the last that can be built here; Silo is a fork of them.
"""

from collections.abc import Iterator

import pytest

from .api_server import ApiServer
from .client import Client, connected
from .keys import BUCKET, PROFILE, ROOT, SECRET, Key, Platform, platform
from .processes import wait_for

ACCOUNT = "system:serviceaccount:kubeflow:store-keys"
PLACES = ("artifacts", "v2/artifacts")
# The client's words for what objects, lists and administration are refused with.
REFUSED = ("Insufficient permissions", "Access Denied")


def refused(said: str) -> bool:
    """Return whether the client was told that a key does not open what it asked for."""
    return any(words in said for words in REFUSED)


@pytest.fixture(scope="module")
def prepared(
    small_server: ApiServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """Two profiles, a namespace that is none, and objects of each profile in the store."""
    with platform(small_server, tmp_path_factory.mktemp("keys")) as made:
        for name, labels in (("anna", PROFILE), ("ann", PROFILE), ("other", {})):
            made.make(name, labels)
        for profile in ("anna", "ann"):
            for place in PLACES:
                assert made.store.put(ROOT, f"{place}/{profile}/found", profile) == ""
        yield made


@pytest.fixture(scope="module")
def kept(prepared: Platform) -> Iterator[Platform]:
    """The same, while the program runs."""
    with prepared.program():
        yield prepared


@pytest.fixture(scope="module")
def ann(kept: Platform) -> Key:
    return kept.key("ann")


@pytest.fixture(scope="module")
def client(kept: Platform) -> Iterator[Client]:
    with connected(kept.server) as opened:
        yield opened


@pytest.mark.parametrize("place", PLACES)
def test_a_profile_reads_and_writes_its_own_artifacts(kept, ann, place):
    assert kept.store.put(ann, f"{place}/ann/written", "by ann") == ""
    assert kept.store.get(ann, f"{place}/ann/written") == "by ann"


@pytest.mark.parametrize("place", PLACES)
def test_a_profile_lists_its_own_artifacts(kept, ann, place):
    assert '"found"' in kept.store.names(ann, f"{place}/ann/")


@pytest.mark.parametrize("path", ["artifacts/anna", "v2/artifacts/anna", "elsewhere"])
def test_a_profile_reads_nothing_else(kept, ann, path):
    kept.store.put(ROOT, "elsewhere/found")

    assert refused(kept.store.get(ann, f"{path}/found"))


@pytest.mark.parametrize(
    "path", ["artifacts/anna", "v2/artifacts/anna", "artifacts", "pipelines"]
)
def test_a_profile_writes_nothing_else(kept, ann, path):
    assert refused(kept.store.put(ann, f"{path}/written"))


@pytest.mark.parametrize("path", ["", "artifacts/", "artifacts/anna", "v2/artifacts/anna/"])
def test_a_profile_lists_nothing_else(kept, ann, path):
    assert refused(kept.store.names(ann, path))


def test_a_profile_deletes_nothing(kept, ann):
    done = kept.store.ask(ann, "rm", f"store/{BUCKET}/artifacts/ann/found")

    assert refused(done.stdout)


@pytest.mark.parametrize(
    "asked",
    [
        ("user", "list", "store"),
        ("user", "svcacct", "add", "store", "ME"),
        ("user", "add", "store", "ME", "a-key-of-its-own"),
        ("policy", "list", "store"),
    ],
    ids=" ".join,
)
def test_a_profile_makes_itself_no_further_keys(kept, ann, asked):
    words = [ann[0] if word == "ME" else word for word in asked]
    done = kept.store.ask(ann, "admin", *words)

    assert refused(done.stdout)


def test_the_store_s_own_key_still_opens_everything(kept, ann):
    assert kept.store.get(ROOT, "artifacts/ann/found") == "ann"


def test_a_namespace_that_is_no_profile_gets_none(kept, ann):
    assert kept.secret("other") is None


def test_users_of_others_are_left_alone(kept, ann):
    kept.store.ask(ROOT, "admin", "user", "add", "store", "of-another", "another-s-secret")
    kept.make("later", PROFILE)
    kept.key("later")

    assert "of-another" in kept.store.users()


def test_the_key_of_a_profile_that_is_gone_dies(kept):
    kept.make("gone", PROFILE)
    key = kept.key("gone")
    assert kept.store.put(key, "artifacts/gone/written") == ""
    kept.server.kubectl("delete", "namespace", "gone", "--wait=false")
    wait_for(lambda: key[0] not in kept.store.users(), "the end of a user")

    assert "does not exist" in kept.store.put(key, "artifacts/gone/written")
    assert (
        "profile-gone" not in kept.store.ask(ROOT, "admin", "policy", "list", "store").stdout
    )


def test_whoever_deletes_a_secret_gets_another_key(kept):
    kept.make("renewed", PROFILE)
    old = kept.key("renewed")
    kept.server.kubectl("delete", "secret", SECRET, "-n", "renewed")
    new = kept.key("renewed", unlike=old)
    wait_for(lambda: old[0] not in kept.store.users(), "the end of the old user")

    assert kept.store.put(new, "artifacts/renewed/written") == ""
    assert "does not exist" in kept.store.put(old, "artifacts/renewed/written")


def test_the_shared_key_in_a_profile_gives_way_to_its_own(kept):
    access, secret = ROOT
    kept.make("shared", {})
    kept.server.kubectl(
        *("create", "secret", "generic", SECRET, "-n", "shared"),
        f"--from-literal=accesskey={access}",
        f"--from-literal=secretkey={secret}",
    )
    kept.make("shared", PROFILE)

    assert kept.key("shared", unlike=ROOT)[0].startswith("profile-shared-")


def test_a_user_that_the_store_has_lost_comes_back_with_its_key(kept):
    kept.make("lost", PROFILE)
    key = kept.key("lost")
    kept.store.ask(ROOT, "admin", "user", "remove", "store", key[0])
    wait_for(lambda: kept.store.users().get(key[0]) == "profile-lost", "the user")

    assert kept.store.put(key, "artifacts/lost/written") == ""


@pytest.mark.parametrize(
    ("namespace", "name", "kind"),
    [
        ("kubeflow", SECRET, "Opaque"),
        ("other", SECRET, "Opaque"),
        ("anna", "another", "Opaque"),
        ("later", SECRET, "kubernetes.io/service-account-token"),
    ],
)
def test_it_makes_no_other_secret(kept, client, namespace, name, kind):
    kept.make("later", PROFILE)
    account = {"kubernetes.io/service-account.name": "default"}
    metadata = {"name": name, "annotations": account}
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": kind}
    path = f"/api/v1/namespaces/{namespace}/secrets?dryRun=All"

    answer = client.post(path, secret, user=ACCOUNT)

    assert f"store-keys writes {SECRET} in profiles and nothing else" in answer.reason


@pytest.mark.parametrize(
    ("verb", "path"),
    [
        ("GET", "/api/v1/secrets"),
        ("GET", "/api/v1/namespaces/anna/secrets"),
        ("GET", "/api/v1/secrets?fieldSelector=metadata.name=another"),
        ("DELETE", f"/api/v1/namespaces/anna/secrets/{SECRET}?dryRun=All"),
        ("GET", "/api/v1/pods"),
    ],
)
def test_it_may_do_nothing_else(kept, ann, client, verb, path):
    assert client.send(verb, path, user=ACCOUNT).status == 403


def test_started_anew_it_changes_nothing(prepared, tmp_path):
    def state() -> object:
        found = prepared.server.read(f"/api/v1/secrets?fieldSelector=metadata.name={SECRET}")
        versions = {
            each["metadata"]["namespace"]: each["metadata"]["resourceVersion"]
            for each in found["items"]
        }
        return versions, prepared.store.users()

    with prepared.program():
        prepared.key("anna")
    before = state()
    with prepared.program() as log:
        pass

    assert state() == before
    assert not [part for part in prepared.key("anna") if part in log.read_text()]
