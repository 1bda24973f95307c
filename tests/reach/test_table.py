"""The library decides every request of the table as the table says.

Real servers decide the same requests in tests/cluster, where they are compared with the
library: test_entry.py, test_waypoint.py, test_kubeflow_waypoint.py and test_requests.py.
"""

import pytest

from tests.cluster import test_entry, test_kubeflow_waypoint, test_waypoint
from tests.cluster.calls import MORE
from tests.cluster.explained import (
    at_edge,
    at_kubeflow_waypoint,
    at_pods,
    at_waypoint,
    entered,
    refused_as,
)
from tests.cluster.table import ROWS

pytestmark = pytest.mark.slow

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


@pytest.mark.parametrize(("call", "allowed"), [*AT_ZTUNNEL, *MORE], ids=str)
def test_connections_at_ztunnel(call, allowed):
    assert at_pods(call) == {allowed}
