"""A request's line in the access log has who, what and when, and no secret.

A real istiod configures real Envoys: the ingress gateway and the waypoint of Pipelines.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Platform, PlatformPrerequisites
from constructs_lib.logs import AccessLog, Logs
from constructs_lib.mesh import istiod_values
from constructs_lib.platform import synthesize
from constructs_lib.reach.ztunnel import principal
from tests.cluster.api_server import ApiServer
from tests.cluster.backends import backends
from tests.cluster.entry import DEX, HOST, proxy_alone, told_to_proxy
from tests.cluster.hbone import authority
from tests.cluster.istiod import istiod
from tests.cluster.processes import wait_for
from tests.cluster.proxies import one_pod, told_to
from tests.cluster.turned_off import turned_off
from tests.cluster.waypoint import destinations, waypoint
from tests.cluster.xds import Told

WAYPOINT: Final = "kubeflow-waypoint"
TOKEN: Final = DEX.token("alice")
SECRETS: Final = (TOKEN, "session-of-alice", "code-of-the-login")
CALLER: Final = "team/default-editor"


def config(**decided: Any) -> Config:
    return Config(logs=Logs(access=AccessLog(users="named", **decided)))


def objects(config: Config) -> list[dict[str, Any]]:
    made = synthesize(Platform(environments=(Environment("logged", config),)))
    return made.environments["logged"]["access-log"]


CONFIG: Final = config()
OBJECTS: Final = objects(CONFIG)


@pytest.fixture(scope="module")
def logging(cluster: ApiServer, deployed) -> Iterator[Any]:
    """Provide an istiod with the provider, and the Telemetry that refers to it."""
    mesh = istiod_values(CONFIG, PlatformPrerequisites())["meshConfig"]
    cluster.apply(OBJECTS)
    with istiod(cluster, mesh, name="istiod-that-logs", config=CONFIG) as started:
        yield started
    for obj in OBJECTS:
        cluster.delete(obj)


def at_the_gateway(cluster: ApiServer, logging) -> Told:
    return told_to_proxy(cluster, logging)


def at_the_waypoint(cluster: ApiServer, logging) -> Told:
    label = f"gateway.networking.k8s.io/gateway-name={WAYPOINT}"
    return told_to(logging, one_pod(cluster, "kubeflow", label), kind="waypoint")


def logs(told: Told) -> bool:
    return "envoy.formatter.req_without_query" in json.dumps(told.listeners)


def lines(folder: Path) -> list[dict[str, Any]]:
    """Return the lines that an Envoy below a folder has logged, once there is one."""

    def read() -> list[str]:
        texts = [file.read_text("utf-8") for file in folder.rglob("envoy*.log")]
        return [line for text in texts for line in text.splitlines() if line[:1] == "{"]

    wait_for(read, "a line of the access log", seconds=30)
    return [json.loads(line) for line in read()]


@pytest.fixture
def at_gateway(cluster, logging, tmp_path):
    """Return a function that sends a request and returns its line."""

    def ask(headers: Mapping[str, str]) -> dict[str, Any]:
        wait_for(lambda: logs(at_the_gateway(cluster, logging)), "the gateway's log")
        with proxy_alone(at_the_gateway(cluster, logging), tmp_path) as envoy:
            envoy.send("GET", "/jupyter/?code=code-of-the-login", headers, host=HOST)
            (line,) = lines(tmp_path)
        return line

    return ask


LOGGED_IN: Final = {
    "authorization": f"Bearer {TOKEN}",
    "cookie": "oauth2_proxy_kubeflow=session-of-alice",
}


def test_the_gateway_logs_the_user_of_a_token(at_gateway):
    line = at_gateway(LOGGED_IN)

    assert (line["user"], line["method"], line["status"]) == ("alice", "GET", 200)
    assert line["to"].startswith("outbound|80||jupyter-web-app-service")


def test_the_gateway_logs_no_token_no_cookie_and_no_query(at_gateway):
    text = json.dumps(at_gateway(LOGGED_IN))

    assert [secret for secret in SECRETS if secret in text] == []
    assert "?" not in text


def test_a_forged_user_is_not_logged_as_one_who_was_let_in(at_gateway):
    line = at_gateway({"kubeflow-userid": "mallory"})

    assert line["status"] == 401


@pytest.fixture
def at_waypoint(cluster, logging, tmp_path) -> dict[str, Any]:
    """Return the line of a request to the API of Pipelines by a profile's account."""
    wait_for(lambda: logs(at_the_waypoint(cluster, logging)), "the waypoint's log")
    told = at_the_waypoint(cluster, logging)
    mesh = authority(tmp_path / "mesh")
    identity = f"spiffe://{principal(f'kubeflow/{WAYPOINT}')}"
    path = "/api/v1/namespaces/kubeflow/services/ml-pipeline"
    address = cluster.read(path)["spec"]["clusterIP"]
    folder = tmp_path / "envoy"
    with backends(destinations(told)) as served:
        ports = {name: each.port for name, each in served.items()}
        with waypoint(told, ports, identity=identity, authority=mesh, folder=folder) as tunnel:
            tunnel.send(
                "GET",
                "/apis/v2beta1/runs?page_token=code-of-the-login",
                LOGGED_IN,
                caller=f"spiffe://{principal(CALLER)}",
                to=f"{address}:8888",
            )
            (line,) = (each for each in lines(folder) if each["method"] == "GET")
    return line


def test_the_waypoint_logs_the_callers_identity_and_no_secret(at_waypoint):
    text = json.dumps(at_waypoint)

    assert at_waypoint["caller"] == f"spiffe://{principal(CALLER)}"
    assert at_waypoint["path"] == "/apis/v2beta1/runs"
    assert [secret for secret in SECRETS if secret in text] == []


@pytest.mark.parametrize("obj", OBJECTS, ids=lambda obj: obj["metadata"]["name"])
def test_without_it_a_proxy_logs_nothing(cluster, logging, obj):
    at = at_the_gateway if obj["metadata"]["name"].endswith("-gateway") else at_the_waypoint

    def enforced() -> bool:
        return logs(at(cluster, logging))

    with turned_off(cluster, obj, enforced):
        assert not enforced()


def test_every_waypoint_logs_by_the_object_in_the_root_namespace(cluster, logging):
    (own,) = (obj for obj in OBJECTS if obj["metadata"]["name"].endswith(WAYPOINT))

    def enforced() -> bool:
        return logs(at_the_waypoint(cluster, logging))

    with turned_off(cluster, own, enforced):
        (whole,) = objects(config(proxies="mesh"))
        cluster.apply([whole])
        wait_for(enforced, "a waypoint that logs by the mesh's own settings", seconds=30)
        cluster.delete(whole)
        wait_for(lambda: not enforced(), "a waypoint that logs nothing", seconds=30)
