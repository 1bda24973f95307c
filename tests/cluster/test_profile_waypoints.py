"""What becomes of a profile in the cluster, with the hook that ships and the rights given."""

import sys
from collections.abc import Iterator, Mapping

import pytest

from constructs_lib import Ambient, Member, Profile
from constructs_lib.config import Config
from constructs_lib.delivery import profile_files

from .client import Client, connected
from .decorating import ACCOUNT, Decorating, Object
from .output import overlay
from .processes import LOOPBACK, answers, free_ports, running, wait_for

NAME = "dana"
AT = f"/apis/security.istio.io/v1/namespaces/{NAME}/authorizationpolicies"
GATEWAYS = f"/apis/gateway.networking.k8s.io/v1/namespaces/{NAME}/gateways"
PROFILE = Profile(name=NAME, owner="dana@example.com", members=(Member("erin@example.com"),))
OWNERS = "ns-owner-access-istio"
MEMBERS = "user-erin-example-com-clusterrole-edit"
# As the profile controller writes it, with one of its rules.
OWNERS_POLICY = {
    "apiVersion": "security.istio.io/v1beta1",
    "kind": "AuthorizationPolicy",
    "metadata": {
        "name": OWNERS,
        "namespace": NAME,
        "annotations": {"user": "dana@example.com", "role": "admin"},
    },
    "spec": {"rules": [{"when": [{"key": "source.namespace", "values": [NAME]}]}]},
}


def shipped(kind: str, name: str) -> Object:
    """Return an object of the default environment."""
    [found] = [
        obj for obj in overlay() if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    ]
    return found


@pytest.fixture(scope="module")
def hook(tmp_path_factory) -> Iterator[str]:
    """Run the program of the ConfigMap, and give its address."""
    folder = tmp_path_factory.mktemp("hook")
    for name, text in shipped("ConfigMap", "profile-waypoints")["data"].items():
        (folder / name).write_text(text, encoding="utf-8")
    (port,) = free_ports(1)
    address = f"{LOOPBACK}:{port}"
    command = [sys.executable, "-I", "profile_hook.py", "settings.json", address]
    with running(command, folder=folder, ready=lambda: answers(f"http://{address}/healthz")):
        yield f"http://{address}"


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


@pytest.fixture(scope="module")
def controllers(client, hook) -> tuple[Decorating, Decorating]:
    """Return what attaches to profiles, and what attaches to policies."""
    names = ("profile-waypoints", "profile-waypoints-mirror")
    one, other = (
        Decorating(client, shipped("DecoratorController", name), hook) for name in names
    )
    return one, other


@pytest.fixture(scope="module")
def first(cluster, controllers) -> Iterator[list[list[str]]]:
    """Make a profile with a member, and return what was done for it, round by round."""
    files = profile_files([PROFILE], Config(mesh=Ambient()))
    labels = {"app.kubernetes.io/part-of": "kubeflow-profile"}
    metadata = {"name": NAME, "labels": labels}
    cluster.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}])
    cluster.apply([OWNERS_POLICY, *files[f"kubeflow/profiles/{NAME}.yaml"]])
    of_profiles, of_policies = controllers
    yield [of_profiles.sync(), of_profiles.sync(), of_policies.sync()]
    cluster.kubectl("delete", "profile", NAME)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


def policies(client: Client) -> Mapping[str, Object]:
    return {obj["metadata"]["name"]: obj for obj in client.send("GET", AT).body["items"]}


def test_the_default_deny_is_there_before_the_waypoint(first):
    assert first[:2] == [
        ["create AuthorizationPolicy waypoint-default-deny"],
        ["create Gateway waypoint"],
    ]


def test_owners_and_members_policies_are_repeated_for_the_waypoint(first, client):
    made = policies(client)

    assert sorted(first[2]) == [
        "create AuthorizationPolicy ns-owner-access-istio-waypoint",
        f"create AuthorizationPolicy {MEMBERS}-waypoint",
    ]
    assert [made[f"{name}-waypoint"]["spec"]["rules"] for name in (OWNERS, MEMBERS)] == [
        made[name]["spec"]["rules"] for name in (OWNERS, MEMBERS)
    ]


def test_what_is_there_stays_as_it_is(first, controllers):
    assert [controller.sync() for controller in controllers] == [[], []]


def test_a_policy_that_somebody_has_opened_is_closed_again(first, client, controllers):
    deny = policies(client)["waypoint-default-deny"]
    opened = deny | {"spec": deny["spec"] | {"rules": [{}]}}
    assert client.send("PUT", f"{AT}/waypoint-default-deny", opened).accepted

    assert controllers[0].sync() == ["update AuthorizationPolicy waypoint-default-deny"]
    assert policies(client)["waypoint-default-deny"]["spec"]["rules"] == []


def test_a_waypoint_without_its_default_deny_is_taken_away_until_that_is_back(
    first, client, controllers
):
    assert client.send("DELETE", f"{AT}/waypoint-default-deny").accepted

    assert controllers[0].sync() == [
        "delete Gateway waypoint",
        "create AuthorizationPolicy waypoint-default-deny",
    ]
    assert controllers[0].sync() == ["create Gateway waypoint"]


def test_a_member_who_is_removed_is_removed_at_the_waypoint(first, client):
    """Kubernetes' own garbage collector takes the copy with the policy that owns it."""
    assert f"{MEMBERS}-waypoint" in policies(client)
    assert client.send("DELETE", f"{AT}/{MEMBERS}").accepted

    wait_for(
        lambda: f"{MEMBERS}-waypoint" not in policies(client),
        "the end of the removed member's copy",
        seconds=60,
    )


def test_metacontroller_may_not_change_the_profile_itself(first, client):
    path = f"/apis/kubeflow.org/v1/profiles/{NAME}"
    profile = client.send("GET", path).body

    answer = client.send("PUT", path, profile, user=ACCOUNT)

    assert (answer.status, "cannot update resource" in answer.reason) == (403, True)


@pytest.mark.parametrize("namespace", ["kubeflow", "istio-system"])
@pytest.mark.parametrize(
    "path", ["/apis/security.istio.io/v1", "/apis/security.istio.io/v1beta1"]
)
def test_metacontroller_writes_no_policy_but_in_profiles(first, client, path, namespace):
    everybody = {
        "apiVersion": path.removeprefix("/apis/"),
        "kind": "AuthorizationPolicy",
        "metadata": {"name": "everybody"},
        "spec": {"rules": [{}]},
    }
    where = f"{path}/namespaces/{namespace}/authorizationpolicies?dryRun=All"

    answer = client.send("POST", where, everybody, user=ACCOUNT)

    assert not answer.accepted
    assert "attaches only in namespaces labelled app.kubernetes.io/part-of" in answer.reason


def test_others_write_policies_wherever_they_may(first, client):
    where = "/apis/security.istio.io/v1/namespaces/kubeflow/authorizationpolicies?dryRun=All"
    policy = {**OWNERS_POLICY, "apiVersion": "security.istio.io/v1", "metadata": {"name": "x"}}

    assert client.send("POST", where, policy).accepted
