import pytest

from constructs_lib.access import ServiceAccount
from constructs_lib.config import Monitoring, Scraper, WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.workloads import (
    Workload,
    metrics_address,
    metrics_proxy,
    permit_metrics_proxy,
)

LABELS = {"app": "controller"}


@pytest.fixture(autouse=True)
def proxied(chart):
    account = ServiceAccount(chart, "ServiceAccount", name="controller", labels=LABELS)
    permit_metrics_proxy(chart, account, WorkloadDefaults(), name="controller", labels=LABELS)
    workload = Workload(
        chart,
        "Workload",
        name="controller",
        account=account,
        containers=[*metrics_proxy(WorkloadDefaults(), image="proxy:1")],
        defaults=WorkloadDefaults(),
        selector=LABELS,
    )
    workload.expose(service="metrics", port=8443, target="https")


def test_manifests(chart, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_the_proxy_may_ask_who_wants_to_see_metrics(find):
    rules = find("ClusterRole", "controller-proxy-role")["rules"]

    assert [rule["resources"] for rule in rules] == [
        ["tokenreviews"],
        ["subjectaccessreviews"],
    ]


def test_metrics_may_be_read_by_a_role_of_their_own(find):
    assert find("ClusterRole", "controller-metrics-reader")["rules"] == [
        {"nonResourceURLs": ["/metrics"], "verbs": ["get"]}
    ]


def test_where_the_proxy_is_dropped_the_controller_serves_every_address():
    scraper = Scraper(namespace="monitoring", account="prometheus-k8s")
    monitoring = Monitoring(scraper=scraper, metrics_proxy="dropped")
    defaults = WorkloadDefaults(monitoring=monitoring)

    assert (metrics_address(defaults), metrics_proxy(defaults, image="proxy:1")) == (
        ":8080",
        (),
    )
