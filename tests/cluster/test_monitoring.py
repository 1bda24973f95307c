"""Where somebody reads metrics: what is opened is open to them alone, and found by them.

istiod tells ztunnel and the waypoint who may; a real Envoy is that waypoint, ztunnel and the
network are models. The API server takes the monitors, by the Prometheus Operator's own kinds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final
from urllib.parse import quote

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.platform import synthesize
from constructs_lib.reach.network import Pod, lets_through
from constructs_lib.reach.ztunnel import principal

from .api_server import ApiServer
from .api_server import api_server as running_api_server
from .backends import backends
from .calls import decisions, words
from .definitions import PROMETHEUS_OPERATOR, platform_kinds
from .deployed import Deployed, deploy, now
from .enforced import at_pods, by_filters
from .entry import once
from .hbone import Tunnel, authority
from .istiod import Istiod
from .istiod import istiod as running_istiod
from .output import named
from .processes import wait_for
from .proxies import one_pod, told_to
from .rows.monitoring import AT_METRICS_OF_PIPELINES, AT_PROXIES, NEIGHBOUR, PROMETHEUS
from .rows.row import GATEWAY, Call, Row
from .servers import controllers, pods
from .table import ROWS
from .tenants import chain_of
from .turned_off import turned_off
from .waypoint import chains, destinations, waypoint
from .xds import Told

Object = dict[str, Any]

SCRAPING: Final = Scraper(namespace="monitoring", account="prometheus-k8s")
DECIDED: Final = {
    "in": Monitoring(
        scraper=SCRAPING,
        metrics_proxy="dropped",
        platform=("argo-cd",),
        alerts=Alerts(runbooks="https://docs.example.com/runbooks"),
    ),
    "out": Monitoring(scraper=replace(SCRAPING, mesh="out")),
    "kept": Monitoring(scraper=SCRAPING),
}
MESHS: Final = ("AuthorizationPolicy", "PeerAuthentication")
WAYPOINT: Final = "kubeflow-waypoint"
WAYPOINT_PODS: Final = {"gateway.networking.k8s.io/gateway-name": WAYPOINT}
INGRESS: Final = Pod("kubeflow", {"app": "istio-ingressgateway", "istio": "ingressgateway"})
SCRAPER: Final = Pod("monitoring", {"app": "prometheus"})
STRANGER: Final = Pod("elsewhere", {"app": "prometheus"})
API: Final = ("ml-pipeline", 8888)
USER: Final = {"kubeflow-userid": "alice"}

MONITORED: Final = [row for row in ROWS if row.environment == "monitored"]
AT_ZTUNNEL: Final = [row for row in MONITORED if row.point == "ztunnel"]
ALLOWED: Final = {row.number for row in MONITORED if row.allowed}


@cache
def environment(decided: str) -> dict[str, list[Object]]:
    config = Config(monitoring=DECIDED[decided])
    platform = Platform(environments=(Environment("monitored", config),))
    return dict(synthesize(platform).environments["monitored"])


def of(decided: str, *kinds: str) -> list[Object]:
    return [obj for obj in environment(decided)["monitoring"] if obj["kind"] in kinds]


def policies(decided: str) -> list[Object]:
    made = environment(decided).values()
    return [obj for objects in made for obj in objects if obj["kind"] == "NetworkPolicy"]


@pytest.fixture(scope="module")
def watched(tmp_path_factory) -> Iterator[ApiServer]:
    """Give an API server with pods, that knows the Prometheus Operator's kinds."""
    with running_api_server(tmp_path_factory.mktemp("watched")) as server:
        server.define(platform_kinds(without="argocd"))
        server.define(PROMETHEUS_OPERATOR.definitions())
        with controllers(server), pods(server):
            yield server


@pytest.fixture(scope="module")
def mesh(watched) -> Iterator[Istiod]:
    with running_istiod(watched) as started:
        yield started


@pytest.fixture(scope="module")
def running(watched, mesh) -> Deployed:
    """Give the environment with a scraper in the mesh."""
    objects = [obj for made in environment("in").values() for obj in made]
    return deploy(watched, mesh, objects)


@pytest.mark.parametrize("row", AT_ZTUNNEL, ids=str)
def test_ztunnel_decides_who_reads_metrics(running, row: Row):
    assert row.call is not None
    assert decisions(running, row.call) == {row.allowed}, words(running, row.call)


@pytest.mark.parametrize(
    "obj", [o for o in of("in", *MESHS) if "selector" in o["spec"]], ids=named
)
def test_without_a_policy_metrics_are_read_by_nobody(running, watched, mesh, obj):
    namespace = obj["metadata"]["namespace"]
    names = {pod["metadata"]["name"] for pod in running.pods}

    with turned_off(watched, obj, lambda: at_pods(mesh.ambient(), namespace, names)):
        there = now(watched, mesh)

    assert [
        row for row in AT_ZTUNNEL if row.call and decisions(there, row.call) != {row.allowed}
    ] != []


def test_a_pod_of_the_waypoint_has_the_port_that_its_monitor_names(running, watched):
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(_label())}"

    def ports() -> set[tuple[str, int]]:
        return {
            (port.get("name", ""), port["containerPort"])
            for pod in watched.read(path)["items"]
            for container in pod["spec"]["containers"]
            for port in container["ports"]
        }

    wait_for(ports, "the pod that istiod makes of the waypoint")
    assert ("metrics", 15020) in ports()


@pytest.mark.parametrize(
    "labels", [dict(INGRESS.labels), WAYPOINT_PODS], ids=["gateway", "waypoint"]
)
def test_ztunnel_guards_neither_proxy_so_that_metrics_come_in_plain_text(
    running, watched, labels
):
    wanted = ",".join(f"{key}={value}" for key, value in labels.items())
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(wanted)}"

    def modes() -> set[str | None]:
        items = watched.read(path)["items"]
        return {pod["metadata"]["labels"].get("istio.io/dataplane-mode") for pod in items}

    wait_for(modes, "the proxy's pod")
    assert modes() == {"none"}


def _label() -> str:
    ((key, value),) = WAYPOINT_PODS.items()
    return f"{key}={value}"


@dataclass(frozen=True)
class Case:
    """A request to the API of Pipelines, of a row of the table."""

    number: int
    caller: str
    method: str = "GET"
    path: str = "/metrics"
    headers: Mapping[str, str] = field(default_factory=dict)
    to: tuple[str, int] = API


CASES: Final = (
    Case(230, PROMETHEUS),
    Case(231, PROMETHEUS, headers=USER),
    Case(231, PROMETHEUS, headers={"KUBEFLOW-USERID": ""}),
    Case(232, PROMETHEUS, path="/apis/v2beta1/runs"),
    Case(232, PROMETHEUS, path="/metrics/../apis/v2beta1/runs"),
    Case(232, PROMETHEUS, method="POST"),
    Case(233, NEIGHBOUR),
)


def chain() -> str:
    return chain_of(API[0], "kubeflow", API[1])


def read(server: ApiServer, istiod: Istiod) -> Told:
    """Return what istiod tells the waypoint now."""
    return told_to(istiod, one_pod(server, "kubeflow", _label()), kind="waypoint")


@pytest.fixture(scope="module")
def told(running, watched, mesh) -> Told:
    path = f"/api/v1/namespaces/kubeflow/pods?labelSelector={quote(_label())}"

    def runs() -> bool:
        return any(pod["status"].get("podIP") for pod in watched.read(path)["items"])

    wait_for(runs, "the pod that istiod makes of the waypoint")
    return once(lambda t: chain() in chains(t), lambda: read(watched, mesh), "its routes")


Asked = Callable[[Told, Case], int]


@pytest.fixture(scope="module")
def asked(watched, told, tmp_path_factory) -> Iterator[Asked]:
    """Return a function that sends a request through a waypoint that is told something."""
    signed = authority(tmp_path_factory.mktemp("mesh") / "authority")
    address = watched.read("/api/v1/namespaces/kubeflow/services/ml-pipeline")
    target = f"{address['spec']['clusterIP']}:{API[1]}"

    with backends(destinations(told)) as served:

        def status(told: Told, case: Case) -> int:
            with waypoint(
                told,
                {name: each.port for name, each in served.items()},
                identity=f"spiffe://{principal(f'kubeflow/{WAYPOINT}')}",
                authority=signed,
                folder=tmp_path_factory.mktemp("envoy"),
            ) as tunnel:
                return _sent(tunnel, case, target)

        yield status


def _sent(tunnel: Tunnel, case: Case, target: str) -> int:
    answer = tunnel.send(
        case.method,
        case.path,
        case.headers,
        caller=f"spiffe://{principal(case.caller)}",
        to=target,
    )
    assert answer.status in (200, 403), answer
    return answer.status


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_waypoint_lets_prometheus_read_metrics_and_nothing_else(asked, told, case):
    expected = 200 if case.number in ALLOWED else 403

    assert asked(told, case) == expected, by_filters(chains(told)[chain()])


def test_without_the_policy_at_the_waypoint_prometheus_calls_the_api(
    asked, told, watched, mesh
):
    (obj,) = (each for each in of("in", *MESHS) if "targetRefs" in each["spec"])

    def refusers() -> list[str]:
        return by_filters(chains(read(watched, mesh))[chain()])

    with turned_off(watched, obj, refusers):
        opened = read(watched, mesh)

    assert asked(opened, Case(232, PROMETHEUS, path="/apis/v2beta1/runs")) == 200


NETWORK: Final = {
    240: (SCRAPER, INGRESS, 15020),
    241: (SCRAPER, INGRESS, 8080),
    242: (STRANGER, INGRESS, 15020),
    243: (SCRAPER, Pod("kubeflow", WAYPOINT_PODS), 15020),
    244: (SCRAPER, Pod("kubeflow", {"app": "minio"}), 15008),
}


@pytest.mark.parametrize("number", NETWORK)
def test_network_policies_decide_who_connects(number):
    assert lets_through(policies("in"), *NETWORK[number]) is (number in ALLOWED)


def reached(decided: str, without: Object | None = None) -> set[tuple[str, int]]:
    """Return the workloads that the scraper's packets get to, and at which ports."""
    rest = [obj for obj in policies(decided) if obj != without]
    workloads = {
        obj["metadata"]["name"]: obj["spec"]["template"]["metadata"]["labels"]
        for made in environment(decided).values()
        for obj in made
        if obj["kind"] in ("Deployment", "StatefulSet")
        if obj["metadata"]["namespace"] == "kubeflow"
    } | {WAYPOINT: WAYPOINT_PODS}
    ports = (8080, 8443, 9090, 9999, 15008, 15020)
    return {
        (name, port)
        for name, labels in workloads.items()
        for port in ports
        if lets_through(rest, SCRAPER, Pod("kubeflow", labels), port)
    }


@pytest.mark.parametrize("decided", ["in", "out"])
def test_each_network_policy_opens_something(decided):
    whole = reached(decided)

    assert [
        named(obj) for obj in of(decided, "NetworkPolicy") if reached(decided, obj) == whole
    ] == []


def test_from_outside_of_the_mesh_packets_get_to_metrics_and_not_to_ztunnel():
    assert 15008 not in {port for _, port in reached("out")}


CONTROLLER: Final = ("katib.kubeflow.org/component", "controller")
WORKFLOWS: Final = ("app", "workflow-controller")
OUTSIDE: Final = (
    (Call(WORKFLOWS, 9090, None), True),
    (Call(WORKFLOWS, 6060, None), False),
    (Call(WORKFLOWS, 9090, NEIGHBOUR), False),
    (Call(CONTROLLER, 8080, None), True),
    (Call(CONTROLLER, 8443, None), True),
    (Call(CONTROLLER, 18080, None), False),
    (Call(("app", "pvcviewer"), 8443, None), True),
    (Call(("app", "pvcviewer"), 9443, None), True),
    (Call(("app", "pvcviewer"), 8080, None), False),
    (Call(("kustomize.component", "profiles"), 8081, None), False),
    (Call(("app", "ml-pipeline"), 8888, None), False),
    (Call(("app", "dex"), 5558, None, "auth"), False),
    (Call(("app", "centraldashboard"), 8082, GATEWAY), True),
)


@pytest.fixture(scope="module")
def outside(running, watched, mesh) -> Iterator[Deployed]:
    """Give the policies for a scraper outside of the mesh, in place of the others."""
    new = [obj for made in environment("out").values() for obj in made if obj["kind"] in MESHS]
    kept = [obj for made in environment("in").values() for obj in made if obj["kind"] in MESHS]
    for obj in kept:
        if named(obj) not in {named(each) for each in new}:
            watched.delete(obj)
    watched.apply(new)
    call, allowed = OUTSIDE[0]
    wait_for(
        lambda: decisions(now(watched, mesh), call) == {allowed},
        "istiod's word about plain text",
        seconds=30,
    )
    yield now(watched, mesh)
    for obj in new:
        if named(obj) not in {named(each) for each in kept}:
            watched.delete(obj)
    watched.apply(kept)


@pytest.mark.parametrize(("call", "allowed"), OUTSIDE, ids=str)
def test_plain_text_comes_in_at_metrics_ports_alone(outside, call, allowed):
    assert decisions(outside, call) == {allowed}, words(outside, call)


ACCOUNT: Final = "system:serviceaccount:monitoring:prometheus-k8s"


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        ("list pods -n kubeflow", True),
        ("watch pods -n auth", True),
        ("list pods -n oauth2-proxy", True),
        ("list pods -n kube-system", False),
        ("get secrets -n kubeflow", False),
        ("list services -n kubeflow", False),
        ("get pods --subresource=log -n kubeflow", False),
        ("delete pods -n kubeflow", False),
    ],
)
def test_the_scraper_finds_pods_and_may_do_nothing_else(running, watched, question, allowed):
    said = watched.kubectl("auth", "can-i", *question.split(), f"--as={ACCOUNT}", check=False)

    assert said.stdout.strip() == ("yes" if allowed else "no")


RIGHTS: Final = ("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")


@pytest.fixture(scope="module")
def with_proxies(running, watched) -> Iterator[None]:
    """Give the scraper the rights that it has where kube-rbac-proxy is kept."""
    rights = of("kept", *RIGHTS)
    watched.apply(rights)
    yield
    for obj in rights:
        watched.delete(obj)
    watched.apply(of("in", *RIGHTS))


@pytest.mark.parametrize(
    ("question", "allowed"),
    [
        ("get /metrics", True),
        ("get /debug/pprof", False),
        ("list endpointslices.discovery.k8s.io -n kubeflow", True),
        ("list services -n auth", False),
    ],
)
def test_where_the_proxies_are_kept_they_let_the_scraper_pass(
    with_proxies, watched, question, allowed
):
    said = watched.kubectl("auth", "can-i", *question.split(), f"--as={ACCOUNT}", check=False)

    assert said.stdout.strip() == ("yes" if allowed else "no")


@pytest.mark.parametrize("decided", DECIDED)
def test_the_prometheus_operators_kinds_take_the_monitors_and_alerts(
    running, watched, decided
):
    monitors = of(decided, "PodMonitor", "ServiceMonitor", "ScrapeConfig", "PrometheusRule")

    watched.apply(monitors)


def test_every_row_is_asked():
    numbers = {row.number for row in AT_ZTUNNEL} | {case.number for case in CASES} | {*NETWORK}

    assert {case.number for case in CASES} == AT_METRICS_OF_PIPELINES
    assert {*NETWORK} == AT_PROXIES
    assert numbers == {row.number for row in MONITORED}
