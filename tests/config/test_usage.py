from typing import Any

import pytest

from constructs_lib import Config, Notebooks, Spawner
from constructs_lib.config.alerting import absent_usage
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.config.usage import RECORDS
from constructs_lib.monitoring import Monitoring, Scraper, Usage

SOURCES: tuple[MetricSource, ...] = (
    "cadvisor",
    "dcgm-exporter",
    "kube-state-metrics",
    "namespace-labels",
    "notebook-labels",
)


def config(
    platform: tuple[MetricSource, ...] = SOURCES, usage: Usage = Usage(), **given: Any
) -> Config:
    scraper = Scraper(namespace="monitoring", account="prometheus-k8s")
    return Config(
        monitoring=Monitoring(scraper=scraper, platform=platform, usage=usage), **given
    )


def test_a_config_without_usage_lacks_none():
    assert absent_usage(Config()) == {}


def test_everything_is_recorded_where_all_is_read():
    assert absent_usage(config()) == {}


def test_every_record_has_a_name_of_level_metric_and_operation():
    assert [each.name for each in RECORDS if each.name.count(":") != 2] == []


def test_what_needs_a_source_that_is_not_read_is_absent():
    absent = absent_usage(config(("cadvisor", "namespace-labels")))

    assert absent.keys() == {
        each.name for each in RECORDS if each.sources != ("cadvisor",)
    } | {"namespace_pod:kubeflow_notebook:info"}
    assert absent["namespace:kubeflow_gpu_utilization_ratio:avg"] == (
        "nothing says that Prometheus reads NVIDIA's DCGM exporter with labels of pods; add "
        "'dcgm-exporter' to Monitoring(platform=…)"
    )


def test_notebooks_are_absent_without_their_controller():
    absent = absent_usage(config(("cadvisor", "namespace-labels"), components=("profiles",)))

    assert absent["namespace_notebook:kubeflow_cpu_usage_cores:sum"] == (
        "notebook-controller is not installed"
    )


def test_accelerators_are_absent_where_the_form_offers_none():
    absent = absent_usage(config(notebooks=Notebooks(spawner=Spawner(gpu_vendors=()))))

    assert absent == dict.fromkeys(
        (
            "namespace_resource:kubeflow_accelerator_requests:sum",
            "namespace_notebook_resource:kubeflow_accelerator_requests:sum",
        ),
        "the form for notebooks offers no accelerator",
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"platform": ()},
            "usage records nothing: nothing says .*; add 'namespace-labels' to Monitoring",
        ),
        ({"platform": ("namespace-labels",)}, "usage records nothing: .* add 'cadvisor' to"),
        (
            {"components": ("admission-webhook",)},
            "usage records nothing: profiles is not installed; or leave out usage",
        ),
        (
            {"usage": Usage(owners="named")},
            "owners='named' of usage has none: .* add 'namespace-owners' to Monitoring",
        ),
        (
            {"platform": (*SOURCES, "namespace-owners")},
            "platform names 'namespace-owners', which no rule of this config needs",
        ),
        (
            {"platform": (*SOURCES, "kubelet")},
            "platform names 'kubelet', which no rule of this config needs",
        ),
        (
            {
                "components": ("profiles",),
                "platform": ("cadvisor", "namespace-labels", "notebook-labels"),
            },
            "platform names 'notebook-labels', which no rule of this config needs",
        ),
    ],
)
def test_fails_for_usage_that_cannot_be_recorded(given, message):
    with pytest.raises(ValueError, match=message):
        config(**given)


def test_fails_for_owners_of_no_known_kind():
    with pytest.raises(ValueError, match="owners must be 'omitted' or 'named', got 'all'"):
        Usage(owners="all")


def test_fails_for_usage_that_no_operator_reads():
    with pytest.raises(ValueError, match="usage needs PrometheusRules, which only the"):
        Monitoring(
            scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
            discovery="annotations",
            usage=Usage(),
        )


@pytest.mark.parametrize(
    ("platform", "message"),
    [
        (("node-exporter",), "in which 'node-exporter' is not 'argo-cd'"),
        (("kubelet", "kubelet"), "source of metrics 'kubelet' is given twice"),
    ],
)
def test_fails_for_sources_that_are_unknown_or_twice(platform, message):
    with pytest.raises(ValueError, match=message):
        config(platform)
