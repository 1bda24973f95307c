"""istiod applies configured sizes of waypoints, which only the platform may write."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from constructs_lib import (
    App,
    Autoscaling,
    Chart,
    Hardening,
    Metacontroller,
    Pods,
    ProfileWaypoints,
    Resources,
    Toleration,
    Waypoints,
)
from constructs_lib.config import PROFILES, Ambient, WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.scripts.profile_hook import Settings, parameters_of, waypoint

from .children import ACCOUNT
from .client import Answer, Client, connected
from .output import added, named
from .processes import settled, wait_for
from .turned_off import turned_off

NAME = "sized"
CONFIG_MAPS = f"/api/v1/namespaces/{NAME}/configmaps"
FIXED = Waypoints(
    resources=Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="256Mi"),
    replicas=2,
    pods=Pods(
        node_selector={"pool": "ml"},
        tolerations=(Toleration(key="spot"),),
        pull_secrets=("mirror",),
    ),
)
SCALED = Waypoints(replicas=Autoscaling(minimum=2, maximum=5, cpu=70))


def made(waypoints: Waypoints) -> list[dict[str, Any]]:
    """Return what an environment writes of waypoints of a size."""
    chart = Chart(App(), "sized", namespace="kubeflow")
    defaults = WorkloadDefaults(mesh=Ambient(istio="1.26.0"), hardening=Hardening())
    beside = Metacontroller(chart, "metacontroller", defaults=defaults)
    ProfileWaypoints(
        chart, "waypoints", metacontroller=beside, waypoints=waypoints, defaults=defaults
    )
    return objects_of(chart)


def told(waypoints: Waypoints) -> list[dict[str, Any]]:
    """Return the hook's answer of a profile's parameters and Gateway."""
    [text] = [
        obj["data"]["settings.json"]
        for obj in made(waypoints)
        if obj["kind"] == "ConfigMap" and "settings.json" in obj["data"]
    ]
    settings = Settings("waypoint", parameters=json.loads(text)["parameters"])
    gateway = waypoint(settings, "gateway.networking.k8s.io/v1", NAME, "waypoint")
    return [parameters_of(settings, "v1", NAME), gateway]


def rights() -> list[dict[str, Any]]:
    """Return what Metacontroller may do for such waypoints, under names of their own."""
    found = [
        obj
        for obj in made(FIXED)
        if obj["kind"].startswith("ClusterRole")
        and obj["metadata"]["name"] == "metacontroller-profile-waypoints"
    ]
    for obj in found:
        obj["metadata"]["name"] = NAME
        if "roleRef" in obj:
            obj["roleRef"]["name"] = NAME
    return found


@pytest.fixture(scope="module")
def profile(cluster, istiod) -> Iterator[None]:
    """Make a profile's namespace, and what keeps its parameters."""
    metadata = {"name": NAME, "labels": dict(PROFILES)}
    guard = [obj for obj in made(FIXED) if obj["metadata"]["name"].endswith("-parameters")]
    written = [*guard, *rights()]
    cluster.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}, *written])
    yield
    for obj in written:
        cluster.delete(obj)
    cluster.kubectl("delete", "namespace", NAME, "--wait=false")


def read(cluster, group: str, plural: str) -> dict[str, Any] | None:
    """Return the waypoint's object of a kind."""
    items = cluster.read(f"/apis/{group}/namespaces/{NAME}/{plural}")["items"]
    return next((obj for obj in items if obj["metadata"]["name"] == "waypoint"), None)


@pytest.fixture(scope="module")
def fixed(cluster, profile) -> dict[str, Any]:
    """Return the Deployment that istiod makes of a fixed size."""
    apply(cluster, told(FIXED))
    wait_for(lambda: read(cluster, "apps/v1", "deployments"), "istiod's Deployment")
    spec: dict[str, Any] = read(cluster, "apps/v1", "deployments")["spec"]  # type: ignore[index]
    return spec


def apply(cluster, objects: list[dict[str, Any]]) -> None:
    """Write a profile's objects as Metacontroller does, under its account."""
    parameters, gateway = objects
    with connected(cluster) as client:
        there = client.send("GET", f"{CONFIG_MAPS}/waypoint").accepted
        method, path = ("PUT", f"{CONFIG_MAPS}/waypoint") if there else ("POST", CONFIG_MAPS)
        answer = client.send(method, path, parameters, user=ACCOUNT)
        assert answer.accepted, answer.reason
    cluster.apply([gateway])


def test_istiod_gives_the_proxy_its_resources(fixed):
    [proxy] = fixed["template"]["spec"]["containers"]

    assert proxy["name"] == "istio-proxy"
    assert proxy["resources"] == {
        "requests": {"cpu": "50m", "memory": "64Mi"},
        "limits": {"cpu": "500m", "memory": "256Mi"},
    }


def test_istiod_runs_as_many_pods_as_decided_where_they_are_to(fixed):
    pod = fixed["template"]["spec"]

    assert fixed["replicas"] == 2
    assert pod["nodeSelector"] == {"pool": "ml"}
    assert {"key": "spot", "operator": "Exists", "effect": "NoSchedule"} in pod["tolerations"]
    assert {"name": "mirror"} in pod["imagePullSecrets"]


def test_istiod_makes_the_budget_of_several_pods(fixed, cluster):
    def budget():
        found = read(cluster, "policy/v1", "poddisruptionbudgets")
        return found and found["spec"]["maxUnavailable"]

    assert settled(budget, 1) == 1


def test_istiod_makes_the_autoscaler_of_changed_parameters(fixed, cluster):
    apply(cluster, told(SCALED))

    def bounds():
        found = read(cluster, "autoscaling/v2", "horizontalpodautoscalers")
        return found and (found["spec"]["minReplicas"], found["spec"]["maxReplicas"])

    assert settled(bounds, (2, 5)) == (2, 5)


@pytest.fixture
def client(cluster) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


def changed(client: Client) -> Answer:
    """Try to write what the waypoint is made of, without any effect."""
    foreign = copy.deepcopy(told(FIXED)[0])
    foreign["data"] = {"deployment": '{"spec": {"replicas": 9}}'}
    return client.send("PUT", f"{CONFIG_MAPS}/waypoint?dryRun=All", foreign)


@pytest.mark.parametrize(
    "obj",
    [
        obj
        for obj in added("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")
        if obj["metadata"]["name"] == "profile-waypoints-parameters"
    ],
    ids=named,
)
def test_without_it_a_tenant_says_what_a_waypoint_is_made_of(fixed, cluster, client, obj):
    with turned_off(cluster, obj, lambda: changed(client).accepted):
        assert changed(client).accepted


def test_no_tenant_says_what_a_waypoint_is_made_of(fixed, client):
    answer = changed(client)

    assert not answer.accepted
    assert "ConfigMap waypoint says what the waypoint is made of" in str(answer.reason)


def test_a_tenant_has_other_configmaps(fixed, client):
    own = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "own"}}

    assert client.send("POST", CONFIG_MAPS, own).accepted
