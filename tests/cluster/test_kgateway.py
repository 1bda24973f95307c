"""kgateway takes our route as we mean it, and says so where it cannot."""

import copy

import pytest

from tests.cluster.kgateway import PLATFORM_GATEWAY
from tests.cluster.output import overlay
from tests.cluster.processes import settled

HOST = "kubeflow.example.com"


def ours(kind, name):
    found = [o for o in overlay() if (o["kind"], o["metadata"]["name"]) == (kind, name)]
    return copy.deepcopy(found[0])


@pytest.fixture(scope="module")
def edge(cluster, kgateway):
    """Return kgateway with the platform's Gateway, our route and the Service it leads to."""
    cluster.apply(
        [
            ours("Namespace", "kubeflow"),
            ours("Service", "istio-ingressgateway"),
            ours("HTTPRoute", "kubeflow-route"),
            PLATFORM_GATEWAY,
        ]
    )
    return kgateway


@pytest.fixture
def variant(cluster, edge):
    """Return a function that applies our route or the Gateway with a change, for one test."""
    applied = []

    def apply(obj, name, change):
        changed = copy.deepcopy(obj)
        changed["metadata"]["name"] = name
        change(changed["spec"])
        cluster.apply([changed])
        applied.append(changed)
        return changed

    yield apply
    for obj in reversed(applied):
        metadata = obj["metadata"]
        cluster.kubectl("delete", obj["kind"], metadata["name"], "-n", metadata["namespace"])


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


def test_no_host_but_ours_is_served(virtual_hosts):
    assert set(virtual_hosts) == {HOST}


def test_the_route_leads_everything_to_the_ingress_proxy(route):
    assert route["match"] == {"prefix": "/"}
    assert route["route"]["cluster"] == "kube_kubeflow_istio-ingressgateway_80"


def test_the_route_waits_as_long_as_the_answer_takes(route):
    assert route["route"]["timeout"] == "0s"


def test_the_route_removes_the_headers_that_say_who_someone_is(route):
    removed = route["request_headers_to_remove"]

    assert sorted(removed) == ["kubeflow-groups", "kubeflow-userid"]


def test_the_route_upgrades_websockets(route):
    assert route["route"]["upgrade_configs"] == [{"upgrade_type": "websocket"}]


def test_a_gateway_that_does_not_admit_the_namespace_refuses_the_route(edge, variant):
    def from_its_own_namespace(spec):
        spec["listeners"][0]["allowedRoutes"]["namespaces"]["from"] = "Same"

    variant(PLATFORM_GATEWAY, "narrow", from_its_own_namespace)
    variant(
        ours("HTTPRoute", "kubeflow-route"),
        "to-narrow",
        lambda spec: spec["parentRefs"][0].update(name="narrow"),
    )

    said = edge.says_of_route("to-narrow", "kubeflow")

    assert said["Accepted"] == "NotAllowedByListeners"


def test_a_gateway_of_another_host_refuses_the_route(edge, variant):
    variant(
        PLATFORM_GATEWAY,
        "elsewhere",
        lambda spec: spec["listeners"][0].update(hostname="elsewhere.example.com"),
    )
    variant(
        ours("HTTPRoute", "kubeflow-route"),
        "to-elsewhere",
        lambda spec: spec["parentRefs"][0].update(name="elsewhere"),
    )

    said = edge.says_of_route("to-elsewhere", "kubeflow")

    assert said["Accepted"] == "NoMatchingListenerHostname"


@pytest.mark.parametrize(("field", "value"), [("name", "nobody"), ("port", 81)])
def test_a_backend_that_is_not_there_is_seen(edge, variant, field, value):
    def to_nowhere(spec):
        spec["hostnames"] = [f"{field}.example.com"]
        spec["rules"][0]["backendRefs"][0][field] = value

    variant(ours("HTTPRoute", "kubeflow-route"), f"no-such-{field}", to_nowhere)

    said = edge.says_of_route(f"no-such-{field}", "kubeflow")

    assert said["ResolvedRefs"] == "BackendNotFound"
