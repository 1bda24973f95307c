"""The real kgateway and its Envoy enforce TLS, grants and policies at the edge."""

import base64
import json
import socket
import ssl
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any, Final

import pytest

from constructs_lib import (
    App,
    Chart,
    Edge,
)
from constructs_lib.config import Config, Issuer, Kgateway, ParentGateway, Tls
from constructs_lib.gateway import KgatewayRoute
from constructs_lib.gateway.kgateway_policies import KgatewayPolicies
from constructs_lib.gateway.page_headers import page_headers
from constructs_lib.kube import objects_of
from constructs_lib.workloads import Endpoint
from tests.cluster.api_server import new_namespace
from tests.cluster.backends import backends
from tests.cluster.definitions import EXTERNAL_DNS
from tests.cluster.envoy import Envoy, Surroundings, called, envoy, listener_at, managers
from tests.cluster.kgateway import gateway_of
from tests.cluster.output import overlay
from tests.cluster.processes import LOOPBACK, settled, wait_for
from tests.cluster.xds import Told

HOST: Final = "secure.example.com"
PARENT: Final = ParentGateway(name="secure")
TLS: Final = Tls(
    secret="secure-tls",
    secret_namespace="certificates",
    issuer=Issuer(name="ca", challenge="http-01"),
)
TOKEN: Final = "/.well-known/acme-challenge/token"
SOLVER: Final = "kube_certificates_cm-acme-http-solver-a_8089"
INGRESS: Final = Endpoint(service="istio-ingressgateway", namespace="kubeflow", port=80)
ELSEWHERE: Final = Endpoint(service="elsewhere", namespace="istio-elsewhere", port=80)
CLUSTER: Final = "kube_kubeflow_istio-ingressgateway_80"
READY: Final = {"Accepted": "True", "ResolvedRefs": "True", "kgateway.dev/Programmed": "True"}


def made(define) -> list[dict[str, Any]]:
    """Return the objects that constructs make in Kubeflow's namespace."""
    chart = Chart(App(), "edge", namespace="kubeflow")
    define(chart)
    return objects_of(chart)


def solver() -> list[dict[str, Any]]:
    """Return what cert-manager v1.21.2 makes of a challenge (pkg/issuer/acme/http)."""
    metadata = {
        "name": "cm-acme-http-solver-a",
        "namespace": "certificates",
        "labels": {"acme.cert-manager.io/http01-solver": "true"},
    }
    backend = {"name": metadata["name"], "namespace": metadata["namespace"], "port": 8089}
    service = {
        "type": "NodePort",
        "selector": metadata["labels"],
        "ports": [{"name": "http", "port": 8089}],
    }
    route = {
        "parentRefs": [
            {"name": PARENT.name, "namespace": PARENT.namespace, "sectionName": "http"}
        ],
        "hostnames": [HOST],
        "rules": [
            {
                "matches": [{"path": {"type": "Exact", "value": TOKEN}}],
                "backendRefs": [backend],
            }
        ],
    }
    gateway_api = "gateway.networking.k8s.io/v1"
    return [
        {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": service},
        {
            "apiVersion": gateway_api,
            "kind": "HTTPRoute",
            "metadata": metadata,
            "spec": route,
        },
    ]


@pytest.fixture(scope="module")
def edge(cluster, kgateway):
    """Return kgateway in a cluster with Kubeflow's namespace and ingress gateway."""
    names = ("Namespace", "kubeflow"), ("Service", "istio-ingressgateway")
    cluster.apply([o for o in overlay() if (o["kind"], o["metadata"]["name"]) in names])
    return kgateway


@pytest.fixture(scope="module")
def secure(cluster, edge):
    """Return kgateway with a Gateway of two listeners, and our routes with TLS on it."""

    def routes(chart: Chart) -> None:
        paths = {"/": INGRESS}
        KgatewayRoute(
            chart,
            "route",
            name="secure",
            hosts=[HOST],
            paths=paths,
            parent=PARENT,
            tls=TLS,
            answers=page_headers(Config(host=HOST, edge=Edge(parent=PARENT, tls=TLS))),
        )

    # cert-manager does not run here: the Secret holds the API server's own certificate.
    pair = {"tls.crt": cluster.certificate, "tls.key": cluster.key}
    secret = {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": TLS.secret, "namespace": TLS.secret_namespace},
        "data": {k: base64.b64encode(path.read_bytes()).decode() for k, path in pair.items()},
    }
    cluster.apply([new_namespace("certificates"), secret])
    # kgateway 2.4 is silent about a Gateway that it hears of before its cache has it, until
    # something about that Gateway changes: the routes come after it.
    cluster.apply(
        [gateway_of(Config(host=HOST, edge=Edge(parent=PARENT, tls=TLS))), *made(routes)]
    )
    cluster.apply(solver())
    return edge


def test_the_route_of_a_challenge_is_taken(secure):
    name = solver()[1]["metadata"]["name"]

    def said() -> dict[str, str]:
        return secure.says_of_route(name, "certificates")

    assert settled(said, READY) == READY


@pytest.mark.parametrize("condition", ["Accepted", "ResolvedRefs", "Programmed"])
def test_the_gateway_that_is_asked_of_the_platform_is(secure, condition):
    def said() -> str | None:
        return secure.says_of_gateway(PARENT.name, PARENT.namespace).get(condition)

    assert settled(said, "True") == "True"


@pytest.mark.parametrize("route", ["secure", "secure-redirect"])
def test_a_route_with_tls_is_taken(secure, route):
    def said() -> dict[str, str]:
        return secure.says_of_route(route, "kubeflow")

    assert settled(said, READY) == READY


@pytest.fixture(scope="module")
def told(secure) -> Told:
    """Return what the Gateway's Envoy is told, once both of its ports are served."""
    found: list[Told] = []

    def complete() -> bool:
        found[:] = [secure.tells(PARENT.name, PARENT.namespace)]
        complete = len(found[0].listeners) == 2 and len(found[0].routes) == 2
        return complete and SOLVER in called(found[0].routes)

    wait_for(complete, "routes of both listeners", seconds=30)
    return found[0]


@pytest.fixture(scope="module")
def plain(told, tmp_path_factory) -> Iterator[Envoy]:
    """Provide the Gateway's plain door."""
    folder = tmp_path_factory.mktemp("plain")
    with backends([SOLVER]) as served:
        around = Surroundings({SOLVER: served[SOLVER].port})
        with envoy(told, 80, around, folder=folder) as opened:
            yield opened


def test_an_authority_is_answered_where_browsers_are_sent_to_https(plain):
    answers = [plain.send("GET", path, {}, host=HOST).status for path in (TOKEN, TOKEN + "s")]

    assert answers == [200, 301]


def test_a_browser_without_tls_is_sent_to_https_for_good(plain):
    answer = plain.send("GET", "/jupyter/?ns=team", {}, host=HOST)

    assert (answer.status, answer.headers["location"]) == (
        301,
        f"https://{HOST}/jupyter/?ns=team",
    )
    # Browsers heed it by TLS only (RFC 6797, 8.1).
    assert "strict-transport-security" not in answer.headers


@pytest.fixture(scope="module")
def encrypted(told, tmp_path_factory) -> Iterator[Envoy]:
    """Provide the Gateway's door with TLS."""
    folder = tmp_path_factory.mktemp("encrypted")
    with backends([CLUSTER]) as served:
        around = Surroundings({CLUSTER: served[CLUSTER].port})
        with envoy(told, 443, around, folder=folder) as opened:
            yield opened


@pytest.fixture
def browser(cluster, encrypted) -> Iterator[HTTPConnection]:
    """Provide a TLS connection for our host that trusts the Secret's certificate."""
    context = ssl.create_default_context(cafile=str(cluster.certificate))
    # The certificate is the API server's: it has another name, and lacks what 3.13 asks for.
    context.check_hostname = False
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    connection = HTTPConnection(HOST)
    with (
        socket.create_connection((LOOPBACK, encrypted.port), timeout=10) as raw,
        context.wrap_socket(raw, server_hostname=HOST) as connection.sock,
    ):
        yield connection


def test_a_browser_with_tls_reaches_the_ingress_proxy_which_hears_of_it(browser):
    browser.request("GET", "/jupyter/")
    answer = browser.getresponse()
    seen = json.loads(answer.read())

    assert (seen["backend"], seen["headers"]["x-forwarded-proto"]) == (CLUSTER, "https")


def test_a_browser_with_tls_is_told_to_come_by_tls_from_now_on(browser):
    browser.request("GET", "/jupyter/")

    assert browser.getresponse().headers["strict-transport-security"] == "max-age=31536000"


@pytest.fixture(scope="module")
def leading_elsewhere(cluster, edge) -> list[dict[str, Any]]:
    """Return a route to a Service of another namespace with its grant, and such a Service."""
    backend = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": ELSEWHERE.service, "namespace": ELSEWHERE.namespace},
        "spec": {"ports": [{"name": "http", "port": 80}]},
    }

    def route(chart: Chart) -> None:
        KgatewayRoute(
            chart,
            "route",
            name="elsewhere",
            hosts=["elsewhere.example.com"],
            paths={"/": ELSEWHERE},
            parent=ParentGateway(name="elsewhere"),
        )

    cluster.apply([new_namespace(ELSEWHERE.namespace), backend])
    host, parent = "elsewhere.example.com", ParentGateway(name="elsewhere")
    objects = [*made(route), gateway_of(Config(host=host, edge=Edge(parent=parent)))]
    cluster.apply(objects)
    return objects


def resolved(edge) -> str | None:
    return edge.says_of_route("elsewhere", "kubeflow").get("ResolvedRefs")


def test_a_route_to_another_namespace_resolves_by_its_grant(leading_elsewhere, edge):
    assert settled(lambda: resolved(edge), "True") == "True"


def test_without_the_grant_it_does_not(leading_elsewhere, cluster, edge):
    (grant,) = [obj for obj in leading_elsewhere if obj["kind"] == "ReferenceGrant"]
    cluster.delete(grant)
    try:
        assert settled(lambda: resolved(edge), "RefNotPermitted") == "RefNotPermitted"
    finally:
        cluster.apply([grant])


EVERYTHING: Final = Kgateway(
    version="2.4.0",
    listener_websockets=True,
    http2_websockets=True,
    stream_idle=timedelta(hours=1),
    trusted_hops=1,
)
OLDER: Final = Kgateway(version="2.1.0", listener_websockets=True, trusted_hops=1)


def policies(kgateway: Kgateway) -> list[dict[str, Any]]:
    def define(chart: Chart) -> None:
        KgatewayPolicies(
            chart, "policies", kgateway=kgateway, parent=PARENT, routes=["secure"]
        )

    return made(define)


@pytest.fixture(scope="module")
def governed(secure, cluster, told) -> list[dict[str, Any]]:
    """Return the policies of the newest kgateway, applied."""
    objects = policies(EVERYTHING)
    cluster.apply(objects)
    return objects


@pytest.mark.parametrize("kind", ["ListenerPolicy", "TrafficPolicy"])
def test_a_policy_is_accepted_and_attached(governed, edge, kind):
    (policy,) = [obj for obj in governed if obj["kind"] == kind]
    wanted = {"Accepted": "True", "Attached": "True"}

    assert settled(lambda: edge.says_of_policy(policy), wanted) == wanted


def test_the_older_listeners_policy_is_accepted_too(secure, cluster):
    (policy,) = policies(OLDER)
    cluster.apply([policy])
    try:
        said = settled(lambda: secure.says_of_policy(policy).get("Accepted"), "True")
    finally:
        cluster.delete(policy)

    assert said == "True"


@pytest.fixture(scope="module")
def governed_manager(governed, secure) -> dict[str, Any]:
    """Return what handles HTTP at the listener with TLS, under the policies."""
    found: list[dict[str, Any]] = []

    def there() -> bool:
        listener = listener_at(secure.tells(PARENT.name, PARENT.namespace), 443)
        found[:] = managers(listener)
        return "upgrade_configs" in found[0]

    wait_for(there, "the policies' settings", seconds=30)
    return found[0]


def test_the_listener_upgrades_websockets(governed_manager):
    assert governed_manager["upgrade_configs"] == [{"upgrade_type": "websocket"}]


def test_the_listener_takes_websockets_over_http_2(governed_manager):
    assert governed_manager["http2_protocol_options"]["allow_connect"] is True


def test_a_stream_may_be_silent_for_an_hour(governed_manager):
    (host,) = governed_manager["route_config"]["virtual_hosts"]
    (route,) = host["routes"]

    assert route["route"]["idle_timeout"] == "3600s"


@pytest.mark.parametrize("environment", ["everything", "staging", "sidecars"])
def test_every_object_at_the_edge_is_of_its_kind(synthesis, cluster, edge, environment):
    cluster.define(EXTERNAL_DNS.definitions())
    objects = synthesis.environments[environment]["gateway-config"]
    spaces = {obj["metadata"]["namespace"] for obj in objects}
    cluster.apply(map(new_namespace, spaces - {"kubeflow"}))

    assert cluster.apply(objects, dry_run=True, force=True) == []
