"""Where kube-rbac-proxy is kept, Prometheus finds it by the Services in front of it.

The endpoints of a Service cannot be addresses of loopback: the pods have others, at which
nobody is, and which nobody asks, since a scrape is a day away.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib.config.monitoring import opened_ports
from tests.cluster.api_server import ApiServer, new_namespace
from tests.cluster.api_server import api_server as running_api_server
from tests.cluster.definitions import PROMETHEUS_OPERATOR
from tests.cluster.monitoring.prometheus import follow
from tests.cluster.monitoring.prometheus_operator import generated, operator, site, token_of
from tests.cluster.monitoring.watched import MONITORING, account, monitored, of
from tests.cluster.processes import settled, wait_for
from tests.cluster.servers import controllers, pods

Object = dict[str, Any]

KEPT: Final = monitored("kept")
PROXIED: Final = [port for _, port in opened_ports(KEPT) if port.proxy]
SEEN: Final = ("ServiceAccount", "Service", "Role", "RoleBinding", "ServiceMonitor")


def kept() -> list[Object]:
    """Return the objects that have to do with the proxies."""
    workloads = [
        obj
        for obj in of("Deployment", metrics_proxy="kept")
        for port in PROXIED
        if port.pods.items() <= obj["spec"]["template"]["metadata"]["labels"].items()
    ]
    return [
        obj
        for obj in (*of("Namespace", *SEEN, metrics_proxy="kept"), *workloads)
        if obj["metadata"].get("namespace", "kubeflow") == "kubeflow"
    ]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ApiServer]:
    """Give an API server with the proxies' pods and their Services."""
    with running_api_server(tmp_path_factory.mktemp("kept")) as started:
        started.define(PROMETHEUS_OPERATOR.definitions())
        started.apply([new_namespace(MONITORING.scraper.namespace), account()])
        with controllers(started), pods(started):
            started.apply(kept())
            wait_for(lambda: len(proxies(started)) == len(PROXIED), "the proxies' pods")
            with operator(started):
                yield started


@pytest.fixture(scope="module")
def token(server, tmp_path_factory) -> Path:
    """Give the token of Prometheus' account."""
    return token_of(MONITORING, server, tmp_path_factory.mktemp("account"))


def proxies(server: ApiServer) -> list[str]:
    """Return where the proxies are, of the pods that run."""
    everyone = server.read("/api/v1/namespaces/kubeflow/pods")["items"]
    return sorted(
        f"https://{pod['status']['podIP']}:{port.proxy}{port.path}"
        for port in PROXIED
        for pod in everyone
        if port.pods.items() <= pod["metadata"]["labels"].items()
        if "podIP" in pod["status"]
    )


@pytest.mark.parametrize("role", ["Endpoints", "EndpointSlice"])
def test_prometheus_finds_each_proxy_once_whichever_way_it_looks(
    server, token, tmp_path, role
):
    server.apply(
        [site(MONITORING, server, token, scrapeInterval="24h", serviceDiscoveryRole=role)]
    )
    looked = f"role: {role.lower()}"
    namespace = MONITORING.scraper.namespace
    wait_for(
        lambda: generated(server, namespace).text.count(looked) == len(PROXIED),
        f"a job for every proxy with {looked}",
    )
    config = generated(server, namespace).write(tmp_path / "config")

    with follow(config, tmp_path) as reading:
        assert settled(reading.urls, proxies(server)) == proxies(server)
