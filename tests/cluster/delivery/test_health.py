"""Argo CD reads our checks as we mean them, of what kgateway really writes for one."""

from datetime import timedelta
from typing import Any

import pytest

from constructs_lib import App, Chart
from constructs_lib.config import Config, Kgateway
from constructs_lib.delivery.health import HEALTH_CHECKS
from constructs_lib.gateway.kgateway_policies import KgatewayPolicies
from constructs_lib.kube import objects_of
from tests.cluster.client import connected
from tests.cluster.delivery.health import SILENT, health
from tests.cluster.kgateway import PLATFORM_GATEWAY
from tests.cluster.output import shipped
from tests.cluster.processes import settled

ROUTE = "kubeflow-route"


def application(**status):
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": "app", "namespace": "argocd"},
        "status": status,
    }


def endpoint(generation, **status):
    return {
        "apiVersion": "externaldns.k8s.io/v1alpha1",
        "kind": "DNSEndpoint",
        "metadata": {"name": "host", "namespace": "kubeflow", "generation": generation},
        "status": status,
    }


def policy(*ancestors):
    """Return a policy in its second generation with what kgateway said at each ancestor."""
    return {
        "apiVersion": "gateway.kgateway.dev/v1alpha1",
        "kind": "TrafficPolicy",
        "metadata": {"name": "any", "namespace": "kubeflow", "generation": 2},
        "status": {"ancestors": [{"conditions": conditions} for conditions in ancestors]},
    }


def condition(name, status="True", reason="Valid", generation=2):
    return {
        "type": name,
        "status": status,
        "reason": reason,
        "message": "",
        "observedGeneration": generation,
    }


TAKEN = [condition("Accepted"), condition("Attached", reason="Attached")]
REPLACED = [condition("Accepted"), condition("Attached", "False", "Overridden")]


def said(obj):
    return health(obj)["status"]  # type: ignore[index]


@pytest.mark.parametrize("kind", HEALTH_CHECKS, ids=lambda kind: kind.kind)
def test_argo_cd_has_no_check_of_its_own(kind):
    obj = {"apiVersion": f"{kind.group}/v1", "kind": kind.kind, "metadata": {"name": "any"}}

    assert health(obj, SILENT) is None


@pytest.mark.parametrize("status", ["Healthy", "Progressing", "Degraded", "Missing"])
def test_an_application_is_as_healthy_as_it_says(status):
    assert said(application(health={"status": status})) == status


@pytest.mark.parametrize("status", [{}, {"health": {}}, {"sync": {"status": "Unknown"}}])
def test_an_application_that_was_not_compared_yet_is_waited_for(status):
    assert said(application(**status)) == "Progressing"


def test_an_application_passes_on_what_is_wrong():
    found = health(application(health={"status": "Degraded", "message": "no pod is ready"}))

    assert found == {"status": "Degraded", "message": "no pod is ready"}


@pytest.mark.parametrize("status", [{}, {"observedGeneration": 1}])
def test_an_endpoint_is_waited_for_until_external_dns_has_read_it(status):
    assert said(endpoint(2, **status)) == "Progressing"


def test_an_endpoint_that_external_dns_has_read_is_healthy():
    assert said(endpoint(2, observedGeneration=2)) == "Healthy"


@pytest.mark.parametrize(
    ("ancestors", "status"),
    [
        ([TAKEN], "Healthy"),
        ([TAKEN, TAKEN], "Healthy"),
        ([REPLACED], "Degraded"),
        ([TAKEN, REPLACED], "Degraded"),
        ([[condition("Accepted", "False", "Pending")]], "Progressing"),
        ([[condition("Accepted", generation=1)]], "Progressing"),
        ([[condition("Accepted", "False", "Invalid", generation=1)]], "Progressing"),
        ([[condition("SomebodyElses", "False")]], "Progressing"),
        ([], "Progressing"),
    ],
)
def test_a_policy_is_as_healthy_as_kgateway_says_now(ancestors, status):
    assert said(policy(*ancestors)) == status


@pytest.fixture(scope="module")
def policies():
    """Return what kgateway is told beside the route, by kind."""
    asked = {"listener_websockets": True, "stream_idle": timedelta(hours=1)}
    found: dict[str, Any] = {}
    for version in ("2.1.0", "2.4.0"):
        chart = Chart(App(), "policies", namespace="kubeflow")
        KgatewayPolicies(
            chart,
            "policies",
            kgateway=Kgateway(version=version, **asked),
            parent=Config().edge.parent,
            routes=[ROUTE],
        )
        found |= {obj["kind"]: obj for obj in objects_of(chart)}
    return found


@pytest.fixture(scope="module")
def edge(cluster, kgateway):
    """Give kgateway with the platform's Gateway and our route."""
    cluster.apply(
        [
            shipped("Namespace", "kubeflow"),
            shipped("Service", "istio-ingressgateway"),
            shipped("HTTPRoute", ROUTE),
            PLATFORM_GATEWAY,
        ]
    )
    return kgateway


@pytest.fixture
def becomes(cluster, edge):
    """Return a function that applies an object and tells how healthy it becomes."""
    applied = []

    def _becomes(obj, wanted):
        cluster.apply([obj])
        if obj not in applied:
            applied.append(obj)

        def now():
            with connected(cluster) as client:
                return health(client.get(obj).body)

        settled(lambda: now()["status"], wanted)
        return now()

    yield _becomes
    for obj in applied:
        cluster.delete(obj)


@pytest.mark.parametrize("kind", ["HTTPListenerPolicy", "ListenerPolicy", "TrafficPolicy"])
def test_a_policy_that_kgateway_takes_is_healthy(becomes, policies, kind):
    assert becomes(policies[kind], "Healthy")["status"] == "Healthy"


def test_a_policy_of_a_route_that_is_not_there_is_waited_for(becomes, policies):
    ours = policies["TrafficPolicy"]
    target = {**ours["spec"]["targetRefs"][0], "name": "nowhere"}
    metadata = {**ours["metadata"], "name": "nowhere"}
    spec = {**ours["spec"], "targetRefs": [target]}
    aimless = {**ours, "metadata": metadata, "spec": spec}
    becomes(aimless, "Progressing")
    # By then kgateway has judged what came later.
    becomes(ours, "Healthy")

    assert becomes(aimless, "Progressing")["status"] == "Progressing"


def test_a_policy_that_kgateway_refuses_is_degraded_and_says_why(becomes, policies):
    ours = policies["TrafficPolicy"]
    absent = {"extensionRef": {"name": "nobody"}}
    found = becomes({**ours, "spec": {**ours["spec"], "extAuth": absent}}, "Degraded")

    assert found["status"] == "Degraded"
    assert "nobody" in found["message"]
