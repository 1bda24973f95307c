"""The real promtool takes every expression of every dashboard.

Grafana itself cannot be had here: what it would put in place of its variables is written down.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any, Final

import pytest
import yaml

from constructs_lib import (
    Environment,
    Platform,
)
from constructs_lib.config.dashboards import DASHBOARDS
from constructs_lib.platform import synthesize
from tests.cluster.monitoring.prometheus import NEEDED, promtool
from tests.watched import WATCHED

pytestmark = NEEDED

# What Grafana puts there: four scrapes, and the chosen time range.
GRAFANAS: Final = {"__rate_interval": "2m", "__range": "21600s"}


@cache
def dashboards() -> dict[str, dict[str, Any]]:
    """Return every dashboard as Grafana reads it."""
    platform = Platform(environments=(Environment("default", WATCHED),))
    made = synthesize(platform).environments["default"]["monitoring"]
    return {
        file.removeprefix("kubeflow-").removesuffix(".json"): json.loads(text)
        for obj in made
        if obj["kind"] == "ConfigMap"
        for file, text in obj["data"].items()
    }


def expressions(name: str) -> Iterator[tuple[str, str]]:
    """Yield each expression of a dashboard as Prometheus gets it, with its panel's title."""
    dashboard = dashboards()[name]
    values = GRAFANAS | {
        variable["name"]: variable["query"] for variable in dashboard["templating"]["list"]
    }
    for panel in dashboard["panels"]:
        for query in panel.get("targets", ()):
            yield panel["title"], Template(query["expr"]).substitute(values)


@pytest.mark.parametrize("name", DASHBOARDS)
def test_promtool_takes_every_expression_as_a_rule(name, tmp_path):
    rules = [
        {"record": f"panel:{number}", "expr": expression}
        for number, (_, expression) in enumerate(expressions(name))
    ]
    groups = {"groups": [{"name": name, "rules": rules}]}
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(groups))

    said = promtool("check", "rules", "--lint-fatal", "rules.yaml", folder=tmp_path)

    assert (said.returncode, said.stderr) == (0, "")
    assert f"SUCCESS: {len(rules)} rules found" in said.stdout


def test_every_dashboard_is_asked():
    assert tuple(dashboards()) == DASHBOARDS


@dataclass(frozen=True)
class Case:
    """A panel, the series that Prometheus has read for an hour, and what it then shows.

    series: the value at the start and its change per minute. shown: the values by labels.
    """

    dashboard: str
    panel: str
    series: Mapping[str, str]
    shown: Mapping[str, float]


EDGE: Final = 'job="kubeflow/istio-ingressgateway",destination_service_namespace="kubeflow"'
NOTEBOOK: Final = 'namespace="team",pod="lab-0"'
BACKUP: Final = 'namespace="kubeflow",job_name="backup-1"'
CERTIFICATE: Final = "certmanager_certificate_expiration_timestamp_seconds"
SYNCED: Final = 'sync_status="Synced",health_status="Healthy"'
CASES: Final = (
    Case(
        "overview",
        "Availability of the pages",
        {f'istio_requests_total{{{EDGE},response_code="200"}}': "0+10x60"},
        {"{}": 1},
    ),
    Case(
        "overview",
        "Availability of the pages",
        {
            f'istio_requests_total{{{EDGE},response_code="200"}}': "0+15x60",
            f'istio_requests_total{{{EDGE},response_code="503"}}': "0+5x60",
        },
        {"{}": 0.75},
    ),
    Case(
        "overview",
        "Error budget left",
        {f'istio_requests_total{{{EDGE},response_code="200"}}': "0+10x60"},
        {"{}": 1},
    ),
    Case(
        "overview",
        "Applications",
        {
            f'argocd_app_info{{name="kubeflow",{SYNCED}}}': "1x60",
            f'argocd_app_info{{name="shop",{SYNCED}}}': "1x60",
        },
        {f'{{name="kubeflow",{SYNCED}}}': 1},
    ),
    Case(
        "login",
        "Certificates",
        {
            f'{CERTIFICATE}{{name="one",namespace="kubeflow"}}': "5400x60",
            f'{CERTIFICATE}{{name="two",exported_namespace="kubeflow",namespace="x"}}': (
                "4000x60"
            ),
            f'{CERTIFICATE}{{name="three",namespace="shop"}}': "9000x60",
        },
        {'{name="one"}': 1800, '{name="two"}': 400},
    ),
    Case(
        "notebooks",
        "Running notebooks",
        {
            f'kube_pod_status_phase{{{NOTEBOOK},phase="Running"}}': "1x60",
            f'kube_pod_status_phase{{{NOTEBOOK},phase="Pending"}}': "0x60",
            'kube_pod_status_phase{namespace="team",pod="other",phase="Running"}': "1x60",
            f'kube_pod_labels{{{NOTEBOOK},label_notebook_name="lab"}}': "1x60",
            'kube_pod_labels{namespace="team",pod="other"}': "1x60",
        },
        {'{namespace="team"}': 1},
    ),
    Case(
        "notebooks",
        "Notebooks that are not ready",
        {
            f'kube_pod_status_ready{{{NOTEBOOK},condition="false"}}': "1x60",
            f'kube_pod_labels{{{NOTEBOOK},label_notebook_name="lab"}}': "1x60",
        },
        {f'{{{NOTEBOOK},label_notebook_name="lab"}}': 1},
    ),
    Case(
        "data",
        "Used share of volumes",
        {
            f'kubelet_volume_stats_{what}_bytes{{namespace="kubeflow",'
            f'persistentvolumeclaim="mysql-pv-claim",node="{node}"}}': f"{value}x60"
            for node in "ab"
            for what, value in (("available", 25), ("capacity", 100))
        },
        {'{persistentvolumeclaim="mysql-pv-claim"}': 0.75},
    ),
    Case(
        "data",
        "Duration of a backup",
        {
            f"kube_job_status_start_time{{{BACKUP}}}": "600x60",
            f"kube_job_status_completion_time{{{BACKUP}}}": "900x60",
        },
        {'{job_name="backup-1"}': 300},
    ),
    Case(
        "usage",
        "Used share of reserved memory",
        {
            'namespace:kubeflow_memory_working_set_bytes:sum{namespace="team"}': "1x60",
            'namespace:kubeflow_memory_requests_bytes:sum{namespace="team"}': "4x60",
            'namespace:kubeflow_memory_working_set_bytes:sum{namespace="none"}': "1x60",
            'namespace:kubeflow_memory_requests_bytes:sum{namespace="none"}': "0x60",
        },
        {'{namespace="team"}': 0.25},
    ),
    Case(
        "usage",
        "Most unused CPU",
        {
            f"namespace_notebook:kubeflow_cpu_{what}_cores:sum"
            f'{{namespace="team",notebook="{name}"}}': f"{value}x60"
            for name, used in (("idle", 1), ("busy", 5))
            for what, value in (("usage", used), ("requests", 4))
        },
        {'{namespace="team",notebook="idle"}': 3},
    ),
    Case(
        "controllers",
        "Queue",
        {
            'workqueue_depth{job="kubeflow/katib-controller",name="trial"}': "3x60",
            'workqueue_depth{job="elsewhere/katib-controller",name="trial"}': "7x60",
        },
        {'{job="kubeflow/katib-controller",name="trial"}': 3},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.dashboard}-{case.panel}")
def test_a_panel_shows_what_its_sentence_says(case, tmp_path):
    [expression] = [text for title, text in expressions(case.dashboard) if title == case.panel]
    samples = [{"labels": labels, "value": value} for labels, value in case.shown.items()]
    test = {
        "interval": "1m",
        "input_series": [
            {"series": each, "values": value} for each, value in case.series.items()
        ],
        "promql_expr_test": [{"expr": expression, "eval_time": "1h", "exp_samples": samples}],
    }
    (tmp_path / "test.yaml").write_text(yaml.safe_dump({"tests": [test]}))

    said = promtool("test", "rules", "test.yaml", folder=tmp_path)

    assert (said.returncode, said.stdout + said.stderr) == (
        0,
        "Unit Testing:  test.yaml\n  SUCCESS\n\n",
    )
