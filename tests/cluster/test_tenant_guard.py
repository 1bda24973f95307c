"""Each way out of a profile is refused, and what the platform writes there passes."""

from collections.abc import Iterator

import pytest

from constructs_lib.tenants import PREFIX

from .attacks import ATTACKS, BOB, EDITOR, NAMESPACE, PASSES, Request
from .client import Answer, Client, connected
from .output import overlay, shipped
from .processes import wait_for
from .profiles import made_of, profile
from .turned_off import turned_off

POLICY = "ValidatingAdmissionPolicy"
POLICIES = [
    obj["metadata"]["name"].removeprefix(PREFIX)
    for obj in overlay()
    if obj["kind"] == POLICY and obj["metadata"]["name"].startswith(PREFIX)
]
EDIT = {
    "apiGroup": "rbac.authorization.k8s.io",
    "kind": "ClusterRole",
    "name": "kubeflow-edit",
}


def binding(name, subject, role=EDIT):
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "RoleBinding",
        "metadata": {"name": name, "namespace": NAMESPACE},
        "roleRef": role,
        "subjects": [subject],
    }


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    """Give a connection to a cluster with a profile in which Bob and an account may edit."""
    name = EDITOR.rpartition(":")[2]
    editor = {"kind": "ServiceAccount", "name": name, "namespace": NAMESPACE}
    owned = profile(NAMESPACE, BOB)
    cluster.apply([obj for obj in made_of(owned) if obj["kind"] != "AuthorizationPolicy"])
    cluster.apply(
        [
            binding("bob", {"kind": "User", "name": BOB}),
            binding(name, editor),
            {
                "apiVersion": "v1",
                "kind": "ServiceAccount",
                "metadata": {"name": "waypoint", "namespace": NAMESPACE},
            },
        ]
    )
    with connected(cluster) as client:
        # The server takes a moment to compile new policies.
        wait_for(
            lambda: all(refused(client, each) for each in ATTACKS),
            "every policy's refusal",
            seconds=30,
        )
        yield client
    cluster.kubectl("delete", "namespace", NAMESPACE, "--wait=false")


def ask(client: Client, request: Request) -> Answer:
    return client.send(request.method, request.path, request.body, user=request.user)


def refused(client: Client, request: Request) -> bool:
    """Return whether the request's own policy refuses it, and not something else."""
    return f"{PREFIX}{request.policy}'" in ask(client, request).reason


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_a_way_in_is_refused(client, attack):
    answer = ask(client, attack)

    assert f"{PREFIX}{attack.policy}'" in answer.reason, answer.reason


@pytest.mark.parametrize("write", PASSES, ids=str)
def test_what_the_platform_and_its_users_write_passes(client, write):
    answer = ask(client, write)

    assert answer.accepted, answer.reason


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("part", ["", "Binding"], ids=["policy", "binding"])
def test_without_it_its_ways_in_are_open(cluster, client, policy, part):
    obj = shipped(f"{POLICY}{part}", f"{PREFIX}{policy}")
    attacks = [attack for attack in ATTACKS if attack.policy == policy]

    def open_ways() -> list[str]:
        return [str(attack) for attack in attacks if not refused(client, attack)]

    with turned_off(cluster, obj, open_ways):
        assert open_ways() == list(map(str, attacks))


def test_every_policy_has_a_way_in_that_it_closes():
    assert {attack.policy for attack in ATTACKS} == set(POLICIES)


def test_outside_of_profiles_nothing_is_refused(client):
    [ingress, *_] = ATTACKS
    path = ingress.path.replace(f"/{NAMESPACE}/", "/default/")

    assert client.send("POST", path, ingress.body).accepted


@pytest.mark.parametrize("policy", POLICIES)
def test_its_expressions_are_typed_as_the_server_wants_them(cluster, client, policy):
    path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies"

    def checked() -> dict[str, object]:
        return dict(cluster.read(f"{path}/{PREFIX}{policy}").get("status", {}))

    wait_for(lambda: "observedGeneration" in checked(), "the controller's word about it")

    assert checked().get("typeChecking", {}) == {}
