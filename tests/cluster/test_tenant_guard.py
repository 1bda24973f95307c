"""Every attack from a profile is refused, and the platform's own writes pass."""

import re
from collections.abc import Iterator
from itertools import count

import pytest

from constructs_lib.commands import run
from constructs_lib.config import PROFILES
from constructs_lib.tenants import PREFIX
from main import platform

from .api_server import api_server
from .attacks import (
    ATTACKS,
    BOB,
    CAROL,
    EDITOR,
    FOREIGN,
    GATEWAY_NAME,
    ISTIOD,
    NAMESPACE,
    PASSES,
    PIPELINES,
    REPLICA_SETS,
    Request,
    pod,
    recurring,
)
from .client import Answer, Client, connected
from .output import named, overlay, shipped
from .processes import wait_for
from .profiles import made_of, profile
from .turned_off import turned_off

POLICY = "ValidatingAdmissionPolicy"
PARTS = ("", "Binding")
POLICIES = [
    obj["metadata"]["name"].removeprefix(PREFIX)
    for obj in overlay()
    if obj["kind"] == POLICY and obj["metadata"]["name"].startswith(PREFIX)
]
# A profile of before, and one whose pods may be privileged.
UNLABELLED, LOOSE = "before", "loose"
CAPABLE = {"capabilities": {"add": ["SYS_ADMIN"]}}
# What the Pod Security Standard `baseline` keeps from a tenant.
OF_THE_NODE = {
    "its files": {"volumes": [{"name": "root", "hostPath": {"path": "/"}}]},
    "its network": {"hostNetwork": True},
    "its processes": {"hostPID": True},
    "a port of it": {
        "containers": [
            {"name": "a", "image": "a:v1", "ports": [{"containerPort": 1, "hostPort": 1}]}
        ]
    },
    "its kernel": {"containers": [{"name": "a", "image": "a:v1", "securityContext": CAPABLE}]},
}
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
    """Provide a connection to a cluster with a profile that Bob and an account may edit."""
    name = EDITOR.rpartition(":")[2]
    editor = {"kind": "ServiceAccount", "name": name, "namespace": NAMESPACE}
    owned = profile(NAMESPACE, BOB)
    cluster.apply([obj for obj in made_of(owned) if obj["kind"] != "AuthorizationPolicy"])
    cluster.apply(
        [
            binding("bob", {"kind": "User", "name": BOB}),
            binding(name, editor),
            binding("carol", {"kind": "User", "name": CAROL}, {**EDIT, "name": "edit"}),
            *debugger(),
            namespace(UNLABELLED),
            namespace(LOOSE, **PROFILES),
        ]
    )
    with connected(cluster) as client:
        made = {
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {"name": "waypoint", "namespace": NAMESPACE},
        }
        path = f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts"
        assert client.post(path, made, user=ISTIOD).accepted
        # The server takes a moment to compile new policies.
        wait_for(
            lambda: all(refused(client, each) for each in ATTACKS),
            "every policy's refusal",
            seconds=30,
        )
        yield client
    names = (NAMESPACE, UNLABELLED, LOOSE)
    cluster.kubectl("delete", "namespace", *names, "--wait=false")


def debugger():
    """Let Carol debug pods, which no role of Kubernetes' or Kubeflow's gives."""
    rules = [{"apiGroups": [""], "resources": ["pods/ephemeralcontainers"], "verbs": ["*"]}]
    role = {**EDIT, "kind": "Role", "name": "debugger"}
    yield {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": "debugger", "namespace": NAMESPACE},
        "rules": rules,
    }
    yield binding("debugger", {"kind": "User", "name": CAROL}, role)


def namespace(name, **labels):
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": name, "labels": labels},
    }


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


@pytest.mark.parametrize(
    "obj",
    [shipped(f"{POLICY}{part}", f"{PREFIX}{name}") for name in POLICIES for part in PARTS],
    ids=named,
)
def test_without_it_its_ways_in_are_open(cluster, client, obj):
    policy = obj["metadata"]["name"].removeprefix(PREFIX)
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


@pytest.mark.parametrize("what", OF_THE_NODE)
def test_a_profile_admits_no_pod_that_asks_of_its_node(client, what):
    answer = client.post(pods_of(NAMESPACE), pod_with(OF_THE_NODE[what]), user=EDITOR)

    assert 'violates PodSecurity "baseline:latest"' in answer.reason


@pytest.mark.parametrize("what", [each for each in OF_THE_NODE if each != "its network"])
def test_without_the_label_of_its_namespace_it_is_admitted(client, what):
    assert client.post(pods_of(LOOSE), pod_with(OF_THE_NODE[what])).accepted


def test_a_privileged_profile_still_admits_no_pod_in_the_nodes_network(client):
    answer = client.post(pods_of(LOOSE), pod_with(OF_THE_NODE["its network"]))

    assert "a pod in its node's network is in no mesh" in answer.reason


def pods_of(name):
    return f"/api/v1/namespaces/{name}/pods?dryRun=All"


def pod_with(spec):
    whole = pod(**spec)
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {**whole["metadata"], "name": "sample"},
        "spec": whole["spec"],
    }


def test_nobody_debugs_the_waypoint(client):
    name, path = "waypoint-abc-12", f"/api/v1/namespaces/{NAMESPACE}/pods"
    labels = {GATEWAY_NAME: "waypoint"}
    whole = pod_with(pod(labels=labels)["spec"])
    whole["metadata"] = {"name": name, "labels": labels}
    assert client.post(path, whole, user=REPLICA_SETS).accepted
    more = {"spec": {"ephemeralContainers": [{"name": "debug", "image": "debug:v1"}]}}
    answer = client.send(
        "PATCH",
        f"{path}/{name}/ephemeralcontainers",
        more,
        user=CAROL,
        content="application/strategic-merge-patch+json",
    )

    assert f"{PREFIX}waypoint-identity'" in answer.reason


@pytest.mark.skipif(
    "schedules" not in POLICIES, reason="recurring runs start where they are in this release"
)
@pytest.mark.parametrize(
    ("change", "accepted"),
    [
        ({"experimentId": "another"}, False),
        ({"experimentId": None}, True),
        ({"enabled": False}, True),
    ],
    ids=["into another profile", "into none", "where it is"],
)
def test_a_recurring_run_does_not_move(client, change, accepted):
    made = recurring("its own", PIPELINES, **FOREIGN)
    path = made.path.removesuffix("?dryRun=All")
    assert client.post(path, made.body, user=PIPELINES).accepted
    try:
        answer = client.send(
            "PATCH",
            f"{path}/sample",
            {"spec": change},
            user=BOB,
            content="application/merge-patch+json",
        )
    finally:
        client.send("DELETE", f"{path}/sample")

    assert answer.accepted is accepted, answer.reason
    assert accepted or f"{PREFIX}schedules'" in answer.reason


@pytest.fixture(scope="module")
def before(cluster, client):
    """Provide a profile with what was made there before the policies held in it."""
    held = {"name": "old", "namespace": UNLABELLED, "finalizers": ["example.com/controller"]}
    ports = {"type": "NodePort", "selector": {"app": "a"}, "ports": [{"port": 80}]}
    cluster.apply(
        [
            ATTACKS[0].body | {"metadata": held},
            {
                **pod_with(OF_THE_NODE["its files"]),
                "metadata": {
                    "name": "old",
                    "namespace": UNLABELLED,
                    "labels": {"istio.io/dataplane-mode": "none"},
                },
            },
            {
                "apiVersion": "v1",
                "kind": "Service",
                "metadata": {"name": "old", "namespace": UNLABELLED},
                "spec": ports,
            },
            namespace(UNLABELLED, **PROFILES),
        ]
    )
    # Another one each time: what changes nothing is never refused.
    tries = count()
    wait_for(
        lambda: not changed(client, {"labels": {"try": str(next(tries))}}).accepted,
        "the refusal of a change",
    )
    return UNLABELLED


def changed(client, metadata):
    """Change what an Ingress of before says of itself."""
    return client.send(
        "PATCH",
        f"/apis/networking.k8s.io/v1/namespaces/{UNLABELLED}/ingresses/old",
        {"metadata": metadata},
        content="application/merge-patch+json",
    )


def test_what_was_there_before_and_would_be_refused_is_listed(
    cluster, before, monkeypatch, capsys
):
    monkeypatch.setenv("KUBECONFIG", str(cluster.kubeconfig))
    code = run(platform, ["check-tenants"])
    said = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{before}: ")
    ]

    assert code == 1
    violated = f'existing pods in namespace "{before}" violate the new PodSecurity'
    rest = re.compile("( enforce level|;| from it;| and behind) .*")
    assert [rest.sub("", line) for line in said] == [
        f"{before}: {violated}",
        f"{before}: old: hostPath volumes",
        f"{before}: ingress/old: an Ingress in a profile could take the platform's host",
        f"{before}: pod/old: pods and Services of a profile stay in the mesh",
        f"{before}: service/old: a Service in a profile is of type ClusterIP",
    ]


def test_what_was_there_before_can_still_be_finalized(client, before):
    answer = changed(client, {"finalizers": None})

    assert answer.accepted, answer.reason


def test_warned_of_it_a_tenant_may_do_it_all_the_same(cluster, client):
    [attack, *_] = ATTACKS
    binding_of = shipped(f"{POLICY}Binding", f"{PREFIX}{attack.policy}")
    warns = {**binding_of, "spec": {**binding_of["spec"], "validationActions": ["Warn"]}}

    def warned() -> bool:
        answer = ask(client, attack)
        return answer.accepted and "could take the platform's host" in str(answer.warnings)

    cluster.apply([warns], force=True)
    try:
        wait_for(warned, "a warning in place of a refusal")
    finally:
        cluster.apply([binding_of], force=True)
        wait_for(lambda: refused(client, attack), "the refusal's return")


def test_the_oldest_api_server_that_can_be_played_takes_them(tmp_path):
    """Kubernetes 1.34 plays no version before 1.31."""
    with api_server(tmp_path / "old", "--emulated-version=1.31") as old:
        policies = [obj for obj in overlay() if obj["kind"].startswith(POLICY)]

        assert old.apply(policies) == []


@pytest.mark.parametrize("policy", POLICIES)
def test_its_expressions_are_typed_as_the_server_wants_them(cluster, client, policy):
    path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies"

    def checked() -> dict[str, object]:
        return dict(cluster.read(f"{path}/{PREFIX}{policy}").get("status", {}))

    wait_for(lambda: "observedGeneration" in checked(), "the controller's word about it")

    assert checked().get("typeChecking", {}) == {}
