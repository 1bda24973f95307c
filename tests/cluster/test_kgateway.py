"""kgateway accepts our route, and reports when it cannot."""

import copy

import pytest

from tests.cluster.envoy import called
from tests.cluster.kgateway import PLATFORM_GATEWAY
from tests.cluster.output import named, overlay
from tests.cluster.processes import settled
from tests.cluster.turned_off import turned_off

HOST = "kubeflow.example.com"
PROXY = "kube_kubeflow_istio-ingressgateway_80"


def ours(kind, name):
    found = [o for o in overlay() if (o["kind"], o["metadata"]["name"]) == (kind, name)]
    return copy.deepcopy(found[0])


@pytest.fixture(scope="module")
def edge(cluster, kgateway):
    """Return kgateway with our route, the Service it leads to, and the platform's Gateway."""
    cluster.apply(
        [
            ours("Namespace", "kubeflow"),
            ours("Service", "istio-ingressgateway"),
            ours("HTTPRoute", "kubeflow-route"),
        ]
    )
    cluster.apply([PLATFORM_GATEWAY])
    return kgateway


def unchanged(spec):
    """Leave a specification as it is."""


@pytest.fixture
def trial(cluster, edge):
    """Return a function that tells what becomes of our route at a Gateway of its own."""
    applied = []

    def judged(name, *, route=unchanged, gateway=unchanged):
        tried = ours("HTTPRoute", "kubeflow-route"), copy.deepcopy(PLATFORM_GATEWAY)
        for obj, change in zip(tried, (route, gateway), strict=True):
            obj["metadata"]["name"] = name
            change(obj["spec"])
        tried[0]["spec"]["parentRefs"][0]["name"] = name
        # The Gateway comes last: kgateway 2.4 now and then keeps to itself what it has to say
        # of a route that has only just come, until it has something new to say of anything.
        for obj in tried:
            cluster.apply([obj])
            applied.append(obj)
        return edge.says_of_route(name, "kubeflow")

    yield judged
    for obj in applied:
        cluster.delete(obj)


@pytest.fixture(scope="module")
def virtual_hosts(edge):
    """Return by host name what kgateway tells its Envoy of routes."""

    def read():
        told = edge.tells("default-gateway", "default")
        return {
            domain: host
            for routes in told.routes
            for host in routes["virtual_hosts"]
            for domain in host["domains"]
        }

    settled(lambda: set(read()), {HOST})
    return read()


@pytest.fixture(scope="module")
def route(virtual_hosts):
    (written,) = virtual_hosts[HOST]["routes"]
    return written


@pytest.mark.parametrize("condition", ["Accepted", "ResolvedRefs", "Programmed"])
def test_the_gateway_that_the_readme_asks_for_is(edge, condition):
    def said():
        return edge.says_of_gateway("default-gateway", "default").get(condition)

    assert settled(said, "True") == "True"


@pytest.mark.parametrize("condition", ["Accepted", "ResolvedRefs", "kgateway.dev/Programmed"])
def test_our_route_is(edge, condition):
    def said():
        return edge.says_of_route("kubeflow-route", "kubeflow").get(condition)

    assert settled(said, "True") == "True"


@pytest.mark.parametrize(
    "obj",
    [ours("HTTPRoute", "kubeflow-route"), ours("Service", "istio-ingressgateway")],
    ids=named,
)
def test_without_it_nobody_is_led_to_the_ingress_proxy(cluster, edge, obj):
    def led_to():
        return called(edge.tells("default-gateway", "default").routes)

    assert settled(led_to, {PROXY}) == {PROXY}
    with turned_off(cluster, obj, led_to):
        assert PROXY not in led_to()


def test_no_host_but_ours_is_served(virtual_hosts):
    assert set(virtual_hosts) == {HOST}


def test_the_route_leads_everything_to_the_ingress_proxy(route):
    assert route["match"] == {"prefix": "/"}
    assert route["route"]["cluster"] == PROXY


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


def test_without_the_protocol_of_its_service_the_route_upgrades_none(cluster, edge):
    """kgateway upgrades to websockets where the backend's Service says that it speaks them."""
    whole = ours("Service", "istio-ingressgateway")
    silent = copy.deepcopy(whole)
    for port in silent["spec"]["ports"]:
        port.pop("appProtocol", None)

    def upgrades():
        told = edge.tells("default-gateway", "default").routes
        return "websocket" in str(told)

    try:
        cluster.apply([silent])
        assert settled(upgrades, wanted=False) is False
    finally:
        cluster.apply([whole])
        assert settled(upgrades, wanted=True) is True


def test_the_same_route_is_accepted_at_a_gateway_like_the_platforms(trial):
    assert trial("alike")["Accepted"] == "True"


def test_a_gateway_that_does_not_admit_the_namespace_is_seen(trial):
    def from_its_own_namespace(spec):
        spec["listeners"][0]["allowedRoutes"]["namespaces"]["from"] = "Same"

    assert (
        trial("narrow", gateway=from_its_own_namespace)["Accepted"] == "NotAllowedByListeners"
    )


def test_a_gateway_of_another_host_is_seen(trial):
    def for_elsewhere(spec):
        spec["listeners"][0]["hostname"] = "elsewhere.example.com"

    said = trial("elsewhere", gateway=for_elsewhere)

    assert said["Accepted"] == "NoMatchingListenerHostname"


@pytest.mark.parametrize(("field", "value"), [("name", "nobody"), ("port", 81)])
def test_a_backend_that_is_not_there_is_seen(trial, field, value):
    def to_nowhere(spec):
        spec["rules"][0]["backendRefs"][0][field] = value

    assert trial(f"no-such-{field}", route=to_nowhere)["ResolvedRefs"] == "BackendNotFound"
