"""A profile's namespace gets its label for costs, and Metacontroller changes no more of it.

The API server, the hook and the rights are real; Metacontroller is simulated, under its own
account.
"""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Platform, ProfileDefaults
from constructs_lib.components.profile_waypoints import NAME
from constructs_lib.platform import synthesize

from .api_server import ApiServer, new_namespace
from .children import ACCOUNT
from .client import Answer, Client, connected
from .hook import served
from .output import base
from .processes import wait_for
from .turned_off import turned_off

Object = dict[str, Any]

KEY: Final = "example.com/cost-center"
OF_PROFILES: Final = {"app.kubernetes.io/part-of": "kubeflow-profile"}
ADDED: Final = f"{NAME}-labels"
POLICY: Final = f"metacontroller-{ADDED}"
# A namespace that is no profile's, and a label that it might get.
SHOP: Final = "/api/v1/namespaces/shop"
ANY: Final = {"example.com/any": "1"}


@pytest.fixture(scope="module")
def environment() -> list[Object]:
    config = Config(profiles=ProfileDefaults(cost_label=KEY))
    made = synthesize(Platform(environments=(Environment("default", config),)))
    return [obj for each in made.environments["default"].values() for obj in each]


@pytest.fixture(scope="module")
def server(small_server: ApiServer, environment: list[Object]) -> Iterator[ApiServer]:
    kinds = ("decoratorcontrollers.metacontroller.k8s.io", "profiles.kubeflow.org")
    theirs = base()
    small_server.define(
        obj
        for obj in theirs
        if obj["kind"] == "CustomResourceDefinition" and obj["metadata"]["name"] in kinds
    )
    rights = [obj for obj in environment if obj["metadata"]["name"] in (ADDED, POLICY)]
    small_server.apply(rights)
    yield small_server
    # Other tests of this server ask what Metacontroller may do without it.
    for obj in rights:
        small_server.delete(obj)


@pytest.fixture(scope="module")
def client(server: ApiServer) -> Iterator[Client]:
    server.apply([new_namespace("shop")])
    with connected(server) as opened:
        wait_for(lambda: not put(opened, SHOP, labels=ANY).accepted, "the policy")
        yield opened


@pytest.fixture(scope="module")
def hook(environment: list[Object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the program of the environment, and yield its address."""
    [program] = [
        obj
        for obj in environment
        if (obj["kind"], obj["metadata"]["name"]) == ("ConfigMap", NAME)
    ]
    folder = tmp_path_factory.mktemp("hook")
    start = (
        f"import sys; sys.path.insert(0, {str(folder)!r}); "
        "from programs.cost_hook import main; main(*sys.argv[1:])"
    )
    with served(folder / "programs", program["data"], "-c", start, "settings.json") as address:
        yield address


@pytest.fixture
def team(server: ApiServer) -> Iterator[str]:
    """Make a profile with a cost center, and its namespace as the profile controller does."""
    of_it = {"labels": OF_PROFILES, "annotations": {"owner": "a@example.com"}}
    namespace = new_namespace("team")
    metadata = {**namespace["metadata"], **of_it}
    server.apply([{**namespace, "metadata": metadata}, profile("4711")])
    yield "/api/v1/namespaces/team"
    server.delete(profile("4711"))


def profile(center: str | None) -> Object:
    labels = {"kubeflow.org/cost-center": center} if center else {}
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": "Profile",
        "metadata": {"name": "team", "labels": labels},
        "spec": {"owner": {"kind": "User", "name": "a@example.com"}},
    }


def asked(hook: str, url: str, question: Mapping[str, Any]) -> Object:
    body = json.dumps(question).encode()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{hook}/{url.rpartition('/')[2]}", body, timeout=10) as answer:
        told: Object = json.loads(answer.read())
    return told


def sync(client: Client, hook: str, path: str) -> Answer:
    """Act as syncParentObject of Metacontroller v2.0.4's pkg/controller/decorator does."""
    at = f"/apis/metacontroller.k8s.io/v1alpha1/decoratorcontrollers/{ADDED}"
    hooks = client.send("GET", at).body["spec"]["hooks"]
    namespace = client.send("GET", path, user=ACCOUNT)
    assert namespace.accepted, namespace.reason
    parent = {**namespace.body, "kind": "Namespace", "apiVersion": "v1"}
    [rule] = asked(hook, hooks["customize"]["webhook"]["url"], {"parent": parent})[
        "relatedResources"
    ]
    found = client.send("GET", f"/apis/{rule['apiVersion']}/{rule['resource']}", user=ACCOUNT)
    assert found.accepted, found.reason
    related = {
        obj["metadata"]["name"]: obj
        for obj in found.body["items"]
        if obj["metadata"]["name"] in rule["names"]
    }
    question = {
        "object": parent,
        "attachments": {},
        "related": {f"Profile.{rule['apiVersion']}": related},
        "finalizing": False,
    }
    told = asked(hook, hooks["sync"]["webhook"]["url"], question)
    labels = {**parent["metadata"].get("labels", {}), **told.get("labels", {})}
    kept = {key: value for key, value in labels.items() if value is not None}
    return put(client, path, labels=kept)


def put(client: Client, path: str, *, user: str | None = ACCOUNT, **metadata: Any) -> Answer:
    there = client.send("GET", path).body
    return client.send(
        "PUT", path, there | {"metadata": there["metadata"] | metadata}, user=user
    )


def label(client: Client, path: str) -> str | None:
    found: str | None = client.send("GET", path).body["metadata"]["labels"].get(KEY)
    return found


def test_a_namespace_gets_the_cost_center_of_its_profile_and_follows_it(
    server, client, hook, team
):
    seen = []
    for center in ("4711", "4712", None):
        server.apply([profile(center)])
        answer = sync(client, hook, team)
        seen.append((answer.accepted, label(client, team)))

    assert seen == [(True, "4711"), (True, "4712"), (True, None)]


@pytest.mark.parametrize(
    "metadata",
    [
        {"labels": {**OF_PROFILES, "istio.io/dataplane-mode": "none"}},
        {"labels": {KEY: "4711"}},
        {"labels": OF_PROFILES, "annotations": {"owner": "b@example.com"}},
        {"finalizers": ["example.com/stay"]},
    ],
    ids=["another label", "without the profiles' label", "the owner", "a finalizer"],
)
def test_metacontroller_changes_no_more_of_a_namespace(client, team, metadata):
    answer = put(client, team, **metadata)

    assert not answer.accepted
    assert f"changes only label {KEY} of namespaces" in answer.reason


def test_metacontroller_labels_no_namespace_but_those_of_profiles(client):
    answer = put(client, SHOP, labels={KEY: "4711"})

    assert not answer.accepted
    assert "changes only namespaces labelled app.kubernetes.io/part-of" in answer.reason


def test_others_change_what_they_may(client, team):
    answer = put(client, team, user=None, labels={**OF_PROFILES, "example.com/more": "1"})

    assert answer.accepted


@pytest.mark.parametrize("part", ["", "Binding"])
def test_without_the_policy_metacontroller_changes_any_namespace(
    server, client, environment, part
):
    [obj] = [
        obj
        for obj in environment
        if obj["kind"] == f"ValidatingAdmissionPolicy{part}"
        and obj["metadata"]["name"] == POLICY
    ]

    def taken() -> bool:
        return put(client, SHOP, labels=ANY).accepted

    with turned_off(server, obj, taken):
        assert taken()
