"""Requests to Pipelines come by the platform's own waypoint; what becomes of them comes out.

A real Envoy runs what istiod tells that waypoint. Behind it ztunnel decides once more, about
the waypoint's own identity.
"""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

import pytest

from .backends import backends
from .enforced import by_filters, by_ztunnel
from .entry import once
from .grpc_backend import grpc_backend
from .hbone import Tunnel, authority
from .processes import wait_for
from .proxies import one_pod, told_to
from .table import AT_KUBEFLOWS_WAYPOINT, GATEWAY, ROWS, TEAM
from .tenants import chain_of
from .waypoint import chains, destinations, waypoint
from .xds import Told
from .ztunnel import Connection, admits, policies_of, principal

NAME: Final = "kubeflow-waypoint"
API: Final = ("ml-pipeline", 8888)
GRPC: Final = ("ml-pipeline", 8887)
PAGES: Final = ("ml-pipeline-ui", 80)
USER: Final = {"kubeflow-userid": "alice"}
TOKEN: Final = {"authorization": "Bearer of.an.account"}


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
        """Read as the table's sentence."""
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


@pytest.fixture(scope="module")
def told(cluster, istiod, deployed) -> Told:
    """Give what istiod tells the waypoint, once it runs and knows the Services behind it."""
    label = f"gateway.networking.k8s.io/gateway-name={NAME}"
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(label)}"

    def runs() -> bool:
        return any(pod["status"].get("podIP") for pod in cluster.read(path)["items"])

    wait_for(runs, "the pod that istiod makes of the waypoint")

    def read() -> Told:
        return told_to(istiod, one_pod(cluster, "kubeflow", label), kind="waypoint")

    def knows(told: Told) -> bool:
        return {chain(API), chain(GRPC), chain(PAGES)} <= chains(told).keys()

    return once(knows, read, "what the waypoint of Pipelines is told")


@pytest.fixture(scope="module")
def tunnel(told, tmp_path_factory) -> Iterator[Tunnel]:
    """Give a tunnel to the waypoint, which runs before backends that say who they are."""
    folder = tmp_path_factory.mktemp("kubeflow-waypoint")
    with (
        backends(destinations(told) - {chain(GRPC)}) as served,
        grpc_backend(chain(GRPC), folder=folder / "grpc") as grpc,
        ExitStack() as running,
    ):
        yield running.enter_context(
            waypoint(
                told,
                {name: each.port for name, each in served.items()} | {chain(GRPC): grpc},
                identity=f"spiffe://{principal(f'kubeflow/{NAME}')}",
                authority=authority(folder / "mesh"),
                folder=folder / "envoy",
            )
        )


def address(deployed, service: str) -> str:
    """Return a Service's address."""
    (found,) = (
        each
        for each in deployed.dump["services"]
        if (each["name"], each["namespace"]) == (service, "kubeflow")
    )
    (only,) = found["addresses"]
    return b64decode(only["address"]).decode()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_waypoint_decides(tunnel, told, deployed, case):
    service, port = case.to
    answer = tunnel.send(
        "POST",
        "/api/call",
        case.headers,
        caller=f"spiffe://{principal(case.caller)}",
        to=f"{address(deployed, service)}:{port}",
        grpc=case.to == GRPC,
    )
    refused = answer.status == 403 or answer.headers.get("grpc-status") == "7"

    assert refused is (case.number not in ALLOWED), by_filters(chains(told)[chain(case.to)])


@pytest.mark.parametrize(
    ("app", "port"), [("ml-pipeline", 8888), ("ml-pipeline", 8887), ("ml-pipeline-ui", 3000)]
)
def test_behind_it_a_pod_takes_what_the_waypoint_lets_through(deployed, app, port):
    (workload,) = deployed.workloads(("app", app))
    connection = Connection(port, principal(f"kubeflow/{NAME}"))

    assert admits(policies_of(deployed.dump, workload), connection), by_ztunnel(
        deployed.dump, workload
    )


def test_no_other_service_is_behind_it(told):
    known = {name.split("|")[3].partition(".")[0] for name in chains(told) if "|" in name}

    assert known == {"ml-pipeline", "ml-pipeline-ui"}


def test_every_row_of_the_platforms_waypoint_is_asked():
    assert {case.number for case in CASES} == AT_KUBEFLOWS_WAYPOINT
