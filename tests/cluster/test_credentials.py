"""Apps receive no credentials, and browsers receive only permitted parts of responses.

Real Envoys run kgateway's and istiod's configuration, in front of apps that try things.
"""

import json
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.cluster.api_server import new_namespace
from tests.cluster.backends import Backend, Behaviour, Reply, Request, backend, mirror
from tests.cluster.entry import (
    ASKED,
    DEX,
    HOST,
    SESSION,
    Doors,
    doors,
    once,
    proxy_alone,
    told_to_proxy,
)
from tests.cluster.envoy import called
from tests.cluster.http2 import ask
from tests.cluster.login import DEX as DEX_CLUSTER
from tests.cluster.output import overlay, shipped
from tests.cluster.processes import LOOPBACK
from tests.cluster.turned_off import turned_off

ALICE: Final = {"authorization": f"Bearer {DEX.token('alice')}"}
COOKIE: Final = {"cookie": f"{SESSION}; _xsrf=1"}

FRAMES: Final = "frame-ancestors 'self'"
OWN_POLICY: Final = "default-src 'self'; frame-ancestors 'none'"
PLAIN: Final = ("theme=dark; Path=/", "oauth2_proxy_kubeflow_theme=x", "_xsrf=oauth2_proxy")
STOLEN: Final = (
    "oauth2_proxy_kubeflow=mallory; Path=/",
    "oauth2_proxy_kubeflow=; Max-Age=0",
    "oauth2_proxy_kubeflow_0=mallory",
    "oauth2_proxy_kubeflow_csrf=mallory",
    " \toauth2_proxy_kubeflow =mallory",
    "=oauth2_proxy_kubeflow=mallory",
    "oauth2_proxy_kubeflow",
)


def trying(name: str) -> Behaviour:
    """Answer as an app that wants to be its visitor, and has a policy of its own."""

    def reply(request: Request) -> Reply:
        told = {
            "set-cookie": (PLAIN[0], *STOLEN, *PLAIN[1:]),
            "content-security-policy": OWN_POLICY,
            "x-frame-options": "ALLOWALL",
        }
        return replace(mirror(name)(request), headers=told)

    return reply


@contextmanager
def apps(names: Iterable[str]) -> Iterator[dict[str, Backend]]:
    """Run a server for each name that tries things."""
    with ExitStack() as running:
        yield {name: running.enter_context(backend(trying(name))) for name in names}


@pytest.fixture(scope="module")
def entry(configured, tmp_path_factory) -> Iterator[Doors]:
    """Provide the doors of the default environment, in front of such apps."""
    with doors(configured, tmp_path_factory.mktemp("apps"), served_by=apps) as opened:
        yield opened


def pages() -> Iterator[str]:
    """Yield the paths of the environment's routes, but those of the login."""
    for obj in overlay():
        if obj["kind"] == "VirtualService" and obj["metadata"]["namespace"] == "kubeflow":
            for http in obj["spec"]["http"]:
                for match in http["match"]:
                    yield match["uri"]["prefix"]


@pytest.mark.parametrize("headers", [ALICE, COOKIE], ids=["a token", "a session"])
@pytest.mark.parametrize("path", tuple(pages()))
def test_each_app_is_told_the_user_and_nothing_to_be_the_user_by(entry, path, headers):
    """Rows 100 and 101."""
    seen = entry.edge.send("GET", path, headers, host=HOST).seen["headers"]

    assert seen["kubeflow-userid"] == "alice"
    assert "authorization" not in seen
    assert "oauth2_proxy" not in seen.get("cookie", "")


@pytest.mark.parametrize("name", ["x-auth-request-groups", "x_auth_request_email"])
def test_no_app_is_told_its_user_once_more_by_a_client(entry, name):
    seen = entry.edge.send("GET", "/jupyter/", ALICE | {name: "mallory"}, host=HOST).seen

    assert "mallory" not in seen["headers"].values()


def test_dex_gets_the_token_that_it_is_asked_about(entry):
    seen = entry.edge.send("GET", "/dex/userinfo", ALICE, host=HOST).seen["headers"]

    assert seen["authorization"] == ALICE["authorization"]


def test_no_app_sets_or_ends_a_session(entry):
    """Row 113."""
    answer = entry.edge.send("GET", "/jupyter/", ALICE, host=HOST)

    assert "mallory" not in answer.headers["set-cookie"]
    assert "Max-Age" not in answer.headers["set-cookie"]


def test_an_app_sets_all_other_cookies(entry):
    answer = entry.edge.send("GET", "/jupyter/", ALICE, host=HOST)

    assert answer.headers["set-cookie"] == ", ".join(PLAIN)


def test_oauth2_proxy_sets_a_sessions_cookie(entry):
    """Row 114; it is played by a server that mirrors, so this is about the way back."""
    answer = entry.proxy.send("GET", "/oauth2/sets-a-cookie", {}, host=HOST)

    assert answer.headers["set-cookie"] == "oauth2_proxy_kubeflow=new; Path=/"


def test_no_script_reads_the_token_that_oauth2_proxy_answers_the_gateway(entry):
    """Row 116."""
    answer = entry.edge.send("GET", "/oauth2/auth", COOKIE, host=HOST)

    assert (answer.status, answer.headers.get("authorization")) == (202, None)


def test_no_other_site_shows_a_page_in_a_frame(entry):
    """Row 119."""
    headers = entry.edge.send("GET", "/jupyter/", ALICE, host=HOST).headers

    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert FRAMES in headers["content-security-policy"].split(", ")


def test_an_apps_own_policy_for_its_pages_holds_beside_the_platforms(entry):
    headers = entry.edge.send("GET", "/jupyter/", ALICE, host=HOST).headers

    assert headers["content-security-policy"].split(", ") == [OWN_POLICY, FRAMES]


def test_the_login_is_shown_in_no_frame_of_another_site_either(entry):
    headers = entry.edge.send("GET", "/", {}, host=HOST).headers

    assert headers["content-security-policy"] == FRAMES


def test_nothing_is_said_of_tls_where_it_ends_elsewhere(entry):
    headers = entry.edge.send("GET", "/jupyter/", ALICE, host=HOST).headers

    assert "strict-transport-security" not in headers


def raw(port: int, lines: Iterable[str]) -> dict[str, Any]:
    """Send lines as they are over HTTP/1.1; return what the app says it saw."""
    text = "\r\n".join(
        ("GET /jupyter/ HTTP/1.1", f"host: {HOST}", "connection: close", *lines)
    )
    with socket.create_connection((LOOPBACK, port), timeout=10) as connection:
        connection.sendall(f"{text}\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    return dict(json.loads(answer.partition(b"\r\n\r\n")[2])["headers"])


def test_of_several_cookie_headers_each_is_looked_through(entry):
    lines = (
        f"authorization: {ALICE['authorization']}",
        f"Cookie: a=1; {SESSION}",
        f"cookie: {SESSION};",
        "COOKIE: b=2;c=3",
        f"cookie:  {SESSION} ;d=4",
    )

    # Commas stand between headers.
    assert raw(entry.proxy.port, lines)["cookie"].replace(", ", "; ") in (
        "a=1; b=2;c=3; d=4",
        "a=1; ; b=2;c=3; d=4",
    )


def test_a_cookie_that_comes_in_pieces_is_looked_through(entry):
    body = ask(
        entry.proxy.port,
        [
            (":method", "GET"),
            (":scheme", "http"),
            (":path", "/jupyter/"),
            (":authority", HOST),
            ("cookie", "a=1"),
            ("cookie", SESSION),
            ("cookie", "b=2"),
        ],
    )
    seen = json.loads(body)["headers"]

    assert (seen["kubeflow-userid"], seen["cookie"]) == ("alice", "a=1; b=2")


@pytest.mark.parametrize("length", [10, 30_000])
def test_a_long_cookie_takes_no_longer_than_it_must(entry, length):
    """One pass over it: else a header of spaces would keep a worker busy for minutes."""
    cookie = f"a={' ' * length}b; {SESSION}"
    headers = ALICE | {"cookie": cookie}

    seen = entry.proxy.send("GET", "/jupyter/", headers, host=HOST, patience=5).seen["headers"]
    assert seen["cookie"] == f"a={' ' * length}b"


HOSTILE: Final = "outbound|80||nb.hostile.svc.cluster.local"


def in_hosts(routes: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each route of each host."""
    for each in routes:
        for host in each.get("virtual_hosts", ()):
            yield from host.get("routes", ())


def tried_again(routes: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the routes that istiod makes of VirtualServices."""
    return [
        route
        for route in in_hosts(routes)
        if "retry_host_predicate" in route.get("route", {}).get("retry_policy", {})
    ]


@pytest.fixture
def older_routes(cluster, istiod, entry) -> Iterator[None]:
    """Provide a cluster in which a tenant's routes to the login's paths are the older ones."""
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "nb", "namespace": "hostile"},
        "spec": {"ports": [{"name": "http-nb", "port": 80}]},
    }
    destination = {"host": "nb.hostile.svc.cluster.local", "port": {"number": 80}}
    taken = [{"uri": {"prefix": path}} for path in ("/oauth2/", "/dex/", "/dexter/")]
    route = {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": "nb", "namespace": "hostile"},
        "spec": {
            "gateways": ["kubeflow/kubeflow-gateway"],
            "hosts": ["*"],
            # By the name of the route that leads to oauth2-proxy.
            "http": [
                {
                    "name": "login /oauth2/",
                    "match": taken,
                    "route": [{"destination": destination}],
                }
            ],
        },
    }
    own = [shipped("VirtualService", name) for name in ("oauth2-proxy", "dex")]
    for obj in own:
        cluster.delete(obj)
    cluster.apply([new_namespace("hostile"), service, route])
    # An object is as old as the second in which it was made; within one, names decide.
    time.sleep(1.1)
    cluster.apply(own)

    def served() -> Any:
        return told_to_proxy(cluster, istiod)

    wanted = {ASKED, DEX_CLUSTER, HOSTILE}
    # The filter leads to the same: istiod's own routes try other hosts.
    once(lambda told: wanted <= called(tried_again(told.routes)), served, "the older routes")
    yield
    cluster.delete(route)
    once(lambda told: HOSTILE not in called(told.routes), served, "the older routes' end")


PATHS: Final = {"/oauth2/start": ASKED, "/dex/auth": DEX_CLUSTER, "/dexter/": HOSTILE}


def led_to(told, folder) -> dict[str, str]:
    """Return who gets a request of each path at the proxy that is told this."""
    with proxy_alone(told, folder) as proxy:
        return {
            path: proxy.send("GET", path, ALICE | COOKIE, host=HOST).seen["backend"]
            for path in PATHS
        }


def test_no_older_route_takes_the_logins_paths(cluster, istiod, older_routes, tmp_path):
    """Row 117."""
    assert led_to(told_to_proxy(cluster, istiod), tmp_path) == PATHS


def test_without_our_own_the_older_route_has_them(cluster, istiod, older_routes, tmp_path):
    obj = shipped("EnvoyFilter", "istio-ingressgateway-credentials")

    def routes() -> set[str]:
        """Return the login's, each once; what other tests run has hosts that come and go."""
        return {
            json.dumps(route["match"], sort_keys=True) + json.dumps(route.get("route"))
            for route in in_hosts(told_to_proxy(cluster, istiod).routes)
            if {"/oauth2/", "/dex/"} & set(route["match"].values())
        }

    with turned_off(cluster, obj, routes):
        told = told_to_proxy(cluster, istiod)
    assert led_to(told, tmp_path) == dict.fromkeys(PATHS, HOSTILE)
