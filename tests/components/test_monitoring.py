"""What opens the metrics ports, and what finds them, of the whole platform."""

import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import (
    App,
    Chart,
    Config,
    Environment,
    Kubeflow,
    KubeflowCore,
    Login,
    Platform,
)
from constructs_lib.config import COMPONENTS
from constructs_lib.monitoring import Monitoring, PlatformMonitoring, Scraper
from constructs_lib.platform import synthesize

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
IN = Scraper(namespace="monitoring", account="prometheus-k8s")
OUT = Scraper(namespace="monitoring", account="prometheus-k8s", mesh="out")
DROPPED = Monitoring(scraper=IN, metrics_proxy="dropped", labels={"release": "site"})
KEPT = Monitoring(scraper=IN)
OUTSIDE = Monitoring(scraper=OUT)
ANNOTATED = Monitoring(scraper=IN, discovery="annotations")
EVERY = (*COMPONENTS, "kserve")
CONFIGS = {
    "dropped": Config(components=EVERY, monitoring=DROPPED),
    "kept": Config(components=EVERY, monitoring=KEPT),
    "outside": Config(components=EVERY, monitoring=OUTSIDE),
    "annotated": Config(components=EVERY, monitoring=ANNOTATED),
}
LABEL = "prometheus.io/scrape"


@cache
def environment(name: str) -> dict[str, list[dict[str, Any]]]:
    platform = Platform(environments=(Environment("default", CONFIGS[name]),))
    return dict(synthesize(platform).environments["default"])


def objects(name: str) -> list[dict[str, Any]]:
    return [obj for made in environment(name).values() for obj in made]


def of(name: str, *kinds: str) -> list[dict[str, Any]]:
    return [obj for obj in environment(name)["monitoring"] if obj["kind"] in kinds]


def templates(name: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (obj["metadata"]["namespace"], obj["spec"]["template"])
        for obj in objects(name)
        if obj["kind"] in ("Deployment", "StatefulSet")
    ]


def pods(name: str, monitor: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the pods of the namespace that a monitor selects."""
    wanted = monitor["spec"]["selector"]["matchLabels"].items()
    return [
        template
        for namespace, template in templates(name)
        if namespace == monitor["metadata"]["namespace"]
        and wanted <= template["metadata"]["labels"].items()
    ]


@pytest.mark.parametrize("name", CONFIGS)
def test_manifests(name, yaml_snapshot):
    assert environment(name)["monitoring"] == yaml_snapshot


def test_manifests_of_the_example(yaml_snapshot):
    example = runpy.run_path(str(ROOT / "examples" / "monitoring.py"))
    made = synthesize(example["platform"]()).environments["default"]

    # Dashboards are long: test_dashboards.py has what is on them.
    assert [o for o in made["monitoring"] if o["kind"] != "ConfigMap"] == yaml_snapshot


@pytest.mark.parametrize("name", ["dropped", "kept", "outside"])
def test_every_pod_monitor_finds_pods_with_a_port_of_its_name(name):
    lost = []
    for monitor in of(name, "PodMonitor"):
        [endpoint] = monitor["spec"]["podMetricsEndpoints"]
        ports = [
            [
                port.get("name")
                for c in each["spec"]["containers"]
                for port in c.get("ports", ())
            ]
            for each in pods(name, monitor)
        ]
        # istiod makes the waypoint; tests/cluster/test_monitoring.py looks at its pod.
        if monitor["metadata"]["name"] != "kubeflow-waypoint" and (
            not ports or any(each.count(endpoint["port"]) != 1 for each in ports)
        ):
            lost.append(monitor["metadata"]["name"])

    assert lost == []


@pytest.mark.parametrize("name", ["kept", "outside"])
def test_every_service_monitor_finds_one_port_of_one_service(name):
    services = [obj for obj in objects(name) if obj["kind"] == "Service"]
    found = {
        monitor["metadata"]["name"]: sum(
            port.get("name") == monitor["spec"]["endpoints"][0]["port"]
            for service in services
            if monitor["spec"]["selector"]["matchLabels"].items()
            <= service["metadata"]["labels"].items()
            for port in service["spec"]["ports"]
        )
        for monitor in of(name, "ServiceMonitor")
    }

    assert found == {
        "kserve-controller": 1,
        "pvcviewer-controller": 1,
        "tensorboard-controller": 1,
    }


@pytest.mark.parametrize("name", ["dropped", "kept", "outside"])
def test_nothing_is_scraped_twice(name):
    annotated = [
        obj["metadata"]["name"]
        for obj in objects(name)
        for metadata in (
            obj["metadata"],
            obj.get("spec", {}).get("template", {}).get("metadata", {}),
        )
        if LABEL in metadata.get("annotations", {})
    ]

    assert annotated == []


def test_without_an_operator_pods_say_where_their_metrics_are_and_services_do_not():
    said = sorted(
        template["metadata"]["annotations"]["prometheus.io/port"]
        for _, template in templates("annotated")
        if LABEL in template["metadata"].get("annotations", {})
    )

    assert said == ["15020", "44180", "5558", *["8080"] * 4, "9090", "9999"]
    assert of("annotated", "PodMonitor", "ServiceMonitor", "ScrapeConfig") == []
    assert not any(
        LABEL in obj["metadata"].get("annotations", {})
        for obj in objects("annotated")
        if obj["kind"] == "Service"
    )


@pytest.mark.parametrize("name", CONFIGS)
def test_no_port_of_an_api_is_opened(name):
    opened = {
        port
        for obj in of(name, "AuthorizationPolicy")
        for rule in obj["spec"]["rules"]
        for to in rule.get("to", ())
        for port in to["operation"].get("ports", ())
    }

    assert opened.isdisjoint({"8081", "8888", "8887", "9000"})


def test_monitors_have_the_labels_by_which_prometheus_selects_them():
    monitors = of("dropped", "PodMonitor", "ScrapeConfig")

    assert {obj["metadata"]["labels"]["release"] for obj in monitors} == {"site"}


def test_pipelines_are_scraped_through_their_service():
    [scrape] = of("dropped", "ScrapeConfig")

    [found] = scrape["spec"]["staticConfigs"]
    assert found["targets"] == ["ml-pipeline.kubeflow.svc.cluster.local:8888"]


def test_from_outside_of_the_mesh_pipelines_and_the_login_are_left_out():
    assert of("outside", "ScrapeConfig") == []
    assert {
        obj["metadata"].get("namespace") for obj in environment("outside")["monitoring"]
    } == {
        "kubeflow",
        None,
    }


def test_of_one_pod_one_object_says_which_ports_take_plain_text():
    selectors = [
        tuple(sorted(obj["spec"]["selector"]["matchLabels"].items()))
        for obj in objects("outside")
        if obj["kind"] == "PeerAuthentication" and "selector" in obj["spec"]
    ]
    twice = [
        template["metadata"]["labels"]
        for _, template in templates("outside")
        if sum(set(each) <= set(template["metadata"]["labels"].items()) for each in selectors)
        > 1
    ]

    assert twice == []


def test_a_login_outside_of_the_mesh_serves_no_metrics():
    config = Config(login=Login(mesh="outside"), monitoring=KEPT)
    platform = Platform(environments=(Environment("default", config),))
    made = synthesize(platform).environments["default"]

    assert {obj["metadata"].get("namespace") for obj in made["monitoring"]} == {
        "kubeflow",
        None,
    }
    assert "telemetry" not in str(made["dex"])
    assert "metrics_address" not in str(made["oauth2-proxy"])


def test_without_the_proxies_nobody_may_review_tokens_for_them():
    names = {obj["metadata"]["name"] for obj in objects("dropped")}

    assert {
        name for name in names if name.endswith(("-proxy-role", "-metrics-service"))
    } == set()


def test_a_chart_of_ones_own_has_it_too():
    chart = Chart(App(), "own", namespace="kubeflow")

    assert "monitoring" in Kubeflow(chart, "kubeflow", config=CONFIGS["kept"]).parts


def test_fails_for_a_core_whose_monitoring_nothing_makes():
    app = App()
    chart = Chart(app, "own", namespace="kubeflow")
    KubeflowCore(chart, "core", config=Config(components=("profiles",), monitoring=KEPT))

    with pytest.raises(RuntimeError, match=r"nothing in this app makes .*, monitoring, which"):
        app.synth()


def test_fails_for_a_config_without_it(chart):
    with pytest.raises(ValueError, match="this config has no monitoring; set Config"):
        PlatformMonitoring(chart, "monitoring", config=Config())
