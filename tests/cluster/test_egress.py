"""With guarded egress every pod reaches what it calls, and nothing else.

The policies are asked through a model (network_policies.py): no network plugin runs here.
"""

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any, Final

import pytest

from constructs_lib import ApiServer, Config, Environment, Hardening, Platform
from constructs_lib.config import PROFILES
from constructs_lib.platform import synthesize
from constructs_lib.reach.network import Pod, lets_out
from constructs_lib.review.graph import graph_of

from .api_server import new_namespace
from .calls import MORE
from .client import connected
from .rows.row import TEAM, Call
from .table import ROWS

Object = dict[str, Any]

# The port on which ztunnel and waypoints take what the mesh brings.
MESH: Final = 15008
API_SERVER: Final = Pod("", address="10.0.0.1")
DNS: Final = Pod("kube-system", {"k8s-app": "kube-dns"})
NODE_DNS: Final = Pod("", address="169.254.20.10")
ISTIOD: Final = Pod("istio-system", {"app": "istiod"})
PROFILE: Final = Pod("alice", {"gateway.networking.k8s.io/gateway-name": "waypoint"}, PROFILES)
GATEWAY: Final = "istio-ingressgateway"
WAYPOINT: Final = "kubeflow-waypoint"

# What no policy of the mesh names, since profiles may call it too: by whom of the platform.
OPEN_TO_THE_MESH: Final = (
    ("katib-controller", "katib-db-manager"),
    ("katib-ui", "katib-db-manager"),
    ("metadata-envoy-deployment", "metadata-grpc-deployment"),
    ("metadata-writer", "metadata-grpc-deployment"),
    ("ml-pipeline", "minio"),
)
# Who asks pods in profiles: pages and their servers, culling, and Katib its suggestions.
INTO_PROFILES: Final = (
    GATEWAY,
    "katib-controller",
    "ml-pipeline",
    "ml-pipeline-ui",
    "notebook-controller-deployment",
)
NOT_NAMED: Final = (
    ("an address outside", Pod("", address="203.0.113.9"), 443),
    ("the cloud's metadata", Pod("", address="169.254.169.254"), 80),
    ("another team's pod", Pod("elsewhere", {"app": "web"}), MESH),
    ("the API server's other ports", API_SERVER, 10250),
    ("a pod that asks for DNS itself", Pod("kube-system", {"app": "metrics-server"}), 53),
)
TOKENLESS: Final = frozenset(
    {
        GATEWAY,
        "katib-db-manager",
        "katib-mysql",
        "kubeflow-pipelines-profile-controller",
        WAYPOINT,
        "metadata-envoy-deployment",
        "metadata-grpc-deployment",
        "minio",
        "ml-pipeline-visualizationserver",
        "mysql",
        "oauth2-proxy",
        "profile-waypoints",
    }
)


@cache
def guarded() -> dict[str, list[Object]]:
    hardening = Hardening(
        egress="guarded",
        api_server=ApiServer(addresses=("10.0.0.1/32",)),
        node_dns=("169.254.20.10",),
    )
    config = replace(Config(), hardening=hardening)
    platform = Platform(environments=(Environment("guarded", config),))
    return dict(synthesize(platform).environments["guarded"])


def policies() -> list[Object]:
    return [
        obj for objs in guarded().values() for obj in objs if obj["kind"] == "NetworkPolicy"
    ]


@cache
def pods() -> dict[str, Pod]:
    """Return a pod of every workload, by the workload's name, and of the waypoint."""
    found = {
        obj["metadata"]["name"]: Pod(
            obj["metadata"]["namespace"], obj["spec"]["template"]["metadata"]["labels"]
        )
        for objects in guarded().values()
        for obj in objects
        if obj["kind"] in ("Deployment", "StatefulSet", "Job")
    }
    labels = {"gateway.networking.k8s.io/gateway-name": WAYPOINT}
    return {**found, WAYPOINT: Pod("kubeflow", labels)}


@cache
def accounts() -> dict[str, list[str]]:
    """Return the workloads that run as a service account."""
    found: dict[str, list[str]] = {f"kubeflow/{WAYPOINT}": [WAYPOINT]}
    for objects in guarded().values():
        for obj in objects:
            if obj["kind"] in ("Deployment", "StatefulSet"):
                metadata, pod = obj["metadata"], obj["spec"]["template"]["spec"]
                account = f"{metadata['namespace']}/{pod['serviceAccountName']}"
                found.setdefault(account, []).append(metadata["name"])
    return found


def passes(source: str, to: Pod, port: int, protocol: str = "TCP") -> bool:
    return lets_out(policies(), pods()[source], to, port, protocol)


def test_every_workload_has_one_policy_and_no_other_pod_has():
    selected = {
        name: sum(
            policy["metadata"]["namespace"] == pod.namespace
            and policy["spec"]["podSelector"].get("matchLabels", {}).items()
            <= dict(pod.labels).items()
            for policy in policies()
            if policy["spec"]["policyTypes"] == ["Egress"]
        )
        for name, pod in pods().items()
    }

    assert {name: count for name, count in selected.items() if count != 1} == {}


def test_every_line_of_the_picture_is_let_out():
    graph = graph_of("guarded", guarded())
    boxes = {node.key: node for node in graph.nodes}

    def names(key: str) -> list[str]:
        box = boxes[key]
        if box.kind == "waypoint":
            return [WAYPOINT]
        return [line.name for line in box.lines if line.name in pods()]

    lines = {
        pair
        for edge in graph.edges
        if edge.relation in ("open", "guarded", "call")
        for pair in product(names(edge.source), names(edge.target))
    }

    assert len(lines) > 30
    assert [(a, b) for a, b in sorted(lines) if not passes(a, pods()[b], MESH)] == []


def asked_of_the_platform() -> list[Call]:
    """Return the connections that are let in, of callers that are the platform's own."""
    of_rows = [
        (row.call, row.allowed)
        for row in ROWS
        if row.call and not row.waits_for and row.environment == "default"
    ]
    return [
        call
        for call, allowed in (*of_rows, *MORE)
        if allowed and call.caller not in {None, TEAM}
        # The picture's ingress gateway is the one that is asked in plain text.
        if call.pods != ("app", GATEWAY)
    ]


def test_every_call_of_the_table_that_comes_in_is_let_out():
    refused = [
        (name, call)
        for call in asked_of_the_platform()
        for name in accounts().get(call.caller or "", ())
        if call.pods[0] in {key for pod in pods().values() for key in pod.labels}
        if not passes(name, Pod(call.namespace, labels_of(call)), MESH)
    ]

    assert refused == []


def labels_of(call: Call) -> dict[str, str]:
    """Return all labels of the pods that a call names by one of them."""
    key, value = call.pods
    (found,) = (
        pod.labels
        for pod in pods().values()
        if pod.namespace == call.namespace and pod.labels.get(key) == value
    )
    return dict(found)


@pytest.mark.parametrize(("source", "to"), OPEN_TO_THE_MESH)
def test_what_the_whole_mesh_may_call_is_called_by_who_knows_it(source, to):
    assert passes(source, pods()[to], MESH)


@pytest.mark.parametrize("to", ["katib-db-manager", "metadata-grpc-deployment", "minio"])
def test_what_the_whole_mesh_may_call_is_called_by_nobody_else(to):
    callers = {name for name in pods() if passes(name, pods()[to], MESH)}
    # Its program writes the store's address into profiles.
    callers.discard("kubeflow-pipelines-profile-controller")

    assert callers == {source for source, called in OPEN_TO_THE_MESH if called == to}


def test_those_enter_profiles_whom_profiles_let_in():
    assert {name for name in pods() if passes(name, PROFILE, MESH)} == set(INTO_PROFILES)


def test_every_pod_asks_for_names():
    unheard = [
        name
        for name, server, protocol in product(pods(), (DNS, NODE_DNS), ("UDP", "TCP"))
        if not passes(name, server, 53, protocol)
    ]

    assert unheard == []


def test_those_with_a_token_ask_the_api_server():
    assert {name for name in pods() if not passes(name, API_SERVER, 6443)} == TOKENLESS


def test_the_proxies_alone_ask_istiod():
    assert {name for name in pods() if passes(name, ISTIOD, 15012)} == {GATEWAY, WAYPOINT}


@pytest.mark.parametrize(("what", "to", "port"), NOT_NAMED)
def test_a_call_that_nothing_names_is_refused(what, to, port):
    assert [name for name in pods() if passes(name, to, port)] == [], what


def test_a_neighbour_that_does_not_let_one_in_is_not_called():
    assert not passes("jupyter-web-app-deployment", pods()["katib-mysql"], MESH)
    assert not passes("katib-mysql", pods()["mysql"], 3306)


def test_without_any_one_of_them_a_pod_connects_anywhere():
    egress = [each for each in policies() if each["spec"]["policyTypes"] == ["Egress"]]
    _, stranger, port = NOT_NAMED[0]
    unchanged = [
        policy["metadata"]["name"]
        for policy in egress
        if not any(
            lets_out([each for each in egress if each != policy], pod, stranger, port)
            for pod in pods().values()
        )
    ]

    assert unchanged == []


def test_guarding_it_changes_no_line_of_the_picture():
    platform = Platform(environments=(Environment("guarded", Config()),))
    unguarded = synthesize(platform).environments["guarded"]

    assert graph_of("guarded", guarded()) == graph_of("guarded", unguarded)


def test_the_api_server_takes_them_as_they_are_written(api_server):
    elsewhere = [
        {**policy, "metadata": {**policy["metadata"], "namespace": "egress"}}
        for policy in policies()
        if policy["spec"]["policyTypes"] == ["Egress"]
    ]
    api_server.apply([new_namespace("egress")])

    assert api_server.apply(elsewhere) == []
    with connected(api_server) as client:
        held = [client.get(policy).body["spec"] for policy in elsewhere]
    assert held == [policy["spec"] for policy in elsewhere]
