"""Requests to a profile's Service through its waypoint are decided as the table defines.

A real Envoy runs what istiod tells the waypoint, ends real tunnels, and decides about the
caller's own identity. Behind it ztunnel decides once more, about the waypoint's.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final, Literal

import pytest

from constructs_lib.reach.ztunnel import Connection, admits, policies_of, principal

from .backends import backend, backends
from .enforced import by_ztunnel
from .entry import ASKED, DEX, HOST, sign_in
from .envoy import Envoy, Surroundings, called
from .explained import at_waypoint
from .grpc_backend import grpc_backend
from .hbone import Tunnel, authority
from .passage import passage
from .rows.callers import OF_CALLERS
from .rows.pipelines import AT_KUBEFLOWS_WAYPOINT
from .rows.row import GATEWAY, TEAM
from .table import ROWS
from .tenants import (
    ALICE,
    ARTIFACTS,
    BOB,
    FRESH,
    NOTEBOOK,
    VISUALIZATIONS,
    at_service,
    chain_of,
)
from .waypoint import destinations, waypoint

BOBS: Final = "bob/default-editor"
CULLER: Final = "kubeflow/notebook-controller-service-account"
KATIB: Final = "kubeflow/katib-controller"
PIPELINES: Final = "kubeflow/ml-pipeline"
PAGES: Final = "kubeflow/ml-pipeline-ui"
KERNELS: Final = "/notebook/alice/nb/api/kernels"

FORBIDDEN: Final = (403, "RBAC: access denied")
SUGGESTION: Final = chain_of("exp-random", ALICE, 6789)
TO_THE_NOTEBOOK: Final = "outbound|80||nb.alice.svc.cluster.local"

State = Literal["whole", "unmirrored", "without_carol"]


@dataclass(frozen=True)
class Case:
    """A request of the table to a Service of Alice's: who sends what, and in which state."""

    number: int
    caller: str
    user: str | None = None
    method: str = "GET"
    path: str = "/notebook/alice/nb/lab"
    state: State = "whole"
    to: tuple[str, int] = NOTEBOOK
    more: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Read as the table's sentence, and as who sends what."""
        (row,) = (row for row in ROWS if row.number == self.number)
        user = f" for {self.user}" if self.user else ""
        return f"{row}, {self.method} {self.path} of {self.to[0]} by {self.caller}{user}"

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers, among them the user's where there is one."""
        return {**self.more, **({"kubeflow-userid": self.user} if self.user else {})}


CASES: Final = (
    Case(57, GATEWAY, "alice"),
    Case(57, GATEWAY, "alice", "POST", KERNELS),
    Case(58, GATEWAY, "bob"),
    Case(58, GATEWAY, "alice,bob"),
    Case(58, GATEWAY, "alice2"),
    Case(59, GATEWAY, "carol"),
    Case(60, GATEWAY, "carol", state="without_carol"),
    Case(61, GATEWAY),
    Case(61, GATEWAY, path=KERNELS),
    Case(64, GATEWAY, "alice", state="unmirrored"),
    Case(65, PAGES, "alice", path="/artifacts/get", to=ARTIFACTS),
    Case(65, GATEWAY, "carol", path="/artifacts/get", to=ARTIFACTS),
    Case(66, PAGES, "bob", path="/artifacts/get", to=ARTIFACTS),
    Case(66, PAGES, path="/artifacts/get", to=ARTIFACTS),
    Case(66, BOBS, "alice", path="/artifacts/get", to=ARTIFACTS),
    Case(67, TEAM),
    Case(67, TEAM, "bob", "DELETE"),
    Case(69, BOBS, "alice"),
    Case(69, BOBS, "alice", path="/healthz/"),
    Case(69, BOBS, "alice", path="/healthz/../notebook/alice/nb/lab"),
    Case(69, BOBS, "alice", path="/healthz/%2e%2e/notebook/alice/nb/lab"),
    Case(71, BOBS, path="/healthz"),
    Case(71, BOBS, path="/metrics"),
    Case(71, GATEWAY, "bob", path="/metrics"),
    Case(72, CULLER, path=KERNELS),
    Case(73, CULLER, method="POST", path=KERNELS),
    Case(73, CULLER, path="/notebook/alice/nb/api/contents"),
    Case(73, CULLER, path=f"{KERNELS}/1"),
    Case(74, PIPELINES, method="POST", path="/", to=VISUALIZATIONS),
    Case(75, PIPELINES),
    Case(75, PIPELINES, to=ARTIFACTS),
    Case(75, "kubeflow/default", "alice"),
    Case(77, KATIB),
    Case(77, KATIB, "alice", path=KERNELS),
)
# Calls by gRPC, to a suggestion.
AT_A_SUGGESTION: Final = {76, 78}
ALLOWED: Final = {row.number for row in ROWS if row.allowed}
PASSED: Final = [case for case in CASES if case.number in ALLOWED]
REFUSED: Final = [case for case in CASES if case.number not in ALLOWED]


@pytest.fixture(scope="module")
def waypoints(tenants, tmp_path_factory) -> Iterator[dict[str, Tunnel]]:
    """Provide the waypoint of Alice's profile in each of its states, and Bob's, unguarded."""
    folder = tmp_path_factory.mktemp("waypoints")
    mesh = authority(folder / "mesh")
    states = {
        "whole": (tenants.whole, ALICE),
        "unmirrored": (tenants.unmirrored, ALICE),
        "without_carol": (tenants.without_carol, ALICE),
        "unguarded": (tenants.unguarded, BOB),
    }
    names = {name for told, _ in states.values() for name in destinations(told)}
    with (
        backends(names - {SUGGESTION}) as served,
        grpc_backend(SUGGESTION, folder=folder / "grpc") as grpc,
        ExitStack() as running,
    ):
        ports = {name: each.port for name, each in served.items()} | {SUGGESTION: grpc}
        opened = {}
        for state, (told, namespace) in states.items():
            opened[state] = running.enter_context(
                waypoint(
                    told,
                    ports,
                    identity=f"spiffe://{principal(f'{namespace}/waypoint')}",
                    authority=mesh,
                    folder=folder / state,
                )
            )
        yield opened


def send(waypoints, tenants, case: Case):
    """Return what comes of a case, by a tunnel to the Service's own address."""
    return waypoints[case.state].send(
        case.method,
        case.path,
        case.headers,
        caller=f"spiffe://{principal(case.caller)}",
        to=tenants.address(case.to[0]),
    )


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_the_waypoint_refuses_it(waypoints, tenants, case):
    answer = send(waypoints, tenants, case)

    enforced = at_service(getattr(tenants, case.state), case.to)
    assert (answer.status, answer.body) == FORBIDDEN, enforced


@pytest.mark.parametrize("case", PASSED, ids=str)
def test_the_waypoint_lets_it_through(waypoints, tenants, case):
    answer = send(waypoints, tenants, case)

    enforced = at_service(getattr(tenants, case.state), case.to)
    chain = chain_of(case.to[0], ALICE, case.to[1])
    assert (answer.status, answer.seen.get("backend")) == (200, chain), enforced


@pytest.mark.parametrize("case", CASES, ids=str)
def test_explain_decides_as_the_waypoint_does(waypoints, tenants, case):
    assert at_waypoint(case).allowed is (send(waypoints, tenants, case).status == 200)


@pytest.mark.parametrize(
    "service",
    ["nb", "exp-random", "ml-pipeline-ui-artifact", "ml-pipeline-visualizationserver"],
)
def test_istiod_puts_the_waypoint_before_a_profiles_services(tenants, service):
    told = tenants.service(service)

    assert told["waypoint"]["hostname"]["hostname"] == "waypoint.alice.svc.cluster.local"
    assert told["ingressUseWaypoint"]


@pytest.mark.parametrize(
    ("label", "name", "port"),
    [
        ("statefulset", "nb", 8888),
        ("katib.kubeflow.org/deployment", "exp-random", 6789),
        ("app", "ml-pipeline-ui-artifact", 3000),
        ("app", "ml-pipeline-visualizationserver", 8888),
    ],
)
def test_behind_its_waypoint_a_pod_takes_what_the_waypoint_lets_through(
    tenants, label, name, port
):
    (workload,) = tenants.running.workloads((label, name), ALICE)
    policies = policies_of(tenants.running.dump, workload)

    enforced = by_ztunnel(tenants.running.dump, workload)
    assert admits(policies, Connection(port, principal("alice/waypoint"))), enforced


def endpoint(tenants, namespace):
    """Return where the ingress proxy is told to send what is for a notebook."""
    name = f"outbound|80||nb.{namespace}.svc.cluster.local"
    (found,) = (each for each in tenants.proxy.endpoints if each["cluster_name"] == name)
    ((only,),) = (each["lb_endpoints"] for each in found["endpoints"])
    return only


def test_the_ingress_proxy_goes_through_the_waypoint(tenants):
    (waypoint,) = tenants.running.workloads(
        ("gateway.networking.k8s.io/gateway-name", "waypoint"), ALICE
    )
    told = endpoint(tenants, ALICE)["metadata"]["filter_metadata"]

    assert told["istio"]["workload"].split(";")[:2] == ["waypoint", "alice"]
    assert told["envoy.filters.listener.original_dst"]["local"] == tenants.address("nb")
    assert waypoint["serviceAccount"] == "waypoint"


@pytest.fixture(scope="module")
def proxy(waypoints, tenants, tmp_path_factory) -> Iterator[Envoy]:
    """Provide the ingress proxy, whose tunnel to Alice's notebook ends in her waypoint."""
    told = tenants.proxy
    with backends(called(told.routes)) as served, backend(sign_in) as login:
        ports = {name: each.port for name, each in served.items()} | {ASKED: login.port}
        with passage(
            told,
            TO_THE_NOTEBOOK,
            waypoints["whole"],
            Surroundings(ports, {DEX.name: DEX.keys}),
            identity=f"spiffe://{principal(GATEWAY)}",
            folder=tmp_path_factory.mktemp("passage"),
        ) as opened:
            yield opened


def open_notebook(proxy, user, **headers):
    """Return what comes of a user's request to Alice's notebook at the ingress proxy."""
    token = {"authorization": f"Bearer {DEX.token(user)}"}
    return proxy.send("GET", "/notebook/alice/nb/lab", token | headers, host=HOST)


@pytest.mark.parametrize("user", ["alice", "carol"])
def test_who_may_comes_through_the_ingress_proxy_to_the_notebook(proxy, user):
    answer = open_notebook(proxy, user)

    assert answer.seen["backend"] == chain_of("nb", ALICE, 80)
    assert answer.seen["headers"]["kubeflow-userid"] == user


def test_who_may_not_is_refused_behind_the_ingress_proxy(proxy):
    answer = open_notebook(proxy, "bob", **{"kubeflow-userid": "alice"})

    assert (answer.status, answer.body) == FORBIDDEN


def test_a_notebooks_websocket_goes_through_the_tunnel(proxy):
    upgrade = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGVzdHMgb2YgYSBzb2NrZXQ=",
    }

    assert open_notebook(proxy, "alice", **upgrade).status == 101


def test_without_a_waypoint_the_ingress_proxy_goes_to_the_pod_itself(tenants):
    told = endpoint(tenants, FRESH)["metadata"]["filter_metadata"]

    assert told["istio"]["workload"].split(";")[:2] == ["nb", "fresh"]
    assert "waypoint" not in told["envoy.filters.listener.original_dst"]


def test_a_headless_service_has_no_waypoint_in_its_clients_way(tenants):
    assert "addresses" not in tenants.service("train")


def test_a_waypoint_without_a_policy_is_open_to_everybody(waypoints, tenants):
    answer = waypoints["unguarded"].send(
        "GET",
        "/",
        {"kubeflow-userid": "mallory"},
        caller=f"spiffe://{principal(GATEWAY)}",
        to=tenants.address("nb", BOB),
    )

    assert answer.seen["backend"] == chain_of("nb", BOB, 80), at_service(
        tenants.unguarded, namespace=BOB
    )


def test_who_has_no_certificate_of_the_mesh_has_no_tunnel(waypoints, tenants, tmp_path):
    stranger = Tunnel(waypoints["whole"].port, authority(tmp_path / "other"))

    with pytest.raises(AssertionError, match="certificate"):
        stranger.send(
            "GET",
            "/healthz",
            {},
            caller="spiffe://cluster.local/ns/bob/sa/x",
            to=tenants.address("nb"),
        )


def suggest(waypoints, tenants, caller):
    """Return what a suggestion of Alice's answers to a gRPC call, by its headers."""
    return (
        waypoints["whole"]
        .send(
            "POST",
            "/api.v1.beta1.Suggestion/GetSuggestions",
            {},
            caller=f"spiffe://{principal(caller)}",
            to=tenants.address("exp-random"),
            grpc=True,
        )
        .headers
    )


def test_a_suggestion_takes_grpc_calls_of_its_own_profile(waypoints, tenants):
    said = suggest(waypoints, tenants, "alice/default")

    assert (said["grpc-status"], said["backend"]) == ("0", SUGGESTION)


def test_a_suggestion_takes_grpc_calls_of_katibs_controller(waypoints, tenants):
    said = suggest(waypoints, tenants, KATIB)

    assert (said["grpc-status"], said["backend"]) == ("0", SUGGESTION)


def test_a_suggestion_refuses_grpc_calls_of_others_of_the_platform(waypoints, tenants):
    said = suggest(waypoints, tenants, "kubeflow/katib-ui")

    assert (said["grpc-status"], said["grpc-message"]) == ("7", FORBIDDEN[1])


def test_a_suggestion_refuses_grpc_calls_of_other_profiles(waypoints, tenants):
    said = suggest(waypoints, tenants, "bob/default")

    assert (said["grpc-status"], said["grpc-message"]) == ("7", FORBIDDEN[1])


def test_every_row_of_a_waypoint_is_asked():
    rows = {
        row.number for row in ROWS if row.point == "waypoint" and row.environment == "default"
    }

    assert {
        case.number for case in CASES
    } | AT_A_SUGGESTION == rows - AT_KUBEFLOWS_WAYPOINT - OF_CALLERS
