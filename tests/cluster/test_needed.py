"""Every object is needed: without it a pod does not start or a call fails."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, Final

import pytest

from .calls import decisions
from .client import Client, connected
from .deployed import now
from .kubelet import waiting
from .output import added, named, overlay
from .processes import wait_for
from .rows.row import TEAM, Call
from .servers import NODE
from .turned_off import turned_off

Object = dict[str, Any]

RUNNING: Final = ("Deployment", "Job", "StatefulSet")
DRAINED: Final = "drained"
# Where a Service and the workload behind it are not called alike: either's name, and both.
OTHER_NAMES: Final = {
    "ml-pipeline-ui-guard": ("ml-pipeline-ui", "ml-pipeline-ui-guard"),
    "ml-pipeline-ui-server": ("ml-pipeline-ui-server", "ml-pipeline-ui"),
}


@pytest.fixture(scope="module")
def client(cluster, deployed) -> Iterator[Client]:
    with connected(cluster) as opened:
        yield opened


def pod(account: str) -> Object:
    """Return a pod as it is made for whoever has this service account."""
    (template,) = (
        obj["spec"]["template"]
        for obj in overlay()
        if obj["kind"] in RUNNING
        and obj["spec"]["template"]["spec"].get("serviceAccountName") == account
    )
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {**template["metadata"], "name": "sample"},
        "spec": template["spec"],
    }


@pytest.mark.parametrize("obj", added("ServiceAccount"), ids=named)
def test_without_it_the_api_server_takes_no_pod(cluster, client, obj):
    name, namespace = obj["metadata"]["name"], obj["metadata"]["namespace"]
    where = f"/api/v1/namespaces/{namespace}/pods?dryRun=All"

    def taken() -> bool:
        return client.post(where, pod(name)).accepted

    assert taken()
    with turned_off(cluster, obj, taken):
        answer = client.post(where, pod(name))

    assert f'serviceaccount "{name}" not found' in answer.reason


@pytest.mark.parametrize("obj", added("ConfigMap", "Job"), ids=named)
def test_without_it_pods_wait(obj):
    assert waiting([each for each in overlay() if each != obj]) != set()


def test_with_all_of_them_no_pod_waits():
    assert waiting(overlay()) == set()


def behind(dump: Object, service: str) -> list[str]:
    """Return the workloads to which istiod lets a Service lead."""
    host = f"kubeflow/{service}.kubeflow.svc.cluster.local"
    return sorted(
        each["workloadName"] for each in dump["workloads"] if host in each.get("services", {})
    )


@pytest.mark.parametrize("obj", added("Deployment", "Service"), ids=named)
def test_without_it_a_service_leads_nowhere(cluster, istiod, deployed, obj):
    name = obj["metadata"]["name"]
    service, workload = OTHER_NAMES.get(name, (name, name))

    def led_to() -> list[str]:
        return behind(istiod.ambient(), service)

    assert led_to() == [workload]
    with turned_off(cluster, obj, led_to):
        assert led_to() == []


@pytest.mark.parametrize("obj", added("Gateway"), ids=named)
def test_without_it_profiles_are_turned_away_at_the_pods(cluster, istiod, deployed, obj):
    """Row 30 is lost: profiles come to the pod itself, as in row 35."""
    waypoint = obj["metadata"]["name"]

    def enrolled() -> set[str]:
        """Return the Services whose callers are led to the waypoint."""
        return {
            each["name"]
            for each in istiod.ambient()["services"]
            if waypoint in str(each.get("waypoint"))
        }

    assert enrolled() == {"ml-pipeline", "ml-pipeline-ui"}
    with turned_off(cluster, obj, enrolled):
        without = now(cluster, istiod)
        assert enrolled() == set()
        # Its pod ends a moment later; the Gateway that comes back brings another.
        wait_for(lambda: not behind(istiod.ambient(), waypoint), "the end of the waypoint")

    assert decisions(without, Call(("app", "ml-pipeline"), 8888, TEAM)) == {False}


@pytest.fixture
def drained(cluster) -> Iterator[Callable[[Object], None]]:
    """Return a function that moves a budget and its pods where no one misses them."""
    cluster.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": DRAINED}}])

    def moved(budget: Object) -> None:
        kinds = ("Deployment", "PodDisruptionBudget", "ServiceAccount")
        beside = [
            deepcopy(obj)
            for obj in overlay()
            if obj["kind"] in kinds
            and obj["metadata"]["namespace"] == budget["metadata"]["namespace"]
        ]
        for obj in beside:
            obj["metadata"]["namespace"] = DRAINED
        cluster.apply(beside)

    yield moved
    cluster.kubectl("uncordon", NODE)
    cluster.kubectl("delete", "namespace", DRAINED, "--wait=false")


@pytest.mark.parametrize("obj", added("PodDisruptionBudget"), ids=named)
def test_without_it_all_pods_are_evicted_at_once(cluster, client, drained, obj):
    name = obj["metadata"]["name"]
    budget = f"/apis/policy/v1/namespaces/{DRAINED}/poddisruptionbudgets/{name}"
    pods = f"/api/v1/namespaces/{DRAINED}/pods"

    def evicted(pod: Object) -> bool:
        eviction = {
            "apiVersion": "policy/v1",
            "kind": "Eviction",
            "metadata": {"name": pod["metadata"]["name"], "namespace": DRAINED},
        }
        return client.post(f"{pods}/{pod['metadata']['name']}/eviction", eviction).accepted

    def one_may_go() -> bool:
        status = client.send("GET", budget).body.get("status", {})
        return bool(status.get("disruptionsAllowed") == 1)

    drained(obj)
    wait_for(one_may_go, "the controller's word about the budget", seconds=30)
    first, second = client.send("GET", pods).body["items"]
    # As whoever drains it does: else another pod is ready before the second is asked for.
    cluster.kubectl("cordon", NODE)

    assert (evicted(first), evicted(second)) == (True, False)
    assert client.send("DELETE", budget).accepted
    assert evicted(second)
