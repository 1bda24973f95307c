import pytest

from constructs_lib.access import Identity
from constructs_lib.config import Runtime
from constructs_lib.workloads import Workload, metrics_proxy, permit_metrics_proxy

LABELS = {"app": "controller"}


@pytest.fixture(autouse=True)
def proxied(chart):
    identity = Identity(chart, "Identity", name="controller", labels=LABELS)
    permit_metrics_proxy(chart, identity, name="controller", labels=LABELS)
    workload = Workload(
        chart,
        "Workload",
        name="controller",
        identity=identity,
        containers=[metrics_proxy(image="proxy:1")],
        runtime=Runtime(),
        selector=LABELS,
    )
    workload.expose(service="metrics", port=8443, target="https")


def test_manifests(chart, yaml_snapshot):
    assert chart.to_json() == yaml_snapshot


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
