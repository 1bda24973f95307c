"""The library decides every request of the table as the table says.

Real servers decide the same requests in tests/cluster, where they are compared with the
library: test_entry.py, test_waypoint.py, test_kubeflow_waypoint.py and test_requests.py.
"""

import pytest

from constructs_lib.config import PROFILES
from constructs_lib.reach.hop import AtPod, Caller
from constructs_lib.reach.network import Pod
from constructs_lib.reach.request import Request
from constructs_lib.reach.walk import walk
from tests.cluster import test_entry, test_kubeflow_waypoint, test_waypoint
from tests.cluster.calls import MORE
from tests.cluster.explained import (
    at_edge,
    at_kubeflow_waypoint,
    at_pods,
    at_waypoint,
    entered,
    refused_as,
    world,
)
from tests.cluster.table import ROWS

pytestmark = pytest.mark.slow

GATEWAY = {"gateway.networking.k8s.io/gateway-name": "default-gateway"}
STRANGER = Caller(name="a stranger", pod=Pod("elsewhere", {"app": "stranger"}))
KGATEWAY = Caller(name="kgateway", pod=Pod("default", GATEWAY))
STEP = Caller(name="a step", pod=Pod("alice", {"app": "step"}, PROFILES))
ALLOWED = {row.number for row in ROWS if row.allowed}
AT_ZTUNNEL = [
    (row.call, row.allowed)
    for row in ROWS
    if row.point == "ztunnel" and row.environment == "default"
]


@pytest.mark.parametrize("case", test_entry.CASES, ids=str)
def test_requests_at_the_gateway(case):
    journey = at_edge(case)

    if case.refused:
        assert refused_as(journey, case.refused)
    else:
        assert journey.allowed
        assert entered(journey) == (case.reaches, case.user)


@pytest.mark.parametrize("case", [c for c in test_entry.CASES if c.withheld], ids=str)
def test_what_is_withheld_is_in_no_header_but_the_users(case):
    headers = at_edge(case).hops[-1].headers

    told = [name for name, value in headers.items() if case.withheld in value]
    assert set(told) <= test_entry.OF_THE_USER


@pytest.mark.parametrize("case", [c for c in test_entry.CASES if c.cookie], ids=str)
def test_other_cookies_stay_byte_for_byte(case):
    assert at_edge(case).hops[-1].headers["cookie"] == case.cookie


@pytest.mark.parametrize("case", test_waypoint.CASES, ids=str)
def test_requests_at_a_profiles_waypoint(case):
    assert at_waypoint(case).allowed is (case.number in ALLOWED)


@pytest.mark.parametrize("case", test_kubeflow_waypoint.CASES, ids=str)
def test_requests_at_the_waypoint_of_pipelines(case):
    assert at_kubeflow_waypoint(case).allowed is (case.number in ALLOWED)


@pytest.mark.parametrize(
    ("caller", "port", "passes"),
    [
        (STRANGER, 8080, False),
        (KGATEWAY, 8080, True),
        (STEP, 8080, True),
        (STEP, 15020, False),
    ],
    ids=["16", "86", "a profile's pod", "another port"],
)
def test_connections_to_the_ingress_proxy(caller, port, passes):
    (proxy,) = (each for each in world().servers if each.name == "istio-ingressgateway")
    hops = walk(world(), caller, AtPod(server=proxy, port=port), Request()).hops

    assert [hop.passes for hop in hops if hop.at == "network"] == [passes]


@pytest.mark.parametrize(("call", "allowed"), [*AT_ZTUNNEL, *MORE], ids=str)
def test_connections_at_ztunnel(call, allowed):
    assert at_pods(call) == {allowed}
