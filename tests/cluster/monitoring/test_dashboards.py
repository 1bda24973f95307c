"""The real promtool takes every expression of every dashboard.

Grafana itself cannot be had here: what it would put in place of its variables is written down.
"""

import json
from collections.abc import Iterator
from functools import cache
from string import Template
from typing import Any, Final

import pytest
import yaml

from constructs_lib import Backup, BackupVolume, Config, Environment, Platform
from constructs_lib.config.dashboards import DASHBOARDS
from constructs_lib.monitoring import Alerts, Dashboards, Monitoring, Scraper
from constructs_lib.platform import synthesize
from tests.cluster.monitoring.prometheus import NEEDED, promtool

pytestmark = NEEDED

# What Grafana puts there: four scrapes, and the chosen time range.
GRAFANAS: Final = {"__rate_interval": "2m", "__range": "21600s"}


@cache
def dashboards() -> dict[str, dict[str, Any]]:
    """Return every dashboard as Grafana reads it."""
    config = Config(
        components=(*Config().components, "kserve"),
        backup=Backup(destination=BackupVolume(claim="copies")),
        monitoring=Monitoring(
            scraper=Scraper(namespace="monitoring", account="prometheus-k8s"),
            dashboards=Dashboards(),
            alerts=Alerts(runbooks="https://docs.example.com/runbooks"),
            platform=(
                "argo-cd",
                "cert-manager",
                "kube-state-metrics",
                "kubelet",
                "notebook-labels",
            ),
        ),
    )
    platform = Platform(environments=(Environment("default", config),))
    made = synthesize(platform).environments["default"]["monitoring"]
    return {
        file.removeprefix("kubeflow-").removesuffix(".json"): json.loads(text)
        for obj in made
        if obj["kind"] == "ConfigMap"
        for file, text in obj["data"].items()
    }


def expressions(name: str) -> Iterator[str]:
    dashboard = dashboards()[name]
    values = GRAFANAS | {
        variable["name"]: variable["query"] for variable in dashboard["templating"]["list"]
    }
    for panel in dashboard["panels"]:
        for query in panel.get("targets", ()):
            yield Template(query["expr"]).substitute(values)


@pytest.mark.parametrize("name", DASHBOARDS)
def test_promtool_takes_every_expression_as_a_rule(name, tmp_path):
    rules = [
        {"record": f"panel:{number}", "expr": expression}
        for number, expression in enumerate(expressions(name))
    ]
    groups = {"groups": [{"name": name, "rules": rules}]}
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(groups))

    said = promtool("check", "rules", "--lint-fatal", "rules.yaml", folder=tmp_path)

    assert (said.returncode, said.stderr) == (0, "")
    assert f"SUCCESS: {len(rules)} rules found" in said.stdout


def test_every_dashboard_is_asked():
    assert tuple(dashboards()) == DASHBOARDS
