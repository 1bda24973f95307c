from typing import Any

import pytest

from constructs_lib import Backup, BackupVolume, Config, Login, ProfileDefaults
from constructs_lib.config.alerting import available_of
from constructs_lib.config.dashboards import DASHBOARDS, dashboard, filled
from constructs_lib.config.needs import Available
from constructs_lib.monitoring import Dashboards, Monitoring, Scraper, Usage

SCRAPER = Scraper(namespace="monitoring", account="prometheus-k8s")


def config(
    dashboards: Dashboards,
    *platform: str,
    scraper: Scraper = SCRAPER,
    usage: Usage | None = None,
    **given: Any,
) -> Config:
    monitoring = Monitoring(
        scraper=scraper, dashboards=dashboards, platform=platform, usage=usage
    )
    return Config(monitoring=monitoring, **given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"names": ()}, "names of dashboards is empty; name some, or leave it out for every"),
        ({"names": ("login", "login")}, "dashboard 'login' is given twice"),
        ({"names": ("logins",)}, "'logins' is not 'overview' or 'login'"),
        ({"labels": {}}, "labels of dashboards is empty, and Grafana's sidecar finds them by"),
        ({"labels": {"a b": "1"}}, "labels of dashboards"),
        ({"annotations": {"a b": "1"}}, "annotations of dashboards"),
        (
            {"annotations": {"argocd.argoproj.io/hook": "PreSync"}},
            "'argocd.argoproj.io/hook' on dashboards would change how controllers treat them",
        ),
    ],
)
def test_fails_for_dashboards_that_nobody_finds(given, message):
    with pytest.raises(ValueError, match=message):
        Dashboards(**given)


OUTSIDE = Scraper(namespace="monitoring", account="prometheus-k8s", mesh="out")


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "serving",
            {},
            "nothing to show: kserve is not installed; or leave out 'serving'$",
        ),
        (
            "training",
            {"components": ("profiles",)},
            "nothing to show: katib is not installed; training-operator is not installed; or",
        ),
        (
            "data",
            {},
            r"add 'kubelet' to Monitoring\(platform=…\); .*; neither Config\(backup=…\) nor",
        ),
        (
            "usage",
            {},
            r"has nothing to show: Monitoring\(usage=…\) is not set; or leave out 'usage'$",
        ),
        (
            "pipelines",
            {"components": ("profiles",)},
            "has nothing to show: pipelines is not installed; or leave out 'pipelines'$",
        ),
    ],
)
def test_fails_for_a_dashboard_of_what_is_not_installed_or_not_read(name, given, message):
    with pytest.raises(ValueError, match=message):
        config(Dashboards(names=("overview", name)), **given)


def written(*platform: str, **given: Any) -> dict[str, list[str]]:
    """Return the titles of the panels of each dashboard of a config."""
    made: Any = config(Dashboards(), *platform, **given)
    available = available_of(made, made.monitoring)
    return {
        name: [panel["title"] for panel in filled(dashboard(name), available)]
        for name in made.monitoring.dashboards.written(available)
    }


def test_of_a_few_components_only_what_they_serve_is_shown():
    found = written(components=("profiles",), login=Login(mesh="outside"))

    assert found.keys() == {"overview", "login", "notebooks", "controllers"}
    assert found["login"] == [
        "Gateway",
        "Requests by service",
        "Failures by service",
        "Refused requests",
        "Latency by service",
    ]


def test_a_row_without_panels_is_left_out():
    found = written("kube-state-metrics")

    assert found["data"] == ["Servers", "Databases and object store", "Restarts of these"]


def test_panels_of_backups_are_for_who_makes_them():
    found = written("kube-state-metrics", backup=Backup(destination=BackupVolume(claim="c")))

    assert "Age of the last backup" in found["data"]


def test_the_metrics_of_pipelines_api_are_read_from_inside_of_the_mesh_only():
    assert "Requests to create" in written()["pipelines"]
    assert "Requests to create" not in written(scraper=OUTSIDE)["pipelines"]


def test_of_usage_only_what_is_recorded_is_shown():
    found = written("cadvisor", "namespace-labels", usage=Usage())

    assert found["usage"] == ["CPU and memory of profiles", "CPU", "Memory"]


def test_cost_centers_are_shown_where_profiles_have_them():
    read = ("namespace-labels", "kube-state-metrics")
    profiles = ProfileDefaults(cost_label="example.com/cost-center")

    assert "Cost centers" not in written(*read, usage=Usage())["usage"]
    assert "Cost centers" in written(*read, usage=Usage(), profiles=profiles)["usage"]


def test_a_panel_loses_the_queries_that_have_no_values():
    found = {
        "panels": [
            {"type": "row", "title": "Row"},
            {
                "type": "stat",
                "title": "Two",
                "targets": [
                    {"refId": "A", "needs": {"ports": ["dex"]}},
                    {"refId": "B", "needs": {}},
                ],
            },
        ]
    }
    nothing = Available(installed=(), read=(), platform=())

    [row, panel] = filled(found, nothing)

    assert row["title"] == "Row"
    assert panel["targets"] == [{"refId": "B"}]


def test_every_dashboard_has_a_panel_in_some_config():
    found = written(
        *("kubelet", "cert-manager", "namespace-labels", "cadvisor"),
        components=(*Config().components, "kserve"),
        usage=Usage(),
    )

    assert tuple(found) == DASHBOARDS
