"""istiod programs a tenant's Ingress or not, depending on the mesh configuration.

Row 118 of the table: with the values that `PlatformPrerequisites` writes, nothing.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from constructs_lib.config import Config, PlatformPrerequisites
from constructs_lib.mesh import istiod_values
from tests.cluster.api_server import new_namespace
from tests.cluster.entry import HOST, once, told_to_proxy
from tests.cluster.envoy import called
from tests.cluster.istiod import istiod as running_istiod

NAMESPACE: Final = "tempting"
TENANTS: Final = f"outbound|80||app.{NAMESPACE}.svc.cluster.local"
LOGIN: Final = "outbound|80||oauth2-proxy.oauth2-proxy.svc.cluster.local"
SERVICE: Final = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {
        "name": "app",
        "namespace": NAMESPACE,
        "labels": {"istio.io/use-waypoint": "none"},
    },
    "spec": {"ports": [{"name": "http", "port": 80}]},
}
INGRESS: Final = {
    "apiVersion": "networking.k8s.io/v1",
    "kind": "Ingress",
    "metadata": {
        "name": "app",
        "namespace": NAMESPACE,
        "annotations": {"kubernetes.io/ingress.class": "istio"},
    },
    "spec": {
        "rules": [
            {
                "host": HOST,
                "http": {
                    "paths": [
                        {
                            "path": "/",
                            "pathType": "Prefix",
                            "backend": {"service": {"name": "app", "port": {"number": 80}}},
                        }
                    ]
                },
            }
        ]
    },
}


@pytest.fixture(scope="module")
def tempted(cluster, deployed) -> Iterator[None]:
    """Provide the default environment, and a tenant's Ingress for the platform's host."""
    cluster.apply([new_namespace(NAMESPACE), SERVICE, INGRESS])
    yield
    cluster.delete(INGRESS)


def routes_under(cluster, mode) -> list[dict[str, Any]]:
    """Return the proxy's routes by an istiod that is told this of Ingresses."""
    wanted = PlatformPrerequisites(ingress_controller=mode)
    mesh = istiod_values(Config(), wanted)["meshConfig"]
    with running_istiod(cluster, mesh, name=f"istiod-{mode.lower()}") as other:
        told = once(
            lambda told: LOGIN in called(told.routes),
            lambda: told_to_proxy(cluster, other),
            "the environment's routes",
        )
    return told.routes


def test_it_adds_nothing_to_the_proxys_routes_by_our_values(cluster, tempted):
    assert TENANTS not in called(routes_under(cluster, "OFF"))


@pytest.fixture(scope="module")
def strict(cluster, tempted) -> dict[str, Any]:
    """Return the virtual host of the platform's own name where Ingresses have routes."""
    (found,) = (
        host
        for routes in routes_under(cluster, "STRICT")
        for host in routes["virtual_hosts"]
        if HOST in host["domains"]
    )
    return found


def test_where_they_have_routes_it_leads_the_platforms_host_to_the_tenant(strict):
    assert TENANTS in called(strict)


def test_even_there_the_logins_paths_are_the_logins(strict):
    first = [(route["match"].get("prefix"), called(route)) for route in strict["routes"]][:2]

    assert ("/oauth2/", {LOGIN}) in first
    assert "/dex/" in {path for path, _ in first}
