"""Requests of the table are decided by the servers that decide them in a cluster."""

import pytest

from constructs_lib.config import PROFILES
from constructs_lib.reach.network import Pod, lets_through

from .calls import MORE, decisions, words
from .explained import at_pods
from .output import overlay
from .rows.row import Row
from .rows.serving import HOST_ROWS, MODEL_ROWS
from .rows.spark import SPARK_ROWS
from .rows.trainer import TRAINER_ROWS
from .table import ROWS

INGRESS = Pod("kubeflow", {"app": "istio-ingressgateway", "istio": "ingressgateway"})
KGATEWAY = Pod("default", {"gateway.networking.k8s.io/gateway-name": "default-gateway"})
STRANGER = Pod("elsewhere", {"app": "stranger"})

# Asked where somebody reads metrics: test_monitoring.py.
MONITORED = {row.number for row in ROWS if row.environment == "monitored"}
AT_ZTUNNEL = [
    row
    for row in ROWS
    if row.point == "ztunnel" and not row.waits_for and row.number not in MONITORED
]
# Rows that a real Envoy decides: the gateway's in test_entry.py, a waypoint's in
# test_waypoint.py; the guard's in test_page_guard.py.
AT_THE_GUARD = {row.number for row in ROWS if row.point == "guard"}
AT_ENVOY = {row.number for row in ROWS if row.point in ("gateway", "waypoint")}
# Asked of the API server itself, in test_identity_guard.py and test_tenant_guard.py.
AT_THE_API_SERVER = {82, 83, 84}
AT_THE_NETWORK = {16: STRANGER, 86: KGATEWAY}
# A row of its own: a profile reaches the waypoint of Pipelines.
TO_THE_WAYPOINT = 85

IN_PROFILES = [row for row in AT_ZTUNNEL if row.call and row.call.namespace != "kubeflow"]
IN_KUBEFLOW = [row for row in AT_ZTUNNEL if row not in IN_PROFILES]


@pytest.mark.parametrize("row", IN_KUBEFLOW, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(deployed, row: Row):
    assert row.call is not None
    assert decisions(deployed, row.call) == {row.allowed}, words(deployed, row.call)


@pytest.mark.parametrize(("call", "allowed"), MORE, ids=str)
def test_ztunnel_decides_about_calls_that_the_table_leaves_out(deployed, call, allowed):
    assert decisions(deployed, call) == {allowed}, words(deployed, call)


@pytest.mark.parametrize("row", IN_PROFILES, ids=str)
def test_ztunnel_decides_about_pods_of_profiles(tenants, row: Row):
    assert row.call is not None
    running = tenants.running
    assert decisions(running, row.call) == {row.allowed}, words(running, row.call)


@pytest.mark.parametrize("row", IN_KUBEFLOW, ids=str)
def test_explain_decides_by_the_objects_as_by_what_istiod_tells(deployed, row: Row):
    assert row.call is not None
    assert at_pods(row.call) == decisions(deployed, row.call)


@pytest.mark.parametrize(("call", "allowed"), MORE, ids=str)
def test_explain_decides_alike_about_what_the_table_leaves_out(deployed, call, allowed):
    assert at_pods(call) == decisions(deployed, call)


@pytest.mark.parametrize("row", IN_PROFILES, ids=str)
def test_explain_decides_alike_about_pods_of_profiles(tenants, row: Row):
    assert row.call is not None
    assert at_pods(row.call) == decisions(tenants.running, row.call)


@pytest.mark.parametrize("number", AT_THE_NETWORK)
def test_network_policies_decide_who_reaches_the_ingress_proxy(number):
    row = next(row for row in ROWS if row.number == number)
    policies = [obj for obj in overlay() if obj["kind"] == "NetworkPolicy"]

    assert lets_through(policies, AT_THE_NETWORK[number], INGRESS, 8080) is row.allowed


@pytest.mark.parametrize(
    ("caller", "port", "comes_in"),
    [
        (Pod("alice", {"app": "step"}, PROFILES), 15008, True),
        (Pod("alice", {"app": "step"}, PROFILES), 15021, False),
        (STRANGER, 15008, False),
    ],
    ids=["a profile's pod", "another port", "a pod of no profile"],
)
def test_network_policies_decide_who_reaches_the_waypoint_of_pipelines(caller, port, comes_in):
    policies = [obj for obj in overlay() if obj["kind"] == "NetworkPolicy"]
    waypoint = Pod("kubeflow", {"gateway.networking.k8s.io/gateway-name": "kubeflow-waypoint"})

    assert lets_through(policies, caller, waypoint, port) is comes_in


def test_the_table_numbers_each_row_once():
    others = (*MODEL_ROWS, *HOST_ROWS, *SPARK_ROWS, *TRAINER_ROWS)
    numbers = sorted(row.number for row in (*ROWS, *others))

    assert sorted(set(numbers)) == numbers


def test_every_row_is_decided_or_waits_for_something_or_nobody_decides_it():
    open_rows = [
        str(row)
        for row in ROWS
        if not row.waits_for
        and row not in AT_ZTUNNEL
        and row.number not in {*AT_THE_NETWORK, TO_THE_WAYPOINT, *AT_THE_API_SERVER, *AT_ENVOY}
        and row.number not in AT_THE_GUARD | MONITORED
        and row.point != "nobody"
    ]

    assert open_rows == []
