"""The settings as data; tests/cluster/monitoring/test_collector.py runs a collector."""

from typing import Any

import pytest

from constructs_lib import (
    Config,
    Environment,
    Platform,
    PlatformPrerequisites,
    Profile,
    Sidecars,
)
from constructs_lib.delivery import collector_settings
from constructs_lib.logs import AccessLog, Collector, Logs
from constructs_lib.platform import synthesize

ENDPOINT = "https://logs.example.com/otlp"
TEAM = Profile(name="team", owner="ada@example.com")
NAMESPACES = ["auth", "kubeflow", "oauth2-proxy", "team"]


def settings(access: AccessLog | None = None, **given: Any) -> dict[str, Any]:
    collector = Collector(endpoint="https://logs.example.com/otlp/", **given)
    config = Config(logs=Logs(access=access, collector=collector))
    [made] = collector_settings(config, [TEAM])["otel-collector"]
    return made


def test_settings_without_a_header(yaml_snapshot):
    assert settings(AccessLog()) == yaml_snapshot


def test_with_a_header_each_namespace_has_a_pipeline_of_its_own():
    made = settings(tenant_header="X-Scope-OrgID")

    assert [
        (each["headers"], made["receivers"][f"filelog/{name.partition('/')[2]}"]["include"])
        for name, each in made["exporters"].items()
    ] == [
        ({"X-Scope-OrgID": each}, [f"/var/log/pods/{each}_*/*/*.log"]) for each in NAMESPACES
    ]
    assert made["service"]["pipelines"]["logs/kubeflow-team"] == {
        "receivers": ["filelog/kubeflow-team"],
        "exporters": ["otlphttp/kubeflow-team"],
    }


def test_a_token_is_named_and_not_written():
    made = settings(token_variable="LOGS_TOKEN")

    assert made["exporters"]["otlphttp/kubeflow"]["headers"] == {
        "Authorization": "Bearer ${env:LOGS_TOKEN}"
    }


@pytest.mark.parametrize(("users", "kept"), [("omitted", False), ("named", True)])
def test_the_user_is_kept_where_the_access_log_names_users(users, kept):
    [receiver] = settings(AccessLog(users=users))["receivers"].values()
    [fields] = [each["fields"] for each in receiver["operators"] if each["id"] == "fields"]

    assert ("body.user" in fields) is kept


def test_without_an_access_log_its_lines_lose_their_queries_only():
    [receiver] = settings()["receivers"].values()

    assert [each["id"] for each in receiver["operators"]] == [
        *("container", "tokens", "json"),
        *("user", "query", "field"),
    ]


def test_files_are_read_from_their_beginning_where_the_place_is_kept():
    [receiver] = settings(storage="file_storage")["receivers"].values()

    assert (receiver["storage"], receiver["start_at"]) == ("file_storage", "beginning")


def test_a_gateway_elsewhere_is_read_too():
    config = Config(mesh=Sidecars(), logs=Logs(collector=Collector(endpoint=ENDPOINT)))

    [made] = collector_settings(config, [])["otel-collector"]

    [receiver] = made["receivers"].values()
    assert "/var/log/pods/istio-system_*/*/*.log" in receiver["include"]


@pytest.mark.slow
@pytest.mark.parametrize("wanted", [False, True])
def test_the_file_is_among_the_prerequisites_if_it_is_wanted(wanted):
    collector = Collector(endpoint=ENDPOINT) if wanted else None
    platform = Platform(
        environments=(Environment("default", Config(logs=Logs(collector=collector))),),
        profiles=(TEAM,),
        prerequisites=PlatformPrerequisites(),
    )

    written = synthesize(platform).files

    path = "kubeflow/prerequisites/default/otel-collector.yaml"
    assert (path in written and "/var/log/pods/team_*" in written[path]) is wanted
