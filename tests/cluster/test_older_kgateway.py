"""kgateway 2.2 takes our Gateway, route and policies too, in the form that it knows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from constructs_lib import App, Chart
from constructs_lib.config import Config, Kgateway
from constructs_lib.gateway.kgateway_policies import KgatewayPolicies
from constructs_lib.kube import objects_of
from tests.cluster.api_server import Refused
from tests.cluster.api_server import api_server as running_api_server
from tests.cluster.definitions import GATEWAY_API_1_4
from tests.cluster.kgateway import OLDER, PLATFORM_GATEWAY
from tests.cluster.kgateway import kgateway as running_kgateway
from tests.cluster.output import shipped
from tests.cluster.processes import settled
from tests.cluster.servers import controllers, pods

ROUTE: Final = "kubeflow-route"


def policies(kgateway: Kgateway) -> list[dict[str, Any]]:
    """Return what a kgateway of this version is told beside the route."""
    chart = Chart(App(), "policies", namespace="kubeflow")
    parent = Config().edge.parent
    KgatewayPolicies(chart, "policies", kgateway=kgateway, parent=parent, routes=[ROUTE])
    return objects_of(chart)


SOME: Final = Kgateway(listener_websockets=True, trusted_hops=1)
LISTENER: Final = {
    "ListenerPolicy": policies(replace(SOME, version="2.2.0")),
    "HTTPListenerPolicy": policies(replace(SOME, version="2.1.0")),
}
SILENCE: Final = policies(Kgateway(version="2.2.0", stream_idle=timedelta(hours=1)))
OVER_HTTP_2: Final = policies(Kgateway(version="2.4.0", http2_websockets=True))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Provide an API server of its own: the kinds of 2.4 have the same names."""
    with running_api_server(tmp_path_factory.mktemp("older")) as started:
        started.define(GATEWAY_API_1_4.definitions())
        with controllers(started), pods(started):
            yield started


@pytest.fixture(scope="module")
def edge(server) -> Iterator[Any]:
    """Give kgateway 2.2 with the platform's Gateway, and our route with its Service."""
    with running_kgateway(server, OLDER) as started:
        server.apply(
            [
                shipped("Namespace", "kubeflow"),
                shipped("Service", "istio-ingressgateway"),
                shipped("HTTPRoute", ROUTE),
                PLATFORM_GATEWAY,
            ]
        )
        yield started


@pytest.fixture(scope="module")
def route(edge) -> dict[str, Any]:
    """Return our route as its Envoy is told."""

    def routes() -> list[dict[str, Any]]:
        told = edge.tells("default-gateway", "default")
        hosts = [host for each in told.routes for host in each["virtual_hosts"]]
        return [route for host in hosts for route in host["routes"]]

    assert settled(lambda: len(routes()), 1) == 1
    return routes()[0]


@pytest.mark.parametrize("condition", ["Accepted", "Programmed"])
def test_the_gateway_is(edge, condition):
    def said() -> str | None:
        return edge.says_of_gateway("default-gateway", "default").get(condition)

    assert settled(said, "True") == "True"


def test_the_gateways_listener_resolves_what_it_refers_to(edge, server):
    gateway = (
        f"/apis/{PLATFORM_GATEWAY['apiVersion']}/namespaces/default/gateways/default-gateway"
    )

    def said() -> str | None:
        listeners = server.read(gateway)["status"].get("listeners", ())
        conditions = (each for listener in listeners for each in listener["conditions"])
        found = {each["type"]: each["status"] for each in conditions}
        return found.get("ResolvedRefs")

    assert settled(said, "True") == "True"


@pytest.mark.parametrize("condition", ["Accepted", "ResolvedRefs"])
def test_our_route_is(edge, condition):
    def said() -> str | None:
        return edge.says_of_route(ROUTE, "kubeflow").get(condition)

    assert settled(said, "True") == "True"


def test_the_route_waits_as_long_as_the_answer_takes(route):
    assert route["route"]["timeout"] == "0s"


def test_the_route_removes_the_headers_that_say_who_someone_is(route):
    removed = route["request_headers_to_remove"]

    assert sorted(removed) == [
        "kubeflow-groups",
        "kubeflow-userid",
        "kubeflow_groups",
        "kubeflow_userid",
    ]


def test_the_route_upgrades_websockets(route):
    assert route["route"]["upgrade_configs"] == [{"upgrade_type": "websocket"}]


@pytest.mark.parametrize("kind", LISTENER)
def test_it_takes_the_listeners_policy_of_either_form(server, edge, kind):
    (policy,) = LISTENER[kind]
    server.apply([policy])
    try:
        said = settled(lambda: edge.says_of_policy(policy).get("Accepted"), "True")
    finally:
        server.delete(policy)

    assert (policy["kind"], said) == (kind, "True")


def test_it_takes_how_long_a_stream_may_be_silent(server, edge):
    (policy,) = SILENCE
    server.apply([policy])

    assert settled(lambda: edge.says_of_policy(policy).get("Accepted"), "True") == "True"


def test_it_has_no_websockets_over_http_2_as_the_configuration_says(server, edge):
    with pytest.raises(ValueError, match=r"http2_websockets needs kgateway 2\.4\.0 or newer"):
        Kgateway(version="2.2.0", http2_websockets=True)
    with pytest.raises(Refused, match=r"http2ProtocolOptions: field not declared in schema"):
        server.apply(OVER_HTTP_2, dry_run=True)
