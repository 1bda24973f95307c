"""The table's requests, each decided where a cluster would decide it."""

import pytest

from constructs_lib.components.network_policies import PROFILES

from .deployed import Deployed
from .enforced import by_ztunnel
from .network_policies import Pod, lets_through
from .output import overlay
from .table import GATEWAY, ROWS, TEAM, Call, Row
from .ztunnel import Connection, admits, policies_of, principal

INGRESS = Pod("kubeflow", {"app": "istio-ingressgateway", "istio": "ingressgateway"})
KGATEWAY = Pod("default", {"gateway.networking.k8s.io/gateway-name": "default-gateway"})
STRANGER = Pod("elsewhere", {"app": "stranger"})

AT_ZTUNNEL = [row for row in ROWS if row.point == "ztunnel" and not row.waits_for]
# Rows that a real Envoy decides: the gateway's in test_entry.py, a waypoint's in
# test_waypoint.py.
AT_ENVOY = {row.number for row in ROWS if row.point in ("gateway", "waypoint")}
# Rows 83 and 84 are asked of the API server itself, in test_identity_guard.py.
AT_THE_API_SERVER = {83, 84}
AT_THE_NETWORK = {16: STRANGER, 86: KGATEWAY}
# A row of its own: a profile reaches the waypoint of Pipelines.
TO_THE_WAYPOINT = 85

KATIB = "katib.kubeflow.org/component"
TRAINING = ("control-plane", "kubeflow-training-operator")
# What the table leaves out: calls to Katib and the training operator, and whether they pass.
MORE = (
    (Call((KATIB, "ui"), 8080, GATEWAY), True),
    (Call((KATIB, "ui"), 8080, TEAM), False),
    (Call((KATIB, "ui"), 8080, None), False),
    (Call((KATIB, "db-manager"), 6789, "kubeflow/katib-ui"), True),
    (Call((KATIB, "db-manager"), 8080, TEAM), False),
    (Call((KATIB, "mysql"), 3306, "kubeflow/default"), False),
    (Call((KATIB, "mysql"), 3306, "kubeflow/katib-ui"), False),
    (Call((KATIB, "mysql"), 33060, "kubeflow/katib-db-manager"), False),
    (Call((KATIB, "controller"), 18080, TEAM), False),
    (Call(TRAINING, 9443, None), True),
    (Call(TRAINING, 8080, TEAM), False),
)


IN_PROFILES = [row for row in AT_ZTUNNEL if row.call and row.call.namespace != "kubeflow"]
IN_KUBEFLOW = [row for row in AT_ZTUNNEL if row not in IN_PROFILES]


@pytest.mark.parametrize("row", IN_KUBEFLOW, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(deployed, row: Row):
    assert row.call is not None
    assert decisions(deployed, row.call) == {row.allowed}, words(deployed, row.call)


@pytest.mark.parametrize(("call", "allowed"), MORE, ids=str)
def test_ztunnel_decides_about_katib_and_training_jobs(deployed, call, allowed):
    assert decisions(deployed, call) == {allowed}, words(deployed, call)


@pytest.mark.parametrize("row", IN_PROFILES, ids=str)
def test_ztunnel_decides_about_pods_of_profiles(tenants, row: Row):
    assert row.call is not None
    running = tenants.running
    assert decisions(running, row.call) == {row.allowed}, words(running, row.call)


def decisions(running: Deployed, call: Call) -> set[bool]:
    """Return whether the pods that a call names take its connection."""
    connection = Connection(call.port, principal(call.caller))
    return {
        admits(policies_of(running.dump, workload), connection)
        for workload in running.workloads(call.pods, call.namespace)
    }


def words(running: Deployed, call: Call) -> str:
    """Say what ztunnel goes by at the pods that a call names."""
    return "\n".join(
        f"{workload['name']}: {'; '.join(by_ztunnel(running.dump, workload))}"
        for workload in running.workloads(call.pods, call.namespace)
    )


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


def test_the_table_numbers_its_rows_without_a_gap():
    assert [row.number for row in ROWS] == list(range(1, 87))


def test_every_row_is_decided_or_waits_for_something_or_nobody_decides_it():
    open_rows = [
        str(row)
        for row in ROWS
        if not row.waits_for
        and row not in AT_ZTUNNEL
        and row.number not in {*AT_THE_NETWORK, TO_THE_WAYPOINT, *AT_THE_API_SERVER, *AT_ENVOY}
        and row.point != "nobody"
    ]

    assert open_rows == []
