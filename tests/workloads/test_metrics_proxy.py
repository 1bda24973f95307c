import pytest

from constructs_lib.access import ServiceAccount
from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.workloads import Workload, metrics_proxy, permit_metrics_proxy

LABELS = {"app": "controller"}


@pytest.fixture(autouse=True)
def proxied(chart):
    account = ServiceAccount(chart, "ServiceAccount", name="controller", labels=LABELS)
    permit_metrics_proxy(chart, account, name="controller", labels=LABELS)
    workload = Workload(
        chart,
        "Workload",
        name="controller",
        account=account,
        containers=[metrics_proxy(image="proxy:1")],
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
