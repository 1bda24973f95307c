"""An istiod with a different trust domain, revision, root, cluster and DNS domain works."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pytest

from constructs_lib import Ambient, Config, Environment, Platform
from constructs_lib.platform import synthesize
from constructs_lib.reach.ztunnel import Connection, admits, policies_of

from .api_server import ApiServer, new_namespace
from .api_server import api_server as running_api_server
from .definitions import platform_kinds
from .entry import once
from .envoy import called
from .istiod import Istiod
from .istiod import istiod as running_istiod
from .processes import settled, wait_for
from .proxies import one_pod, said_of, told_to
from .xds import Told

MESH: Final = Ambient(
    istio="1.26.2",
    trust_domain="corp.example",
    istiod_namespace="mesh",
    revision="canary",
    root_namespace="mesh-root",
    cluster_id="ml-north",
    other_waypoints="closed",
)
CONFIG: Final = Config(mesh=MESH, cluster_domain="k8s.corp.example")
DASHBOARD: Final = "centraldashboard"
RUNNING: Final = {DASHBOARD, "istio-ingressgateway"}
MESHS: Final = (
    "AuthorizationPolicy",
    "EnvoyFilter",
    "Gateway",
    "Namespace",
    "PeerAuthentication",
    "RequestAuthentication",
    "Service",
    "ServiceAccount",
    "VirtualService",
)
WAYPOINT: Final = "kubeflow-waypoint"
WAYPOINTS: Final = "kubeflow-waypoints-default-deny"
INGRESS: Final = "ns/kubeflow/sa/istio-ingressgateway-service-account"
USUAL: Final = f"cluster.local/ns/kubeflow/sa/{DASHBOARD}"
# As tensorboard-controller writes it, whatever the cluster's domain is.
COMPILED_IN: Final = "tb.team.svc.cluster.local"


def of_nobody(name: str, kind: str, api: str, **spec: Any) -> dict[str, Any]:
    """Return an object of someone else's beside the platform's."""
    metadata = {"name": name, "namespace": "team"}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": spec}


def waypoint(name: str, labels: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the Gateway of a waypoint, whose label says of which revision it is."""
    made = of_nobody(
        name,
        "Gateway",
        "gateway.networking.k8s.io/v1",
        gatewayClassName="istio-waypoint",
        listeners=[{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
    )
    made["metadata"]["labels"] = labels or {}
    return made


THEIRS: Final = (
    new_namespace("team"),
    of_nobody(
        "usual",
        "AuthorizationPolicy",
        "security.istio.io/v1",
        rules=[{"from": [{"source": {"principals": [USUAL]}}]}],
    ),
    waypoint("anybodys"),
    waypoint("canarys", {"istio.io/rev": "canary"}),
    of_nobody(
        "tb",
        "VirtualService",
        "networking.istio.io/v1alpha3",
        gateways=["kubeflow/kubeflow-gateway"],
        hosts=["*"],
        http=[
            {
                "match": [{"uri": {"prefix": "/tensorboard/team/tb/"}}],
                "route": [{"destination": {"host": COMPILED_IN, "port": {"number": 80}}}],
            }
        ],
    ),
    of_nobody("tb", "Service", "v1", selector={"app": "tb"}, ports=[{"port": 80}]),
)


def run_pod(server: ApiServer, deployment: dict[str, Any], address: str) -> None:
    """Let a pod of a Deployment be there; no controllers run, which take seconds to start."""
    template, metadata = deployment["spec"]["template"], deployment["metadata"]
    name = {"name": metadata["name"], "namespace": metadata["namespace"]}
    spec = {**template["spec"], "nodeName": "node"}
    pod = {"metadata": {**template["metadata"], **name}, "spec": spec}
    server.apply([{"apiVersion": "v1", "kind": "Pod", **pod}])
    ready = [{"type": "Ready", "status": "True"}]
    addresses = {"podIP": address, "podIPs": [{"ip": address}]}
    status = {"status": {"phase": "Running", "conditions": ready, **addresses}}
    server.kubectl(
        *("patch", "pod", name["name"], "-n", name["namespace"], "--subresource=status"),
        *("--type=merge", f"--patch={json.dumps(status)}"),
    )


@dataclass(frozen=True)
class Corp:
    """The platform in such a mesh."""

    server: ApiServer
    istiod: Istiod

    def proxy(self) -> dict[str, Any]:
        """Return the ingress proxy's pod."""
        return one_pod(self.server, "kubeflow", "istio=ingressgateway")

    def told(self) -> Told:
        """Return what istiod tells the ingress proxy."""
        domain = CONFIG.cluster_domain
        return told_to(self.istiod, self.proxy(), kind="router", domain=domain)


@pytest.fixture(scope="module")
def corp(tmp_path_factory) -> Iterator[Corp]:
    """Provide an istiod as its values say, with what our overlay has for it."""
    platform = Platform(environments=(Environment("corp", CONFIG),))
    units = synthesize(platform).environments["corp"]
    ours = [
        obj
        for objects in units.values()
        for obj in objects
        if obj["kind"] in MESHS or obj["metadata"]["name"] in RUNNING
        if obj["kind"] in (*MESHS, "Deployment")
    ]
    with running_api_server(tmp_path_factory.mktemp("corp")) as server:
        server.define(platform_kinds(without="argocd"))
        server.apply([new_namespace(MESH.policies_namespace)])
        server.apply(obj for obj in ours if obj["kind"] == "Namespace")
        server.apply([*(obj for obj in ours if obj["kind"] != "Namespace"), *THEIRS])
        for number, obj in enumerate(ours):
            if obj["kind"] == "Deployment":
                run_pod(server, obj, f"10.9.0.{number}")
        with running_istiod(server, config=CONFIG) as istiod:
            yield Corp(server, istiod)


@pytest.fixture(scope="module")
def dump(corp) -> dict[str, Any]:
    """Return istiod's word to ztunnel, once it knows the dashboard's pod."""

    def known() -> bool:
        workloads = corp.istiod.ambient()["workloads"] or ()
        return any(each["workloadName"] == DASHBOARD for each in workloads)

    wait_for(known, "istiod's word about the dashboard")
    return corp.istiod.ambient()


def admitted(dump: dict[str, Any], principal: str) -> bool:
    """Return whether the dashboard takes a connection of someone's."""
    [workload] = [each for each in dump["workloads"] if each["workloadName"] == DASHBOARD]
    return admits(policies_of(dump, workload), Connection(8082, principal))


def test_ztunnel_lets_in_the_ingress_proxy_by_the_meshs_trust_domain(dump):
    assert admitted(dump, f"corp.example/{INGRESS}")


def test_ztunnel_lets_in_nobody_of_the_usual_trust_domain(dump):
    assert not admitted(dump, f"cluster.local/{INGRESS}")


def test_ztunnel_gets_the_usual_trust_domain_as_it_is_written(dump):
    [policy] = [each for each in dump["policies"] if each["name"] == "usual"]

    assert USUAL in str(policy)


@pytest.fixture(scope="module")
def told(corp) -> Told:
    """Return what istiod tells the ingress proxy, once it knows the dashboard's route."""
    host = f"outbound|80||{DASHBOARD}.kubeflow.svc.k8s.corp.example"
    return once(lambda told: host in called(told.routes), corp.told, "the dashboard's route")


def test_the_ingress_proxy_takes_peers_of_the_meshs_trust_domain_alone(told):
    assert set(re.findall(r"spiffe://[^/']+", str(told))) == {"spiffe://corp.example"}


def test_the_ingress_proxy_says_which_cluster_it_is_of_as_istiod_does(corp):
    assert said_of(corp.proxy())["CLUSTER_ID"] == MESH.cluster_id


def test_every_route_of_ours_leads_to_a_service_that_istiod_knows(told):
    known = {cluster["name"] for cluster in told.clusters}

    assert called(told.routes) - known == {f"outbound|80||{COMPILED_IN}"}


def deployments(corp: Corp, namespace: str) -> set[str]:
    found = corp.server.read(f"/apis/apps/v1/namespaces/{namespace}/deployments")["items"]
    return {each["metadata"]["name"] for each in found}


def test_the_revision_makes_our_waypoint(corp):
    assert settled(lambda: WAYPOINT in deployments(corp, "kubeflow"), wanted=True)


def test_the_revision_makes_no_waypoint_that_does_not_ask_for_it(corp):
    wait_for(lambda: deployments(corp, "team"), "a waypoint of the revision's")

    assert deployments(corp, "team") == {"canarys"}


def test_the_policy_that_closes_waypoints_is_taken_in_the_root_namespace(corp):
    said = corp.istiod.conditions("authorizationpolicy", WAYPOINTS, MESH.policies_namespace)

    assert said["WaypointAccepted"]["status"] == "True"
