"""A real Prometheus reads a real oauth2-proxy, where our monitor says."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Platform
from constructs_lib.monitoring import Monitoring, Scraper
from constructs_lib.platform import synthesize
from dashboards.metrics import shown_of
from tests.cluster.login import Login, login
from tests.cluster.monitoring.prometheus import (
    NEEDED,
    Prometheus,
    at,
    prometheus,
)
from tests.cluster.processes import LOOPBACK, answers, wait_for

pytestmark = NEEDED

Object = dict[str, Any]

SCRAPER: Final = Scraper(namespace="monitoring", account="prometheus-k8s")


@cache
def environment() -> dict[str, list[Object]]:
    monitoring = Monitoring(scraper=SCRAPER, metrics_proxy="dropped")
    config = Config(monitoring=monitoring)
    platform = Platform(environments=(Environment("default", config),))
    return dict(synthesize(platform).environments["default"])


def objects() -> list[Object]:
    return [obj for made in environment().values() for obj in made]


def monitors() -> list[Object]:
    return [obj for obj in environment()["monitoring"] if obj["kind"] == "PodMonitor"]


def monitor(name: str) -> Object:
    [found] = [obj for obj in monitors() if obj["metadata"]["name"] == name]
    return found


@pytest.fixture(scope="module")
def logging_in(tmp_path_factory) -> Iterator[tuple[Login, Path]]:
    """Run oauth2-proxy as the environment has it, before a Dex."""
    folder = tmp_path_factory.mktemp("login")
    with login(folder, objects()) as started:
        yield started, folder


@pytest.fixture(scope="module")
def reading(logging_in, tmp_path_factory) -> Iterator[Prometheus]:
    """Give a Prometheus that follows oauth2-proxy's monitor, at a port of loopback."""
    _, folder = logging_in
    proxy = (folder / "oauth2-proxy/etc/oauth2_proxy/oauth2_proxy.cfg").read_text()
    [address] = [line for line in proxy.splitlines() if line.startswith("metrics_address")]
    port = int(address.strip('"').rpartition(":")[2])
    with prometheus(
        [at(monitor("oauth2-proxy"), port)], tmp_path_factory.mktemp("reading") / "prometheus"
    ) as started:
        yield started


# A histogram has no series of its own name.
SHOWN: Final = [re.sub("_seconds$", "_seconds_count", m) for m in shown_of("oauth2-proxy")]


@pytest.mark.parametrize("metric", SHOWN)
def test_it_reads_the_metrics_of_oauth2_proxy(logging_in, reading, metric):
    running, _ = logging_in
    answers(f"http://{LOOPBACK}:{running.oauth2_proxy}/oauth2/auth")

    expression = f"sum({metric})"
    wait_for(lambda: reading.values(expression), f"a value of {metric}", seconds=20)
    assert reading.values("up") == [1.0]


def test_it_counts_the_requests_of_oauth2_proxy(logging_in, reading):
    running, _ = logging_in
    answers(f"http://{LOOPBACK}:{running.oauth2_proxy}/oauth2/auth")

    wait_for(
        lambda: sum(reading.values("sum(oauth2_proxy_requests_total)")) > 0,
        "a counted request",
        seconds=20,
    )
