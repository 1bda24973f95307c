"""Every object is needed: without it at least one decision changes.

Here are the policies of ztunnel and of the network. The others are turned off where they are
asked, in tests whose names begin with `test_without` and that call the object `obj`.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib.config import PROFILES
from constructs_lib.reach.network import Pod, lets_through

from .calls import MORE, decisions
from .deployed import now
from .enforced import at_pods
from .output import added, named, overlay
from .processes import wait_for
from .rows.row import Call
from .table import ROWS
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
        if row.environment == "default"
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
def test_without_it_a_connection_is_decided_otherwise(cluster, istiod, opened, obj):
    namespace = obj["metadata"]["namespace"]
    pods = {pod["metadata"]["name"] for pod in now(cluster, istiod).pods}

    with turned_off(cluster, obj, lambda: at_pods(istiod.ambient(), namespace, pods)):
        running = now(cluster, istiod)

    assert [call for call, allowed in ASKED if decisions(running, call) != {allowed}] != []


def test_with_all_of_them_every_connection_is_decided_as_meant(cluster, istiod, opened):
    running = now(cluster, istiod)

    assert [call for call, allowed in ASKED if decisions(running, call) != {allowed}] == []


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


@pytest.mark.parametrize("obj", added("NetworkPolicy"), ids=named)
def test_without_it_somebody_who_must_come_in_cannot(obj):
    rest = [each for each in of("NetworkPolicy") if each != obj]

    assert not all(lets_through(rest, *needed) for needed in NEEDED)


@pytest.mark.parametrize(("source", "to", "port"), NEEDED)
def test_with_all_of_them_who_must_come_in_can(source, to, port):
    assert lets_through(of("NetworkPolicy"), source, to, port)


def turned_off_somewhere() -> Iterator[Object]:
    """Yield every object that a test turns off, as the tests' own parameters tell."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        module = vars(import_module(f"{__package__}.{path.stem}"))
        tests = (module[name] for name in module if name.startswith("test_without"))
        for mark in (mark for test in tests for mark in getattr(test, "pytestmark", ())):
            if mark.args[:1] == ("obj",):
                yield from mark.args[1]


def test_every_object_that_the_environment_adds_is_turned_off_somewhere():
    shown = [named(obj) for obj in turned_off_somewhere()]

    assert [named(obj) for obj in added() if named(obj) not in shown] == []
