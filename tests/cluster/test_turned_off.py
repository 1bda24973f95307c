"""No policy without a reason: with any one turned off, something is decided otherwise.

The ingress proxy's own are turned off in test_entry.py; those of waypoints are missing in
some of the states that test_waypoint.py asks.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from constructs_lib.components.network_policies import PROFILES

from .calls import MORE, decisions
from .enforced import by_ztunnel
from .network_policies import Pod, lets_through
from .output import built, overlay
from .processes import wait_for
from .table import ROWS, Call
from .turned_off import turned_off

Object = dict[str, Any]

INGRESS: Final = {"app": "istio-ingressgateway", "istio": "ingressgateway"}

# A policy that lets anyone in: what such a one opens is still closed to plain text.
ANYONE: Final = {
    "apiVersion": "security.istio.io/v1",
    "kind": "AuthorizationPolicy",
    "metadata": {"name": "anyone", "namespace": "kubeflow"},
    "spec": {"rules": [{}], "selector": {"matchLabels": {"app": "workflow-controller"}}},
}
ASKED: Final = (
    *(
        (row.call, row.allowed)
        for row in ROWS
        if row.call and row.call.namespace == "kubeflow" and not row.waits_for
    ),
    *MORE,
    (Call(("app", "workflow-controller"), 9090, None), False),
)


def of(*kinds: str) -> list[Object]:
    return [obj for obj in overlay() if obj["kind"] in kinds]


def at_ztunnel(obj: Object) -> bool:
    """Return whether ztunnel is to enforce a policy."""
    selected = obj["spec"].get("selector", {}).get("matchLabels", {})
    return "targetRefs" not in obj["spec"] and not selected.items() & INGRESS.items()


def named(obj: Object) -> str:
    return f"{obj['kind']} {obj['metadata']['name']}"


def added(kind: str) -> list[Object]:
    """Return the environment's objects of a kind that are none of upstream's."""
    theirs = {named(obj) for obj in built("kubeflow/base")}
    return [obj for obj in of(kind) if named(obj) not in theirs]


@pytest.fixture(scope="module")
def opened(cluster, istiod, deployed) -> Iterator[None]:
    """Open a controller to anyone by a policy beside the environment's."""
    cluster.apply([ANYONE])
    wait_for(lambda: "anyone" in names(istiod), "istiod's word about the policy")
    yield
    cluster.kubectl("delete", "authorizationpolicy", "anyone", "-n", "kubeflow")


def names(istiod) -> set[str]:
    return {policy["name"] for policy in istiod.ambient()["policies"]}


@pytest.mark.parametrize(
    "obj",
    [obj for obj in of("AuthorizationPolicy", "PeerAuthentication") if at_ztunnel(obj)],
    ids=named,
)
def test_without_it_a_connection_is_decided_otherwise(cluster, istiod, deployed, opened, obj):
    pods = {pod["metadata"]["name"] for pod in deployed.pods}

    def enforced() -> dict[str, list[str]]:
        dump = istiod.ambient()
        return {
            workload["name"]: by_ztunnel(dump, workload)
            for workload in dump["workloads"]
            if workload["name"] in pods
        }

    with turned_off(cluster, obj, enforced):
        now = replace(deployed, dump=istiod.ambient())

    assert [call for call, allowed in ASKED if decisions(now, call) != {allowed}] != []


def test_with_all_of_them_every_connection_is_decided_as_meant(istiod, deployed, opened):
    now = replace(deployed, dump=istiod.ambient())

    assert [call for call, allowed in ASKED if decisions(now, call) != {allowed}] == []


# Who must come in: kgateway, the node's probes, and profiles that call Pipelines.
NEEDED: Final = (
    (
        Pod("default", {"gateway.networking.k8s.io/gateway-name": "default-gateway"}),
        Pod("kubeflow", INGRESS),
        8080,
    ),
    (Pod("", address="169.254.7.127"), Pod("kubeflow", {"app": "workflow-controller"}), 9090),
    (
        Pod("alice", {"app": "step"}, PROFILES),
        Pod("kubeflow", {"gateway.networking.k8s.io/gateway-name": "kubeflow-waypoint"}),
        15008,
    ),
)


@pytest.mark.parametrize("policy", added("NetworkPolicy"), ids=named)
def test_without_it_somebody_who_must_come_in_cannot(policy):
    rest = [obj for obj in of("NetworkPolicy") if obj != policy]

    assert not all(lets_through(rest, *needed) for needed in NEEDED)


@pytest.mark.parametrize(("source", "to", "port"), NEEDED)
def test_with_all_of_them_who_must_come_in_can(source, to, port):
    assert lets_through(of("NetworkPolicy"), source, to, port)
