"""The table's requests, each decided where a cluster would decide it."""

import pytest

from .network_policies import Pod, lets_through
from .output import overlay
from .table import GATEWAY, ROWS, TEAM, Call, Row
from .ztunnel import Connection, admits, policies_of

INGRESS = Pod("kubeflow", {"app": "istio-ingressgateway", "istio": "ingressgateway"})
KGATEWAY = Pod("default", {"gateway.networking.k8s.io/gateway-name": "default-gateway"})
STRANGER = Pod("elsewhere", {"app": "stranger"})

AT_ZTUNNEL = [row for row in ROWS if row.point == "ztunnel" and not row.waits_for]
# Rows that a real Envoy decides, in test_entry.py.
AT_ENVOY = {*range(1, 8), *range(10, 16)}
# Rows 83 and 84 are asked of the API server itself, in test_identity_guard.py.
AT_THE_API_SERVER = {83, 84}
AT_THE_NETWORK = {16: STRANGER, 86: KGATEWAY}

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


@pytest.mark.parametrize("row", AT_ZTUNNEL, ids=str)
def test_ztunnel_decides_by_what_istiod_tells_it(deployed, row: Row):
    assert row.call is not None
    assert decisions(deployed, row.call) == {row.allowed}


@pytest.mark.parametrize(("call", "allowed"), MORE, ids=str)
def test_ztunnel_decides_about_katib_and_training_jobs(deployed, call, allowed):
    assert decisions(deployed, call) == {allowed}


@pytest.mark.parametrize("number", AT_THE_NETWORK)
def test_network_policies_decide_who_reaches_the_ingress_proxy(number):
    row = next(row for row in ROWS if row.number == number)
    policies = [obj for obj in overlay() if obj["kind"] == "NetworkPolicy"]

    assert lets_through(policies, AT_THE_NETWORK[number], INGRESS, 8080) is row.allowed


def test_the_table_numbers_its_rows_without_a_gap():
    assert [row.number for row in ROWS] == list(range(1, 87))


def test_every_row_is_decided_or_waits_for_something_or_nobody_decides_it():
    open_rows = [
        str(row)
        for row in ROWS
        if not row.waits_for
        and row not in AT_ZTUNNEL
        and row.number not in {*AT_THE_NETWORK, *AT_THE_API_SERVER, *AT_ENVOY}
        and row.point != "nobody"
    ]

    assert open_rows == []


def decisions(deployed, call: Call) -> set[bool]:
    """Return what is decided about a call at each of the pods that it is meant for."""
    connection = Connection(call.port, principal(call.caller))
    return {
        admits(policies_of(deployed.dump, workload), connection)
        for workload in deployed.workloads(call.pods)
    }


def principal(caller: str | None) -> str | None:
    """Return a mesh identity of `namespace/account`."""
    if caller is None:
        return None
    namespace, account = caller.split("/")
    return f"cluster.local/ns/{namespace}/sa/{account}"
