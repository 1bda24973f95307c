from dataclasses import replace

import pytest

from constructs_lib.access import ServiceAccount
from constructs_lib.config import Autoscaling, Hardening, Pods, WorkloadDefaults
from constructs_lib.workloads import Container, Workload

BOUNDS = Autoscaling(minimum=2, maximum=6, cpu=70)
KEEPS = WorkloadDefaults(
    autoscaling={"app": BOUNDS}, hardening=Hardening(), pods=Pods(replicas=1)
)


@pytest.fixture
def made(chart, find):
    def _made(defaults=KEEPS, kind="HorizontalPodAutoscaler", **fields):
        Workload(
            chart,
            "Workload",
            name="app",
            account=ServiceAccount(chart, "ServiceAccount", name="app", labels={}),
            containers=[Container(name="app", image="app:1")],
            defaults=defaults,
            selector={"app": "app"},
            **fields,
        )
        return find(kind, "app")["spec"]

    return _made


def test_the_load_decides_between_two_numbers(made):
    spec = made()

    assert (spec["minReplicas"], spec["maxReplicas"]) == (2, 6)


def test_the_load_is_the_used_share_of_the_requested_cpu(made):
    assert made()["metrics"] == [
        {
            "type": "Resource",
            "resource": {
                "name": "cpu",
                "target": {"type": "Utilization", "averageUtilization": 70},
            },
        }
    ]


def test_it_is_about_the_deployment(made):
    assert made()["scaleTargetRef"] == {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "name": "app",
    }


@pytest.mark.parametrize("writes", [True, False])
def test_the_deployment_names_no_number(made, writes):
    assert "replicas" not in made(kind="Deployment", writes_replicas=writes)


def test_its_pods_are_evicted_one_at_a_time(made):
    assert made(kind="PodDisruptionBudget")["maxUnavailable"] == 1


def test_its_pods_are_spread(made):
    pod = made(kind="Deployment")["template"]["spec"]

    assert [each["topologyKey"] for each in pod["topologySpreadConstraints"]] == [
        "topology.kubernetes.io/zone",
        "kubernetes.io/hostname",
    ]


def test_a_single_pod_at_rest_has_no_budget(chart, made):
    alone = {"app": Autoscaling(minimum=1, maximum=2)}
    made(replace(KEEPS, autoscaling=alone, pods=Pods(replicas=2)))

    assert "PodDisruptionBudget" not in {each["kind"] for each in chart.to_json()}


def test_bounds_of_another_workload_are_not_its(chart, made):
    made(WorkloadDefaults(autoscaling={"other": BOUNDS}), kind="Deployment")

    assert "HorizontalPodAutoscaler" not in {each["kind"] for each in chart.to_json()}


def test_the_load_decides_for_its_twin_too(chart, find):
    account = ServiceAccount(chart, "ServiceAccount", name="app", labels={})
    workload = Workload(
        chart,
        "Workload",
        name="app",
        account=account,
        containers=[Container(name="app", image="app:1")],
        defaults=KEEPS,
        selector={"app": "app"},
    )
    workload.expose(service="app", port=80)
    workload.twin(chart, "Twin", suffix="-canary", image="app:2")
    spec = find("HorizontalPodAutoscaler", "app-canary")["spec"]

    assert (spec["minReplicas"], spec["maxReplicas"]) == (2, 6)
    assert spec["scaleTargetRef"]["name"] == "app-canary"
    assert "replicas" not in find("Deployment", "app-canary")["spec"]
