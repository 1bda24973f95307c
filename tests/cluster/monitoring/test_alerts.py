"""The real promtool takes every file of rules, and each alert fires when it should.

Stock Envoy, kube-state-metrics, cert-manager and Argo CD do not run here: what they would have
counted is written down, in alert_cases.py.
"""

import json
import re
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from constructs_lib import Backup, BackupVolume, Config, Environment, Login, Platform
from constructs_lib.config.alerts import ALERTS
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.platform import synthesize
from tests.cluster.monitoring.alert_cases import CASES, Case, Series
from tests.cluster.monitoring.prometheus import NEEDED

pytestmark = NEEDED

RUNBOOKS: Final = "https://docs.example.com/runbooks"
EVERY: Final = Alerts(
    runbooks=RUNBOOKS,
    # The shortest, since promtool counts minute by minute.
    backup_age=timedelta(hours=1),
)
KEPT: Final = Backup(destination=BackupVolume(claim="copies"))
SCRAPER: Final = Scraper(namespace="monitoring", account="prometheus-k8s")
CONFIGS: Final = {
    "every": Config(
        monitoring=Monitoring(
            scraper=SCRAPER,
            platform=(
                "argo-cd",
                "cert-manager",
                "kube-state-metrics",
                "kubelet",
                "notebook-labels",
            ),
            alerts=EVERY,
        ),
        backup=KEPT,
    ),
    "own metrics": Config(
        monitoring=Monitoring(scraper=SCRAPER, alerts=Alerts(runbooks=RUNBOOKS)),
    ),
    "few": Config(
        monitoring=Monitoring(scraper=SCRAPER, alerts=Alerts(runbooks=RUNBOOKS)),
        components=("profiles",),
        login=Login(mesh="outside"),
    ),
}
FIRES: Final = [
    pytest.param(case, series, id=f"{case.name}-{what}")
    for case in CASES
    for what, series in case.fires.items()
]
QUIET: Final = [
    pytest.param(case, series, id=f"{case.name}-{what}")
    for case in CASES
    for what, series in case.quiet.items()
]


@cache
def spec(name: str) -> dict[str, Any]:
    """Return what a PrometheusRule holds: the operator hands it to Prometheus as it is."""
    platform = Platform(environments=(Environment("default", CONFIGS[name]),))
    made = synthesize(platform).environments["default"]["monitoring"]
    [found] = [obj for obj in made if obj["kind"] == "PrometheusRule"]
    return dict(found["spec"])


def rules(name: str = "every") -> list[dict[str, Any]]:
    return [rule for group in spec(name)["groups"] for rule in group["rules"]]


def promtool(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["promtool", *arguments], cwd=folder, text=True, capture_output=True, check=False
    )


def selector(case: Case) -> str:
    labels = {"alertname": case.alert, "alertstate": "firing", **case.labels}
    return ",".join(f"{label}={json.dumps(value)}" for label, value in labels.items())


def asked(case: Case, series: Series, firing: int, folder: Path) -> tuple[int, str]:
    """Ask promtool how many alerts a rule raises after what was read."""
    of_it = [rule for rule in rules() if rule["alert"] == case.alert]
    groups = {"groups": [{"name": "kubeflow", "rules": of_it}]}
    (folder / "rules.yaml").write_text(yaml.safe_dump(groups))
    question = {
        "expr": f"count(ALERTS{{{selector(case)}}}) or vector(0)",
        "eval_time": f"{case.at}m",
        "exp_samples": [{"labels": "{}", "value": firing}],
    }
    test = {
        "interval": "1m",
        "input_series": [{"series": each, "values": value} for each, value in series.items()],
        "promql_expr_test": [question],
    }
    (folder / "test.yaml").write_text(
        yaml.safe_dump(
            {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [test]}
        )
    )
    said = promtool("test", "rules", "test.yaml", folder=folder)
    return said.returncode, said.stdout + said.stderr


@pytest.mark.parametrize("name", CONFIGS)
def test_promtool_takes_the_rules(name, tmp_path):
    (tmp_path / "rules.yaml").write_text(yaml.safe_dump(spec(name)))

    said = promtool("check", "rules", "--lint-fatal", "rules.yaml", folder=tmp_path)

    assert (said.returncode, said.stderr) == (0, "")
    assert f"SUCCESS: {len(rules(name))} rules found" in said.stdout


@pytest.mark.parametrize(("case", "series"), FIRES)
def test_an_alert_fires(case, series, tmp_path):
    assert asked(case, series, 1, tmp_path) == (0, _SUCCESS)


@pytest.mark.parametrize(("case", "series"), QUIET)
def test_an_alert_does_not_fire(case, series, tmp_path):
    assert asked(case, series, 0, tmp_path) == (0, _SUCCESS)


_SUCCESS: Final = "Unit Testing:  test.yaml\n  SUCCESS\n\n"


def of(case: Case) -> list[Mapping[str, Any]]:
    """Return the rules that a case may be of."""
    return [
        rule
        for rule in rules()
        if rule["alert"] == case.alert
        and all(
            case.labels.get(label, value) == value for label, value in rule["labels"].items()
        )
    ]


def test_every_rule_has_a_case():
    asked_of = {json.dumps(rule, sort_keys=True) for case in CASES for rule in of(case)}

    assert asked_of == {json.dumps(rule, sort_keys=True) for rule in rules()}
    assert {case.alert for case in CASES} == {alert.name for alert in ALERTS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_sentence_names_only_labels_that_the_alert_has(case):
    for rule in of(case):
        named = set(re.findall(r"\$labels\.(\w+)", " ".join(rule["annotations"].values())))

        assert named - case.labels.keys() == set()
