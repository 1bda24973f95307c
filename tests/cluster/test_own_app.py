"""An own app, written with the library's constructs, is reachable by its listed callers."""

import copy

import pytest

from constructs_lib import App
from constructs_lib.kube import objects_of
from constructs_lib.reach.network import Pod, lets_through
from constructs_lib.reach.ztunnel import Connection, admits, policies_of
from examples.own_app import GATEWAY, KGATEWAY, NAME, PODS, PORT, define
from tests.cluster.deployed import now
from tests.cluster.envoy import called
from tests.cluster.kgateway import GATEWAY_LABEL, PLATFORM_GATEWAY
from tests.cluster.processes import settled, wait_for

NAMESPACE = "team-web"
HBONE = 15008
APP = Pod(NAMESPACE, PODS)
EDGE = Pod(GATEWAY.namespace, {GATEWAY_LABEL: GATEWAY.name})
STRANGER = Pod("elsewhere", {"app": "stranger"})
NODE = Pod("kube-system", address="169.254.7.127")


def objects():
    app = App()
    define(app)
    return objects_of(app)


def network(*, without=()):
    return [
        obj
        for obj in objects()
        if obj["kind"] == "NetworkPolicy" and obj["metadata"]["name"] not in without
    ]


@pytest.mark.parametrize(
    ("caller", "port", "comes_in"),
    [
        (EDGE, HBONE, True),
        (EDGE, PORT, False),
        (STRANGER, HBONE, False),
        (STRANGER, PORT, False),
        (NODE, PORT, True),
    ],
    ids=["the edge by the mesh", "the edge in plain text", "a stranger", "…", "a probe"],
)
def test_the_network_lets_its_callers_through_and_no_one_else(caller, port, comes_in):
    assert lets_through(network(), caller, APP, port) is comes_in


def test_without_the_policys_own_networkpolicy_nobody_comes_through():
    assert not lets_through(network(without={f"{NAME}-from-mesh"}), EDGE, APP, HBONE)


@pytest.fixture(scope="module")
def running(cluster, istiod, kgateway):
    """Provide the running objects once istiod knows the app's pod and its route."""
    gateway = copy.deepcopy(PLATFORM_GATEWAY)
    gateway["metadata"]["name"] = "own-app"
    [listener] = gateway["spec"]["listeners"]
    listener["hostname"] = "web.example.com"
    listener["allowedRoutes"] = {"namespaces": {"from": "All"}}
    written = objects()
    for obj in written:
        if obj["kind"] == "HTTPRoute":
            obj["spec"]["parentRefs"][0]["name"] = "own-app"
    cluster.apply(obj for obj in written if obj["kind"] == "Namespace")
    written = [gateway, *(obj for obj in written if obj["kind"] != "Namespace")]
    cluster.apply(written)

    def known():
        return any(
            each["namespace"] == NAMESPACE for each in istiod.ambient()["workloads"] or ()
        )

    wait_for(known, "istiod's word about the app")
    yield now(cluster, istiod)
    for obj in written:
        cluster.delete(obj)


@pytest.mark.parametrize(
    ("caller", "port", "admitted"),
    [
        (KGATEWAY, PORT, True),
        (KGATEWAY, 9090, False),
        ("cluster.local/ns/team/sa/default-editor", PORT, False),
        (None, PORT, False),
    ],
)
def test_ztunnel_admits_its_callers_and_no_one_else(running, caller, port, admitted):
    [workload] = running.workloads(("app", NAME), NAMESPACE)

    assert admits(policies_of(running.dump, workload), Connection(port, caller)) is admitted


def test_kgateway_takes_its_route(running, kgateway):
    def accepted():
        return kgateway.says_of_route(NAME, NAMESPACE).get("Accepted")

    assert settled(accepted, "True") == "True"


def test_kgateway_leads_to_it(running, kgateway):
    def led_to():
        return called(kgateway.tells("own-app", GATEWAY.namespace).routes)

    assert settled(led_to, {f"kube_{NAMESPACE}_{NAME}_80"}) == {f"kube_{NAMESPACE}_{NAME}_80"}


def test_kgateways_proxy_has_the_account_that_the_app_admits(running, cluster):
    path = f"/apis/apps/v1/namespaces/{GATEWAY.namespace}/deployments/own-app"

    assert cluster.read(path)["spec"]["template"]["spec"]["serviceAccountName"] == "own-app"
