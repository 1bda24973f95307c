"""Elyra's key of a profile gives access to the profile's own bucket only, in a real MinIO.

tests/elyra checks that Elyra itself accepts this configuration.
"""

import base64
import json
from collections.abc import Iterator

import pytest

from constructs_lib.elyra import Elyra

from .api_server import api_server
from .client import Client, connected
from .keys import PROFILE, ROOT, SECRET, Key, Platform, platform
from .processes import wait_for
from .test_store_keys import ACCOUNT, refused

RUNTIME = "elyra-runtime"
ELYRA = Elyra(image="registry.example.com/elyra:1", bucket="our-elyra-{namespace}")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Two profiles and a namespace that is none, while the program runs for Elyra too."""
    with (
        api_server(tmp_path_factory.mktemp("elyra-server")) as server,
        platform(server, tmp_path_factory.mktemp("elyra"), ELYRA) as made,
    ):
        for name, labels in (("alice", PROFILE), ("bob", PROFILE), ("other", {})):
            made.make(name, labels)
        made.store.ask(ROOT, "mb", "store/our-elyra-bob")
        with made.program():
            yield made


@pytest.fixture(scope="module")
def client(kept: Platform) -> Iterator[Client]:
    with connected(kept.server) as opened:
        yield opened


def read(kept: Platform, profile: str) -> dict[str, str]:
    """Return a profile's Secret of Elyra, when it is there."""
    wait_for(lambda: kept.secret(profile, RUNTIME) is not None, f"{RUNTIME} in {profile}")
    found = kept.secret(profile, RUNTIME)
    assert found
    return {key: base64.b64decode(text).decode() for key, text in found["data"].items()}


@pytest.fixture(scope="module")
def alice(kept: Platform) -> Key:
    """Alice's key, as Elyra has it."""
    metadata = json.loads(read(kept, "alice")["kubeflow.json"])["metadata"]
    return metadata["cos_username"], metadata["cos_password"]


def test_elyra_has_the_profiles_own_key_and_bucket(kept, alice):
    metadata = json.loads(read(kept, "alice")["kubeflow.json"])["metadata"]

    assert alice == kept.key("alice")
    assert (metadata["cos_bucket"], metadata["user_namespace"]) == ("our-elyra-alice", "alice")


def test_steps_have_the_same_key(kept, alice):
    data = read(kept, "alice")

    assert (data["AWS_ACCESS_KEY_ID"], data["AWS_SECRET_ACCESS_KEY"]) == alice


def test_a_profile_makes_its_bucket_and_writes_to_it(kept, alice):
    made = kept.store.ask(alice, "mb", "--ignore-existing", "store/our-elyra-alice")
    put = kept.store.ask(alice, "pipe", "store/our-elyra-alice/run/train.tar.gz", told="files")
    listed = kept.store.ask(alice, "ls", "--recursive", "store/our-elyra-alice")

    assert (made.returncode, put.returncode) == (0, 0)
    assert '"run/train.tar.gz"' in listed.stdout


@pytest.mark.parametrize(
    "asked",
    [
        ("pipe", "store/our-elyra-bob/run/train.tar.gz"),
        ("ls", "store/our-elyra-bob"),
        ("mb", "store/our-elyra-carol"),
        ("rb", "--force", "store/our-elyra-alice"),
        ("pipe", "store/mlpipeline/artifacts/bob/run"),
    ],
    ids=" ".join,
)
def test_a_profile_does_nothing_else(kept, alice, asked):
    done = kept.store.ask(alice, *asked, told="files")

    assert done.returncode != 0
    assert refused(done.stdout + done.stderr)


def test_another_key_reaches_elyra(kept):
    kept.make("carol", PROFILE)
    old = kept.key("carol")
    assert read(kept, "carol")["AWS_ACCESS_KEY_ID"] == old[0]
    kept.server.kubectl("delete", "secret", SECRET, "-n", "carol")
    new = kept.key("carol", unlike=old)

    wait_for(
        lambda: read(kept, "carol")["AWS_ACCESS_KEY_ID"] == new[0], "the new key for Elyra"
    )


@pytest.mark.parametrize(
    ("namespace", "name"), [("other", RUNTIME), ("kubeflow", RUNTIME), ("alice", "another")]
)
def test_the_program_makes_no_other_secret(kept, client, namespace, name):
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}}
    path = f"/api/v1/namespaces/{namespace}/secrets?dryRun=All"

    answer = client.post(path, {**secret, "type": "Opaque"}, user=ACCOUNT)

    assert f"store-keys writes {SECRET} and {RUNTIME} in profiles and nothing" in answer.reason
