"""The real Prometheus Operator turns our monitors into a configuration, and a real Prometheus
follows it: it finds the pods in a real API server by the rights that it is given.

kwok plays the node, with addresses of loopback. The login's servers and KServe's controller
run at theirs; at the other pods' nobody answers, so that their targets are found and down.
"""

import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib.config.monitoring import opened_ports
from constructs_lib.gateway import ingress_gateway
from tests.cluster.api_server import ApiServer, new_namespace
from tests.cluster.api_server import api_server as running_api_server
from tests.cluster.binaries import build
from tests.cluster.definitions import PROMETHEUS_OPERATOR, platform_kinds
from tests.cluster.deployed import deploy
from tests.cluster.istiod import istiod
from tests.cluster.monitoring.login_pods import PROXY, WEB, login_pods
from tests.cluster.monitoring.prometheus import Prometheus, follow
from tests.cluster.monitoring.prometheus_operator import (
    Generated,
    generated,
    operator,
    site,
    token_of,
)
from tests.cluster.monitoring.watched import MONITORING, WATCHED, account, objects, of
from tests.cluster.output import named
from tests.cluster.processes import answers, settled, wait_for
from tests.cluster.servers import controllers, pods
from tests.cluster.serving.platform import program

Object = dict[str, Any]

SCRAPER: Final = MONITORING.scraper
MONITORS: Final = ("PodMonitor", "ServiceMonitor", "ScrapeConfig")
PIPELINES: Final = "http://ml-pipeline.kubeflow.svc.cluster.local:8888/metrics"
PORTS: Final = [("kubeflow", ingress_gateway.METRICS), *opened_ports(WATCHED)]


def job(monitor: Object) -> str:
    """Return the operator's name of what it scrapes for a monitor."""
    kind, meta = monitor["kind"], monitor["metadata"]
    end = "" if kind == "ScrapeConfig" else "/0"
    return f"{kind[0].lower()}{kind[1:]}/{meta['namespace']}/{meta['name']}{end}"


JOBS: Final = {job(obj) for obj in of(*MONITORS)}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ApiServer]:
    """Give an API server with the environment's pods at addresses of loopback."""
    network = f"127.{random.randint(1, 254)}.{random.randint(0, 255)}.0/24"
    with running_api_server(tmp_path_factory.mktemp("watched")) as started:
        started.define(platform_kinds(without="argocd"))
        started.define(PROMETHEUS_OPERATOR.definitions())
        started.apply([new_namespace(SCRAPER.namespace), account()])
        with controllers(started), pods(started, addresses=network), istiod(started) as mesh:
            deploy(started, mesh, objects())
            wait_for(lambda: len(found(started)) >= len(PORTS), "the pods of every port")
            yield started


@pytest.fixture(scope="module")
def token(server, tmp_path_factory) -> Path:
    """Give the token of Prometheus' account."""
    return token_of(MONITORING, server, tmp_path_factory.mktemp("account"))


@pytest.fixture(scope="module")
def operated(server, token) -> Iterator[ApiServer]:
    """Give the API server when the operator has written the site's configuration."""
    with operator(server):
        server.apply([site(MONITORING, server, token)])
        wait_for(lambda: jobs(server) >= JOBS, "a job for every monitor")
        wait_for(lambda: written(server).rules, "the rules")
        yield server


def written(server: ApiServer) -> Generated:
    return generated(server, SCRAPER.namespace)


def jobs(server: ApiServer) -> set[str]:
    return set(written(server).jobs)


def found(server: ApiServer) -> list[str]:
    """Return where the ports that are opened are, of the pods that run."""
    everyone = server.read("/api/v1/pods")["items"]
    return sorted(
        f"http://{pod['status']['podIP']}:{port.number}{port.path}"
        for namespace, port in PORTS
        for pod in everyone
        if pod["metadata"]["namespace"] == namespace
        if port.pods.items() <= pod["metadata"].get("labels", {}).items()
        if "podIP" in pod["status"]
    )


def address(server: ApiServer, namespace: str, app: str) -> str:
    """Return the address of the first pod of an app."""
    everyone = server.read(f"/api/v1/namespaces/{namespace}/pods")["items"]
    return next(
        pod["status"]["podIP"]
        for pod in everyone
        if app in pod["metadata"].get("labels", {}).values()
    )


@pytest.fixture(scope="module")
def served(server, tmp_path_factory) -> Iterator[dict[str, str]]:
    """Run the servers that there are where their pods are; give their addresses."""
    places = {
        "dex": address(server, "auth", "dex"),
        "oauth2-proxy": address(server, "oauth2-proxy", "oauth2-proxy"),
        "kserve": address(server, "kubeflow", "kserve-controller-manager"),
    }
    with (
        login_pods(
            objects(),
            tmp_path_factory.mktemp("login"),
            dex=places["dex"],
            oauth2_proxy=places["oauth2-proxy"],
        ),
        program(server, server.certificate, server.key, metrics_at=f"{places['kserve']}:8080"),
    ):
        yield places


@pytest.fixture(scope="module")
def reading(operated, served, tmp_path_factory) -> Iterator[Prometheus]:
    """Give a Prometheus that follows what the operator has written."""
    folder = tmp_path_factory.mktemp("reading")
    with follow(written(operated).write(folder), folder) as started:
        yield started


def test_every_monitor_becomes_a_job_and_nothing_else_does(operated):
    assert jobs(operated) == JOBS


def test_promtool_takes_the_configuration(operated, tmp_path):
    file = written(operated).write(tmp_path)

    said = subprocess.run(
        [build("prometheus") / "promtool", "check", "config", file],
        capture_output=True,
        check=False,
        text=True,
    )

    assert said.returncode == 0, said.stdout + said.stderr


def test_it_finds_each_port_once_and_nothing_else(operated, reading):
    expected = sorted([*found(operated), PIPELINES])

    assert settled(reading.urls, expected) == expected


def test_a_target_has_the_namespace_and_the_pod_that_it_is(operated, reading):
    everyone = {
        (pod["metadata"]["namespace"], pod["metadata"]["name"]): pod["status"].get("podIP")
        for pod in operated.read("/api/v1/pods")["items"]
    }

    said = [target["labels"] for target in reading.targets() if "pod" in target["labels"]]

    assert len(said) == len(found(operated))
    for labels in said:
        ip, _, _ = labels["instance"].partition(":")
        assert everyone[labels["namespace"], labels["pod"]] == ip


def test_alerts_name_the_jobs_that_there_are(reading):
    named_in_alerts = {
        name
        for obj in of("PrometheusRule")
        for group in obj["spec"]["groups"]
        for rule in group["rules"]
        for name in re.findall(r'\bjob="([^"]+)"', rule["expr"])
    }

    assert named_in_alerts != set()
    assert named_in_alerts - {target["labels"]["job"] for target in reading.targets()} == set()


def test_it_loads_every_rule_as_the_operator_hands_it_on(operated, reading):
    ours = Counter(
        rule.get("alert", rule.get("record"))
        for obj in of("PrometheusRule")
        for group in obj["spec"]["groups"]
        for rule in group["rules"]
    )

    loaded = reading.ask("rules")["groups"]

    assert Counter(rule["name"] for group in loaded for rule in group["rules"]) == ours


def test_no_rule_fails_on_what_it_reads(reading):
    def health() -> set[str]:
        return {
            rule["health"]
            for group in reading.ask("rules")["groups"]
            for rule in group["rules"]
        }

    assert settled(health, {"ok"}) == {"ok"}


@pytest.mark.parametrize(
    ("where", "port", "counted"),
    [
        ("oauth2-proxy", 44180, 'oauth2_proxy_requests_total{code=~"2..|4.."}'),
        ("dex", 5558, 'http_requests_total{code="200"}'),
        ("kserve", 8080, "controller_runtime_max_concurrent_reconciles"),
    ],
)
def test_it_reads_what_a_real_server_counts(served, reading, where, port, counted):
    answers(f"http://{served['oauth2-proxy']}:{PROXY}/oauth2/auth")
    answers(f"http://{served['dex']}:{WEB}/dex/keys")
    up = f'up{{instance="{served[where]}:{port}"}}'

    wait_for(lambda: reading.values(f"{counted} and on(instance) {up}"), counted, seconds=30)

    assert reading.values(up) == [1.0]


@pytest.mark.parametrize(
    "binding",
    [
        obj
        for obj in of("RoleBinding")
        if obj["metadata"]["name"] == "kubeflow-metrics-discovery"
    ],
    ids=named,
)
def test_without_a_binding_no_pod_of_its_namespace_is_found(
    operated, tmp_path_factory, binding
):
    namespace = binding["metadata"]["namespace"]
    config = written(operated).write(tmp_path_factory.mktemp("blind") / "config")
    operated.delete(binding)
    try:
        with follow(config, tmp_path_factory.mktemp("blind")) as blind:
            others = {each for each, _ in PORTS} - {namespace}

            def seen() -> set[str]:
                return {
                    t["labels"]["namespace"] for t in blind.targets() if "pod" in t["labels"]
                }

            assert settled(seen, others) == others
    finally:
        operated.apply([binding])


@pytest.mark.parametrize("monitor", list(of(*MONITORS)), ids=named)
def test_without_a_monitor_its_port_is_not_read(operated, monitor):
    operated.delete(monitor)
    try:
        rest = JOBS - {job(monitor)}

        assert settled(lambda: jobs(operated), rest) == rest
    finally:
        operated.apply([monitor])
        wait_for(lambda: jobs(operated) == JOBS, "the job again")
