"""A profile gets its waypoint from the shipped hook with the granted rights."""

from collections.abc import Iterator, Mapping

import pytest

from constructs_lib import Ambient, Member, Profile
from constructs_lib.config import Config
from constructs_lib.delivery import profile_files

from .children import ACCOUNT, Object
from .client import Client, connected
from .output import added, named, shipped
from .processes import wait_for
from .turned_off import turned_off

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


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


@pytest.fixture(scope="module")
def first(cluster, metacontroller) -> Iterator[list[list[str]]]:
    """Make a profile with a member, and return what was done for it, round by round."""
    files = profile_files([PROFILE], Config(mesh=Ambient()))
    labels = {"app.kubernetes.io/part-of": "kubeflow-profile"}
    metadata = {"name": NAME, "labels": labels}
    cluster.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}])
    cluster.apply([OWNERS_POLICY, *files[f"kubeflow/profiles/{NAME}.yaml"]])
    of_profiles, of_policies = metacontroller.of_profiles, metacontroller.of_policies
    yield [of_profiles.sync(NAME), of_profiles.sync(NAME), of_policies.sync(NAME)]
    cluster.kubectl("delete", "profile", NAME)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


def policies(client: Client) -> Mapping[str, Object]:
    return {obj["metadata"]["name"]: obj for obj in client.send("GET", AT).body["items"]}


def test_policies_are_there_before_the_waypoint(first):
    assert first[:2] == [
        [
            "create AuthorizationPolicy waypoint-default-deny",
            "create AuthorizationPolicy waypoint-katib-controller",
            "create AuthorizationPolicy waypoint-visualizationserver",
        ],
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


def test_what_is_there_stays_as_it_is(first, metacontroller):
    controllers = (metacontroller.of_profiles, metacontroller.of_policies)

    assert [controller.sync(NAME) for controller in controllers] == [[], []]


def test_a_policy_that_somebody_has_opened_is_closed_again(first, client, metacontroller):
    def opened() -> bool:
        deny = policies(client)["waypoint-default-deny"]
        wide = deny | {"spec": deny["spec"] | {"rules": [{}]}}
        return client.send("PUT", f"{AT}/waypoint-default-deny", wide).accepted

    # istiod writes the policy's status, and whoever comes second has to ask again.
    wait_for(opened, "the opened policy")

    assert metacontroller.of_profiles.sync(NAME) == [
        "update AuthorizationPolicy waypoint-default-deny"
    ]
    assert policies(client)["waypoint-default-deny"]["spec"]["rules"] == []


def test_a_waypoint_without_its_default_deny_is_taken_away_until_that_is_back(
    first, client, metacontroller
):
    assert client.send("DELETE", f"{AT}/waypoint-default-deny").accepted

    assert metacontroller.of_profiles.sync(NAME) == [
        "delete Gateway waypoint",
        "create AuthorizationPolicy waypoint-default-deny",
    ]
    assert metacontroller.of_profiles.sync(NAME) == ["create Gateway waypoint"]


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


# What each of Metacontroller's policies refuses outside of profiles.
CONFINED = {
    "metacontroller-profile-waypoints": (
        "/apis/gateway.networking.k8s.io/v1/namespaces/kubeflow/gateways",
        {
            "apiVersion": "gateway.networking.k8s.io/v1",
            "kind": "Gateway",
            "metadata": {"name": "sample"},
            "spec": {
                "gatewayClassName": "istio-waypoint",
                "listeners": [{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
            },
        },
    ),
    "metacontroller-kubeflow-pipelines-profile-controller": (
        "/api/v1/namespaces/kubeflow/configmaps",
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "sample"}},
    ),
}


@pytest.mark.parametrize(
    "obj",
    [
        shipped(f"ValidatingAdmissionPolicy{part}", name)
        for name in CONFINED
        for part in ("", "Binding")
    ],
    ids=named,
)
def test_without_it_metacontroller_writes_anywhere(first, cluster, client, obj):
    path, sample = CONFINED[obj["metadata"]["name"]]

    def taken() -> bool:
        return client.post(f"{path}?dryRun=All", sample, user=ACCOUNT).accepted

    with turned_off(cluster, obj, taken):
        assert taken()


# What each controller sees to. Without it profiles stay as in rows 63 and 64: closed to all.
ATTACHED = {
    "profile-waypoints": "waypoint-katib-controller",
    "profile-waypoints-mirror": f"{OWNERS}-waypoint",
}


@pytest.mark.parametrize("obj", added("DecoratorController"), ids=named)
def test_without_it_nobody_gives_a_profile_what_it_lacks(
    first, cluster, client, metacontroller, obj
):
    attached = ATTACHED[obj["metadata"]["name"]]

    def given() -> bool:
        client.send("DELETE", f"{AT}/{attached}")
        for controller in (metacontroller.of_profiles, metacontroller.of_policies):
            controller.sync(NAME)
        return attached in policies(client)

    assert given()
    with turned_off(cluster, obj, given):
        assert not given()
