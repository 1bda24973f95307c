import re
from datetime import timedelta

import pytest

from constructs_lib.components.alert_rules import (
    AlertRule,
    argo_cd_rules,
    backup_rules,
    certificate_expires,
    error_rules,
    notebook_rules,
    pipelines_slow,
    volume_filling,
)
from constructs_lib.monitoring import Alerts

ALERTS = Alerts(
    runbooks="https://docs.example.com/runbooks",
    availability=0.995,
    least_requests=7,
    notebook_not_ready=timedelta(minutes=3),
    pipelines_slow=timedelta(seconds=2),
    backup_age=timedelta(days=1),
    volume_free=0.2,
    certificate_expiry=timedelta(days=2),
)


def test_a_rule_as_prometheus_reads_it(yaml_snapshot):
    rule = AlertRule(
        alert="KubeflowSlow",
        expression="late > 1",
        after=timedelta(minutes=90),
        severity="critical",
        summary="It is slow.",
        description="It is later than 1.",
        labels={"server": "api"},
    )

    assert rule.to_k8s("https://docs.example.com/runbooks") == yaml_snapshot


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (next(error_rules(ALERTS)), "> 0.072\nand"),
        (next(error_rules(ALERTS)), "[1h])) >= 7"),
        (pipelines_slow(ALERTS), "> 2000"),
        (next(backup_rules(ALERTS)), "> 86400"),
        (volume_filling(ALERTS), "< 0.2"),
        (certificate_expires(ALERTS, frozenset({"b", "a"})), 'exported_namespace=~"a|b"'),
        (certificate_expires(ALERTS, frozenset({"a"})), "< 172800"),
        (next(argo_cd_rules(("ml", "ml-profiles"))), 'name=~"ml|ml-profiles"'),
    ],
)
def test_a_threshold_is_in_the_expression(rule, expected):
    assert expected in rule.expression


@pytest.mark.parametrize("name", ["backup-rehearsal", "recovery"])
def test_the_alert_of_backups_is_about_the_named_cron_job(name):
    plain, other = (
        [rule.expression for rule in backup_rules(ALERTS, each)] for each in ("backup", name)
    )

    assert all('cronjob="backup"' in each for each in plain)
    assert [each.replace(f'"{name}"', '"backup"') for each in other] == plain


def test_a_notebook_may_take_as_long_as_decided():
    assert next(notebook_rules(ALERTS)).after == timedelta(minutes=3)


def test_an_error_budget_has_two_windows_that_call_and_two_that_warn():
    found = [
        (rule.severity, *re.findall(r"\[(\w+)\]\)\) >", rule.expression))
        for rule in error_rules(ALERTS)
    ]

    assert found == 3 * [
        ("critical", "1h", "5m", "1h"),
        ("warning", "6h", "30m", "6h"),
    ]
