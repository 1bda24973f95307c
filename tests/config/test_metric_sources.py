from typing import get_args

import pytest

from constructs_lib.config.metric_sources import MetricSource, label_name, sanitized, unnamed


@pytest.mark.parametrize("source", get_args(MetricSource))
def test_a_source_that_is_missing_says_what_to_name(source):
    assert unnamed(source).endswith(f"; add '{source}' to Monitoring(platform=…)")


def test_a_resource_as_kube_state_metrics_writes_it():
    assert sanitized("nvidia.com/mig-1g.5gb") == "nvidia_com_mig_1g_5gb"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("app.kubernetes.io/part-of", "label_app_kubernetes_io_part_of"),
        ("example.com/costCenter", "label_example_com_cost_center"),
    ],
)
def test_a_label_as_kube_state_metrics_writes_it(key, label):
    assert label_name(key) == label
