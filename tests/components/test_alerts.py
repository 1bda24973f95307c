"""The alerts of whole environments: what is installed and read, and nothing else."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from constructs_lib import Backup, BackupVolume, Config, Environment, Platform, Rehearsal
from constructs_lib.components.alerts import _rules
from constructs_lib.config.alerting import absent_alerts
from constructs_lib.config.alerts import ALERTS
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.platform import synthesize
from constructs_lib.recovery import Recovery

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SCRAPER = Scraper(namespace="monitoring", account="prometheus-k8s")
RUNBOOKS = "https://docs.example.com/runbooks"
EVERY = Alerts(runbooks=RUNBOOKS)
PLATFORM: tuple[MetricSource, ...] = (
    "argo-cd",
    "cert-manager",
    "kube-state-metrics",
    "kubelet",
    "notebook-labels",
)
KEPT = Backup(destination=BackupVolume(claim="copies"))
# Metrics that others serve, with the place where each is made.
SOURCES = {
    # prometheus/prometheus, docs/concepts/jobs_instances.md
    "up",
    # kubernetes/kube-state-metrics, docs/metrics/workload
    "kube_cronjob_created",
    "kube_cronjob_status_last_successful_time",
    "kube_deployment_status_replicas_available",
    "kube_pod_labels",
    "kube_pod_status_ready",
    # kubernetes/kubernetes, pkg/kubelet/metrics/collectors/volume_stats.go
    "kubelet_volume_stats_available_bytes",
    "kubelet_volume_stats_capacity_bytes",
    # cert-manager/cert-manager, pkg/metrics
    "certmanager_certificate_expiration_timestamp_seconds",
    # argoproj/argo-cd, docs/operator-manual/metrics.md
    "argocd_app_info",
}
METRIC = re.compile(r"\b([a-z][a-z0-9_]*_[a-z0-9_]+|up)\{")


@cache
def environment(alerts: Alerts | None, *components: str) -> dict[str, list[dict[str, Any]]]:
    config = Config(
        monitoring=Monitoring(
            scraper=SCRAPER,
            labels={"release": "site"},
            platform=() if components or not alerts else PLATFORM,
            alerts=alerts,
        ),
        **({"components": components} if components else {"backup": KEPT}),
    )
    return dict(
        synthesize(Platform(environments=(Environment("default", config),))).environments[
            "default"
        ]
    )


def written(alerts: Alerts | None, *components: str) -> list[dict[str, Any]]:
    return [
        obj
        for made in environment(alerts, *components).values()
        for obj in made
        if obj["kind"] == "PrometheusRule"
    ]


def rules(alerts: Alerts = EVERY, *components: str) -> list[dict[str, Any]]:
    [found] = written(alerts, *components)
    return [rule for group in found["spec"]["groups"] for rule in group["rules"]]


def test_the_rule_of_slow_pipelines(yaml_snapshot):
    [rule] = [rule for rule in rules() if rule["alert"] == "KubeflowPipelinesSlow"]

    assert rule == yaml_snapshot


def test_without_a_decision_there_are_none():
    assert written(None) == []


def test_prometheus_selects_them_by_the_labels_of_monitors():
    [found] = written(EVERY)

    assert found["metadata"]["labels"]["release"] == "site"


def test_every_alert_has_a_rule_where_all_is_installed():
    assert {rule["alert"] for rule in rules()} == {alert.name for alert in ALERTS}


def test_no_two_rules_are_one_to_alertmanager():
    known = [(rule["alert"], *sorted(rule["labels"].items())) for rule in rules()]

    assert len(known) == len(set(known))


def test_of_a_few_components_only_their_alerts_are_written():
    alerts = Alerts(runbooks=RUNBOOKS)

    assert {rule["alert"] for rule in rules(alerts, "profiles")} == {
        "KubeflowDexErrors",
        "KubeflowEdgeErrors",
        "KubeflowLoginDown",
        "KubeflowLoginErrors",
        "KubeflowProfileErrors",
    }


def test_every_job_is_a_monitor():
    monitors = {
        f"{obj['metadata']['namespace']}/{obj['metadata']['name']}"
        for obj in environment(EVERY)["monitoring"]
        if obj["kind"] == "PodMonitor"
    }
    asked = {job for rule in rules() for job in re.findall(r'[{,]job="([^"]+)"', rule["expr"])}

    assert asked
    assert asked - monitors == set()


def test_every_metric_is_one_that_somebody_serves():
    page = (ROOT / "docs" / "monitoring.md").read_text()
    table = page.partition("## What is read")[2].partition("\n## ")[0]
    served = set(re.findall(r"`(\w+)`", table)) | SOURCES
    asked = {
        re.sub(r"_bucket$", "", metric)
        for rule in rules()
        for metric in METRIC.findall(rule["expr"])
    }

    assert asked - served == set()
    assert SOURCES - asked == set()


def test_every_alert_has_a_runbook_and_every_runbook_an_alert():
    page = (ROOT / "docs" / "runbooks.md").read_text()
    headings = re.findall(r"^## (.+)$", page, re.MULTILINE)

    assert headings == [alert.name for alert in ALERTS]


def test_every_runbook_says_what_it_means_what_to_look_at_and_what_to_do():
    page = (ROOT / "docs" / "runbooks.md").read_text()
    silent = [
        part.partition("\n")[0]
        for part in page.split("\n## ")[1:]
        if re.findall(r"^\*\*(.+?):\*\*", part, re.MULTILINE) != ["It means", "Look at", "Do"]
    ]

    assert silent == []


def test_the_address_of_a_runbook_leads_to_its_heading():
    addresses = {rule["annotations"]["runbook_url"] for rule in rules()}

    assert addresses == {f"{RUNBOOKS}#{alert.name.lower()}" for alert in ALERTS}


@pytest.mark.parametrize(
    ("chosen", "cron_jobs"),
    [
        ({"backup": KEPT}, {"backup"}),
        ({"backup": replace(KEPT, rehearsal=Rehearsal())}, {"backup-rehearsal"}),
        ({"recovery": Recovery(destination=KEPT.destination)}, {"recovery"}),
        (
            {"backup": KEPT, "recovery": Recovery(destination=KEPT.destination)},
            {"backup", "recovery"},
        ),
    ],
    ids=["backup", "rehearsal", "recovery", "backup and recovery"],
)
def test_each_copy_that_is_chosen_and_no_other_has_an_alert(chosen, cron_jobs):
    """Else copies that fail every hour are noticed when a cluster is lost."""
    monitoring = Monitoring(scraper=SCRAPER, platform=PLATFORM, alerts=EVERY)
    config = Config(monitoring=monitoring, **chosen)

    assert "KubeflowBackupTooOld" not in absent_alerts(config)
    assert {
        found[1]
        for rule in _rules(config, monitoring, dex=False)
        if rule.alert == "KubeflowBackupTooOld"
        for found in re.finditer(r'cronjob="([^"]+)"', rule.expression)
    } == cron_jobs
