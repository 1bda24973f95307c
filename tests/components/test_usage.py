"""The records of usage of whole environments."""

import re
from functools import cache
from typing import Any

import pytest

from constructs_lib import Config, Environment, GpuVendor, Notebooks, Platform, Spawner
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.monitoring import Monitoring, Scraper, Usage
from constructs_lib.platform import synthesize

pytestmark = pytest.mark.slow

SOURCES: tuple[MetricSource, ...] = (
    "cadvisor",
    "kube-state-metrics",
    "namespace-labels",
    "notebook-labels",
)

# With the place where each is made.
SERVED = {
    # google/cadvisor, metrics/prometheus.go
    "container_cpu_usage_seconds_total",
    "container_memory_working_set_bytes",
    # NVIDIA/dcgm-exporter, etc/default-counters.csv
    "DCGM_FI_DEV_GPU_UTIL",
    # kubernetes/kube-state-metrics, docs/metrics
    "kube_namespace_annotations",
    "kube_namespace_labels",
    "kube_persistentvolumeclaim_resource_requests_storage_bytes",
    "kube_pod_container_resource_requests",
    "kube_pod_labels",
    "kube_pod_status_phase",
}


@cache
def written(
    usage: Usage | None = Usage(),
    platform: tuple[MetricSource, ...] = SOURCES,
    vendor: str = "nvidia.com/gpu",
) -> list[dict[str, Any]]:
    config = Config(
        notebooks=Notebooks(spawner=Spawner(gpu_vendors=(GpuVendor(vendor, "one"),))),
        monitoring=Monitoring(
            scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
            labels={"release": "site"},
            platform=platform if usage else (),
            usage=usage,
        ),
    )
    made = synthesize(Platform(environments=(Environment("default", config),)))
    return [
        obj
        for obj in made.environments["default"]["monitoring"]
        if obj["kind"] == "PrometheusRule"
    ]


def rules(*arguments: Any) -> dict[str, str]:
    [found] = written(*arguments)
    return {
        rule["record"]: rule["expr"]
        for group in found["spec"]["groups"]
        for rule in group["rules"]
    }


def test_the_rules_of_profiles_and_of_accelerators_with_owners(yaml_snapshot):
    [found] = written(Usage(owners="named"), (*SOURCES, "namespace-owners"))
    [group] = found["spec"]["groups"]

    assert [
        rule
        for rule in group["rules"]
        if "profile" in rule["record"] or "accelerator" in rule["record"]
    ] == yaml_snapshot


def test_without_a_decision_nothing_is_recorded():
    assert written(None) == []


def test_prometheus_selects_the_rules_by_the_labels_of_monitors():
    [found] = written()

    assert found["metadata"]["labels"]["release"] == "site"


def test_what_others_join_is_recorded_before_them():
    assert list(rules())[:2] == [
        "namespace:kubeflow_profile:info",
        "namespace_pod:kubeflow_notebook:info",
    ]


def test_records_without_their_source_are_left_out():
    assert list(rules(Usage(), ("cadvisor", "namespace-labels"))) == [
        "namespace:kubeflow_profile:info",
        "namespace:kubeflow_cpu_usage_cores:sum",
        "namespace:kubeflow_memory_working_set_bytes:sum",
    ]


def test_accelerators_are_those_of_the_form():
    found = rules(Usage(), SOURCES, "intel.com/gpu")

    assert (
        'resource=~"intel_com_gpu"'
        in (found["namespace_resource:kubeflow_accelerator_requests:sum"])
    )


def test_every_metric_is_one_that_somebody_serves():
    every = rules(Usage(owners="named"), (*SOURCES, "dcgm-exporter", "namespace-owners"))
    asked = set(re.findall(r"\b(?:kube|container|DCGM)_\w+", " ".join(every.values())))

    assert asked == SERVED
