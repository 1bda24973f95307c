from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from constructs_lib import (
    ArgoCd,
    Backup,
    BackupVolume,
    Config,
    Environment,
    Login,
    Platform,
)
from constructs_lib.config.alerting import absent_alerts
from constructs_lib.config.alerts import ALERTS
from constructs_lib.config.metric_sources import MetricSource
from constructs_lib.monitoring import Alerts, Monitoring, Scraper

RUNBOOKS = "https://docs.example.com/runbooks.html"
SOURCES: tuple[MetricSource, ...] = (
    "argo-cd",
    "cert-manager",
    "kube-state-metrics",
    "kubelet",
    "notebook-labels",
)
NOTHING: Mapping[str, Any] = {}
SCRAPER = Scraper(namespace="monitoring", account="prometheus-k8s")
KEPT = Backup(destination=BackupVolume(claim="copies"))


def config(
    scraper: Scraper = SCRAPER,
    platform: tuple[MetricSource, ...] = SOURCES,
    alerts: Mapping[str, Any] = NOTHING,
    **given: Any,
) -> Config:
    monitoring = Monitoring(
        scraper=scraper, platform=platform, alerts=Alerts(runbooks=RUNBOOKS, **alerts)
    )
    return Config(monitoring=monitoring, **given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"runbooks": ""}, "runbooks must be the address of a page, .*; got ''"),
        ({"runbooks": "http://docs.example.com"}, "got 'http://docs.example.com'"),
        ({"runbooks": "https://docs.example.com/a#b"}, "without a query, a fragment"),
        ({"runbooks": "https://docs.example.com/{{.Value}}"}, "and variables; got"),
        ({"runbooks": 'https://docs.example.com/"'}, "address of a page"),
        ({"runbooks": "https://docs.example.com:99999/"}, "address of a page"),
        ({"availability": 0.9}, "availability must be 0.94 to 0.9999: .*; got 0.9"),
        ({"availability": 99.0}, "availability must be 0.94 to 0.9999: .*; got 99"),
        ({"availability": 1.0}, "availability must be 0.94 to 0.9999: .*; got 1"),
        ({"least_requests": 0}, "least_requests must be 1 or more, got 0"),
        ({"notebook_not_ready": timedelta(0)}, "notebook_not_ready must be a positive number"),
        ({"notebook_not_ready": timedelta(days=2)}, "notebook_not_ready must be 0:00:00 to 1"),
        ({"pipelines_slow": timedelta(0)}, "pipelines_slow must be a positive number"),
        ({"pipelines_slow": timedelta(hours=1)}, "pipelines_slow must be 0:00:00 to 0:01:00"),
        ({"backup_age": timedelta(minutes=5)}, "backup_age must be 1:00:00 to 366 days"),
        ({"volume_free": 0.0}, "volume_free must be above 0 and at most 0.5, got 0.0"),
        ({"volume_free": 10.0}, "volume_free must be above 0 and at most 0.5, got 10.0"),
        ({"certificate_expiry": timedelta(days=30)}, "certificate_expiry must be 1 day"),
        ({"certificate_expiry": timedelta(hours=1)}, "certificate_expiry must be 1 day"),
    ],
)
def test_fails_for_thresholds_out_of_range(given, message):
    with pytest.raises(ValueError, match=message):
        Alerts(**{"runbooks": RUNBOOKS, **given})


def test_a_password_for_runbooks_is_not_repeated():
    with pytest.raises(ValueError, match="runbooks holds a password or token") as failure:
        Alerts(runbooks="https://me:secret@docs.example.com/runbooks.html")

    assert "secret" not in str(failure.value)


def test_fails_for_alerts_that_no_operator_reads():
    alerts = Alerts(runbooks=RUNBOOKS)

    with pytest.raises(
        ValueError, match="alerts needs PrometheusRules, which only the Prometheus Operator"
    ):
        Monitoring(scraper=SCRAPER, discovery="annotations", alerts=alerts)


@pytest.mark.parametrize(
    ("alerts", "given", "message"),
    [
        (
            {"backup_age": timedelta(days=3)},
            {},
            r"alert KubeflowBackupTooOld, which is not written: neither Config\(backup=…\)",
        ),
        (
            {"backup_age": timedelta(days=3)},
            {"backup": KEPT, "platform": ()},
            r"add 'kube-state-metrics' to Monitoring\(platform=…\); or leave out backup_age",
        ),
        (
            {"pipelines_slow": timedelta(seconds=1)},
            {"components": ("profiles",)},
            "pipelines_slow is for alert KubeflowPipelinesSlow, .*: pipelines is not",
        ),
        (
            {},
            {"components": ("profiles",), "platform": ("notebook-labels",)},
            "platform names 'notebook-labels', which no rule of this config needs",
        ),
    ],
)
def test_fails_for_the_threshold_of_an_alert_that_is_not_written(alerts, given, message):
    with pytest.raises(ValueError, match=message):
        config(alerts=alerts, **given)


def test_fails_for_alerts_on_applications_that_do_not_exist():
    environment = Environment("default", config(), argo_cd=ArgoCd(hub=True))

    with pytest.raises(
        ValueError, match="unknown application of monitoring 'kubeflow'; known are"
    ):
        Platform(environments=(environment,))


def test_a_config_without_alerts_lacks_none():
    assert absent_alerts(Config()) == {}


def test_every_alert_is_written_where_all_is_installed_and_read():
    assert absent_alerts(config(backup=KEPT)) == {}


def test_alerts_of_what_others_scrape_are_absent_unless_it_is_named():
    absent = absent_alerts(config(platform=(), backup=KEPT))

    assert absent.keys() == {each.name for each in ALERTS if each.source}
    assert absent["KubeflowVolumeFilling"] == (
        "nothing says that Prometheus reads the kubelets; "
        "add 'kubelet' to Monitoring(platform=…)"
    )


def test_alerts_of_what_is_not_installed_are_absent():
    absent = absent_alerts(config(platform=("kube-state-metrics",), components=("profiles",)))

    reasons = {name: why for name, why in absent.items() if "nothing says" not in why}
    assert reasons == {
        "KubeflowBackupTooOld": "neither Config(backup=…) nor Config(recovery=…) is set",
        "KubeflowNotebookCreateFailed": "notebook-controller is not installed",
        "KubeflowNotebookNotReady": "notebook-controller is not installed",
        "KubeflowPipelinesSlow": "pipelines is not installed",
        "KubeflowVolumeFilling": "no component keeps its data in a volume",
    }


@pytest.mark.parametrize(
    "given",
    [
        {"scraper": Scraper(namespace="monitoring", account="prometheus-k8s", mesh="out")},
        {"login": Login(mesh="outside")},
    ],
)
def test_alerts_on_a_login_that_is_not_read_are_absent(given):
    absent = absent_alerts(config(backup=KEPT, **given))

    assert absent == {
        "KubeflowDexErrors": "the scraper does not read the metrics of dex",
        "KubeflowLoginDown": "the scraper does not read the metrics of oauth2-proxy",
        "KubeflowLoginErrors": "the scraper does not read the metrics of oauth2-proxy",
    }
