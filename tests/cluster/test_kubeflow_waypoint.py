"""Requests to Pipelines through the platform's waypoint are decided as the table defines.

A real Envoy runs what istiod tells that waypoint. Behind it ztunnel decides once more, about
the waypoint's own identity.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import pytest

from constructs_lib.reach.ztunnel import Connection, admits, policies_of, principal

from .backends import backends
from .enforced import by_filters, by_ztunnel
from .entry import once
from .explained import at_kubeflow_waypoint
from .grpc_backend import grpc_backend
from .hbone import Tunnel, authority
from .output import added, named
from .processes import wait_for
from .proxies import one_pod, told_to
from .rows.pipelines import AT_KUBEFLOWS_WAYPOINT
from .rows.row import GATEWAY, TEAM
from .table import ROWS
from .tenants import chain_of
from .turned_off import turned_off
from .waypoint import chains, destinations, waypoint
from .xds import Told

NAME: Final = "kubeflow-waypoint"
API: Final = ("ml-pipeline", 8888)
GRPC: Final = ("ml-pipeline", 8887)
PAGES: Final = ("ml-pipeline-ui", 80)
FORGOTTEN: Final = ("forgotten", 80)
USER: Final = {"kubeflow-userid": "alice"}
TOKEN: Final = {"authorization": "Bearer of.an.account"}
LABEL: Final = f"gateway.networking.k8s.io/gateway-name={NAME}"

# A Service that someone enrols and writes no policy for.
ENROLLED: Final = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {
        "name": FORGOTTEN[0],
        "namespace": "kubeflow",
        "labels": {"istio.io/use-waypoint": NAME},
    },
    "spec": {
        "selector": {"app": "ml-pipeline-ui"},
        "ports": [{"name": "http", "port": FORGOTTEN[1], "targetPort": 3000}],
    },
}


def chain(service: tuple[str, int]) -> str:
    return chain_of(service[0], "kubeflow", service[1])


@dataclass(frozen=True)
class Case:
    """A request of the table to a Service of Pipelines: who sends it, with which headers."""

    number: int
    caller: str
    to: tuple[str, int]
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the table's sentence."""
        (row,) = (row for row in ROWS if row.number == self.number)
        return f"{row}, by {self.caller} with {', '.join(self.headers) or 'no header'}"


CASES: Final = (
    Case(30, TEAM, API),
    Case(30, "alice/default", API, TOKEN),
    Case(31, TEAM, API, USER),
    Case(31, TEAM, API, {"KUBEFLOW-USERID": "alice"}),
    Case(31, TEAM, API, {"kubeflow-userid": ""}),
    Case(31, TEAM, GRPC, USER),
    Case(31, GATEWAY, API, USER),
    Case(32, TEAM, GRPC),
    Case(33, "kubeflow/ml-pipeline-ui", API, USER),
    Case(34, "kubeflow/ml-pipeline-persistenceagent", GRPC, USER),
    Case(39, TEAM, PAGES, TOKEN),
    Case(40, TEAM, PAGES),
    Case(41, TEAM, PAGES, TOKEN | USER),
    Case(41, "kubeflow/default", PAGES, USER),
)
ALLOWED: Final = {row.number for row in ROWS if row.allowed}
# Of no row: the table knows no Service that no one has written a policy for.
UNKNOWN: Final = Case(0, TEAM, FORGOTTEN)


def read(cluster, istiod) -> Told:
    """Return what istiod tells the waypoint now."""
    return told_to(istiod, one_pod(cluster, "kubeflow", LABEL), kind="waypoint")


@pytest.fixture(scope="module")
def told(cluster, istiod, deployed) -> Iterator[Told]:
    """Provide istiod's configuration of the waypoint with the Services behind it."""
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(LABEL)}"
    wanted = {chain(service) for service in (API, GRPC, PAGES, FORGOTTEN)}

    def runs() -> bool:
        return any(pod["status"].get("podIP") for pod in cluster.read(path)["items"])

    def knows(told: Told) -> bool:
        return wanted <= chains(told).keys()

    cluster.apply([ENROLLED])
    wait_for(runs, "the pod that istiod makes of the waypoint")
    yield once(knows, lambda: read(cluster, istiod), "what the waypoint of Pipelines is told")
    cluster.kubectl("delete", "service", FORGOTTEN[0], "-n", "kubeflow")


Start = Callable[[Told], AbstractContextManager[Tunnel]]


@pytest.fixture(scope="module")
def start(told, tmp_path_factory) -> Iterator[Start]:
    """Return a function that runs a waypoint before backends that say who they are."""
    folder = tmp_path_factory.mktemp("kubeflow-waypoint")
    mesh = authority(folder / "mesh")
    with (
        backends(destinations(told) - {chain(GRPC)}) as served,
        grpc_backend(chain(GRPC), folder=folder / "grpc") as grpc,
    ):
        ports = {name: each.port for name, each in served.items()} | {chain(GRPC): grpc}
        identity = f"spiffe://{principal(f'kubeflow/{NAME}')}"
        yield lambda told: waypoint(
            told,
            ports,
            identity=identity,
            authority=mesh,
            folder=tmp_path_factory.mktemp("envoy"),
        )


@pytest.fixture(scope="module")
def tunnel(start, told) -> Iterator[Tunnel]:
    """Provide a tunnel to the waypoint as the default environment has it."""
    with start(told) as opened:
        yield opened


Refuses = Callable[[Tunnel, Case], bool]


@pytest.fixture
def refuses(cluster) -> Refuses:
    """Return a function that tells whether a waypoint refuses a request."""

    def asked(tunnel: Tunnel, case: Case) -> bool:
        service, port = case.to
        path = f"/api/v1/namespaces/kubeflow/services/{service}"
        answer = tunnel.send(
            "POST",
            "/api/call",
            case.headers,
            caller=f"spiffe://{principal(case.caller)}",
            to=f"{cluster.read(path)['spec']['clusterIP']}:{port}",
            grpc=case.to == GRPC,
        )
        code = answer.headers.get("grpc-status", "0")
        decided = (answer.status, code)
        assert decided in {(200, "0"), (200, "7"), (403, "0")}, answer
        return decided != (200, "0")

    return asked


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_waypoint_decides(tunnel, told, refuses, case):
    allowed = case.number in ALLOWED

    assert refuses(tunnel, case) is not allowed, by_filters(chains(told)[chain(case.to)])


@pytest.mark.parametrize("case", CASES, ids=str)
def test_explain_decides_as_the_waypoint_does(tunnel, refuses, case):
    assert at_kubeflow_waypoint(case).allowed is not refuses(tunnel, case)


def test_the_waypoint_refuses_calls_to_a_service_that_no_policy_is_about(tunnel, refuses):
    assert refuses(tunnel, UNKNOWN)


@pytest.mark.parametrize(
    "obj",
    [obj for obj in added("AuthorizationPolicy") if "targetRefs" in obj["spec"]],
    ids=named,
)
def test_without_it_the_waypoint_decides_otherwise(cluster, istiod, start, refuses, obj):
    def refusers() -> dict[str, list[str]]:
        told = read(cluster, istiod)
        return {name: by_filters(filters) for name, filters in chains(told).items()}

    with turned_off(cluster, obj, refusers):
        told = read(cluster, istiod)
    with start(told) as tunnel:
        otherwise = [
            case
            for case in (*CASES, UNKNOWN)
            if refuses(tunnel, case) is (case.number in ALLOWED)
        ]

    assert otherwise != []


@pytest.mark.parametrize(
    ("app", "port"),
    [("ml-pipeline", 8888), ("ml-pipeline", 8887), ("ml-pipeline-ui-guard", 8080)],
)
def test_behind_it_a_pod_takes_what_the_waypoint_lets_through(deployed, app, port):
    (workload,) = deployed.workloads(("app", app))
    connection = Connection(port, principal(f"kubeflow/{NAME}"))

    assert admits(policies_of(deployed.dump, workload), connection), by_ztunnel(
        deployed.dump, workload
    )


def test_no_other_service_is_behind_it(told):
    known = {name.split("|")[3].partition(".")[0] for name in chains(told) if "|" in name}

    assert known == {"ml-pipeline", "ml-pipeline-ui", FORGOTTEN[0]}


def test_every_row_of_the_platforms_waypoint_is_asked():
    assert {case.number for case in CASES} == AT_KUBEFLOWS_WAYPOINT
