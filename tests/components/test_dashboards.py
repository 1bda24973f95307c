"""The dashboards of whole environments: what is installed and read, and nothing else."""

import json
import re
from collections.abc import Iterable
from functools import cache
from string import Template
from typing import Any

import pytest

from constructs_lib import (
    Config,
    Environment,
    Platform,
)
from constructs_lib.config.dashboards import DASHBOARDS, dashboard
from constructs_lib.monitoring import Dashboards, Monitoring
from constructs_lib.platform import synthesize
from examples.monitoring import platform as example
from tests.watched import SCRAPER, WATCHED

pytestmark = pytest.mark.slow

# `kubectl apply` keeps what it applies in an annotation, which may be this long.
MOST = 262_144


def made(config: Config) -> list[dict[str, Any]]:
    platform = Platform(environments=(Environment("default", config),))
    return list(synthesize(platform).environments["default"]["monitoring"])


def config_maps(objects: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [obj for obj in objects if obj["kind"] == "ConfigMap"]


@cache
def everything() -> list[dict[str, Any]]:
    """Return what monitoring has where all is installed and read."""
    return made(WATCHED)


def every() -> list[dict[str, Any]]:
    return config_maps(everything())


def shown(name: str) -> dict[str, Any]:
    [found] = [obj for obj in every() if obj["metadata"]["name"].endswith(f"-{name}")]
    return dict(json.loads(found["data"][f"kubeflow-{name}.json"]))


def panels(name: str) -> list[dict[str, Any]]:
    return list(shown(name)["panels"])


def test_a_config_map_that_the_sidecar_loads(yaml_snapshot):
    [found] = [obj for obj in every() if "kubeflow-serving.json" in obj["data"]]

    assert {**found, "data": list(found["data"])} == yaml_snapshot


def test_the_dashboards_of_the_example(yaml_snapshot):
    found = {
        key: {
            "size": len(text),
            "panels": [panel["title"] for panel in json.loads(text)["panels"]],
        }
        for obj in config_maps(synthesize(example()).environments["default"]["monitoring"])
        for key, text in obj["data"].items()
    }

    assert found == yaml_snapshot


def test_without_a_decision_there_are_none():
    config = Config(components=("profiles",), monitoring=Monitoring(scraper=SCRAPER))

    assert config_maps(made(config)) == []


def test_every_dashboard_has_a_file_of_its_own_name():
    files = [file for obj in every() for file in obj["data"]]

    assert files == [f"kubeflow-{name}.json" for name in DASHBOARDS]


def test_a_config_map_is_small_enough_for_every_way_to_apply_it():
    assert max(len(json.dumps(obj)) for obj in every()) < MOST / 4


@pytest.mark.parametrize("name", DASHBOARDS)
def test_where_all_is_installed_and_read_nothing_is_left_out(name):
    packaged = [
        {**panel, "targets": [without_needs(each) for each in panel["targets"]]}
        if "targets" in panel
        else panel
        for panel in dashboard(name)["panels"]
    ]

    assert panels(name) == packaged


def without_needs(query: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in query.items() if key != "needs"}


def variables(name: str) -> dict[str, str]:
    return {each["name"]: each["query"] for each in shown(name)["templating"]["list"]}


def test_variables_have_the_values_of_the_config():
    assert variables("overview") == {
        "datasource": "prometheus",
        "availability": "0.995",
        "applications": "kubeflow|kubeflow-profiles",
    }
    assert variables("login")["certificate_namespaces"] == "kubeflow"


def test_only_controllers_that_are_read_are_asked_for():
    monitoring = Monitoring(scraper=SCRAPER, dashboards=Dashboards(names=("controllers",)))
    config = Config(components=("profiles",), monitoring=monitoring)
    [found] = config_maps(made(config))
    listed = json.loads(found["data"]["kubeflow-controllers.json"])["templating"]["list"]

    assert [each["query"] for each in listed] == [
        "prometheus",
        "kubeflow/profile-controller|kubeflow/metacontroller",
    ]


def test_what_is_left_of_a_row_is_side_by_side():
    monitoring = Monitoring(scraper=SCRAPER, dashboards=Dashboards(names=("notebooks",)))
    config = Config(components=("profiles",), monitoring=monitoring)
    [found] = config_maps(made(config))
    placed = json.loads(found["data"]["kubeflow-notebooks.json"])["panels"]

    assert [(each["title"], *map(each["gridPos"].get, "xywh")) for each in placed] == [
        ("Notebooks", 0, 0, 24, 1),
        ("Requests to profiles", 0, 1, 16, 8),
        ("Profiles", 0, 9, 24, 1),
        ("Errors of the profile controller", 0, 10, 8, 8),
        ("Deleted and refused profiles", 8, 10, 8, 8),
    ]


@pytest.mark.parametrize("name", DASHBOARDS)
def test_every_job_is_a_monitor(name):
    monitors = {
        f"{obj['metadata']['namespace']}/{obj['metadata']['name']}"
        for obj in everything()
        if obj["kind"] in {"PodMonitor", "ServiceMonitor", "ScrapeConfig"}
    }
    asked = {
        job
        for panel in panels(name)
        for query in panel.get("targets", ())
        for jobs in re.findall(
            r'[{,]job=~?"([^"(]+)"', Template(query["expr"]).safe_substitute(variables(name))
        )
        for job in jobs.split("|")
    }

    assert asked - monitors == set()
