"""The hooks that attach objects to others, as pods run them: what both servers do alike."""

import json
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib import Metacontroller, ProfileAccess, ProfileWaypoints
from constructs_lib.components.kserve import ModelRoutes
from constructs_lib.config import Paths, WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway
from constructs_lib.kube import objects_of

from .served import LOOPBACK, Hook, served

pytestmark = pytest.mark.slow

POLICIES = "AuthorizationPolicy.security.istio.io/v1"
GATEWAYS = "Gateway.gateway.networking.k8s.io/v1"
PROFILE = {
    "object": {"metadata": {"name": "ada"}},
    "attachments": {POLICIES: {}, GATEWAYS: {}, "LimitRange.v1": {}},
}
MODEL = {
    "object": {
        "kind": "InferenceService",
        "metadata": {"name": "iris", "namespace": "team"},
        "spec": {"predictor": {}},
    },
    "attachments": {"VirtualService.networking.istio.io/v1": {}},
}
RULE = {"from": [{"source": {"principals": ["*"]}}]}


@dataclass(frozen=True)
class Program:
    """A hook's program.

    define: what ships it. path, question: what Metacontroller asks. malformed: attachments
    that Metacontroller would not send.
    """

    file: str
    define: Callable[[Chart, Metacontroller], object]
    path: str
    question: Mapping[str, Any]
    malformed: Any


def waypoints(chart: Chart, metacontroller: Metacontroller) -> object:
    access = [ProfileAccess(name="katib", callers=("cluster.local/ns/a/sa/b",), ports=(1,))]
    return ProfileWaypoints(chart, "Waypoints", metacontroller=metacontroller, access=access)


def routes(chart: Chart, metacontroller: Metacontroller) -> object:
    return ModelRoutes(
        chart,
        "Routes",
        exposure=Paths(),
        gateway=KubeflowGateway(chart, "Gateway"),
        metacontroller=metacontroller,
        defaults=WorkloadDefaults(),
    )


PROFILES = Program(
    "profile_hook.py",
    waypoints,
    "/profile",
    PROFILE,
    malformed={POLICIES: ["ada/a", 7], GATEWAYS: {}},
)
MODELS = Program("models_hook.py", routes, "/route", MODEL, malformed=7)
PROGRAMS = pytest.mark.parametrize("program", [PROFILES, MODELS], ids=["profiles", "models"])


@pytest.fixture
def hook(program: Program, tmp_path: Path) -> Iterator[Hook]:
    """Run what the ConfigMap holds, as it is mounted."""
    chart = Chart(App(), "test", namespace="kubeflow")
    program.define(chart, Metacontroller(chart, "Metacontroller"))
    [shipped] = [obj for obj in objects_of(chart) if obj["kind"] == "ConfigMap"]
    for name, text in shipped["data"].items():
        (tmp_path / name).write_text(text)
    with served(tmp_path, program.file, "settings.json") as running:
        yield running


@PROGRAMS
def test_it_says_that_it_runs(hook):
    assert hook.ask("GET", "/healthz") == (200, "ok\n")


@pytest.mark.parametrize("program", [PROFILES])
def test_it_says_what_belongs_to_a_profile(hook):
    status, attachments = hook.sync("/profile", PROFILE)

    # What the platform decided came with the program: the name, and who else may call.
    assert status == 200
    assert [each["metadata"]["name"] for each in attachments] == [
        "waypoint-default-deny",
        "waypoint-katib",
    ]


@pytest.mark.parametrize("program", [PROFILES])
def test_it_says_what_belongs_to_a_policy(hook):
    parent = {"metadata": {"name": "owner", "namespace": "ada"}, "spec": {"rules": [RULE]}}

    status, attachments = hook.sync(
        "/mirror", {"object": parent, "attachments": {POLICIES: {}}}
    )

    assert (status, attachments[0]["spec"]["rules"]) == (200, [RULE])


@pytest.mark.parametrize("program", [MODELS])
def test_it_says_what_belongs_to_a_model(hook):
    status, [route] = hook.sync("/route", MODEL)

    # What the platform decided came with the program.
    assert status == 200
    assert route["spec"]["gateways"] == ["kubeflow/kubeflow-gateway"]


MALFORMED = ["", "{", "[]", "null", "7", '{"object": 7}', "[" * 100_000, b"\xff\xfe{"]


@PROGRAMS
@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: str(body[:10]))
def test_a_malformed_request_is_refused_in_one_line_of_the_log(program, hook, body):
    status, _ = hook.ask("POST", program.path, body)

    assert status == 400
    assert hook.log.read_text().count("\n") == 1


@PROGRAMS
@pytest.mark.parametrize("number", [False, True], ids=["of another form", "not a number"])
def test_malformed_attachments_are_refused_in_one_line_of_the_log(program, hook, number):
    attachments = float("nan") if number else program.malformed
    body = json.dumps({**program.question, "attachments": attachments})

    assert hook.ask("POST", program.path, body)[0] == 400
    assert hook.log.read_text().count("\n") == 1


@PROGRAMS
def test_a_request_of_no_length_is_refused(program, hook):
    status, reason = hook.ask("POST", program.path, **{"Content-Length": "much"})

    assert (status, reason) == (400, "Content-Length must be 16777216 or less, got 'much'\n")


@PROGRAMS
def test_a_request_that_is_too_long_is_refused_before_it_is_read(program, hook):
    status, _ = hook.ask("POST", program.path, **{"Content-Length": str(2**40)})

    assert status == 400


@PROGRAMS
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", None), ("POST", "/"), ("POST", "/sync")]
)
def test_other_paths_lead_nowhere(program, hook, method, path):
    assert hook.ask(method, path or program.path)[0] == 404


@PROGRAMS
def test_it_goes_on_after_what_went_wrong(program, hook):
    hook.ask("POST", program.path, "{")
    unfinished(hook, program).close()

    assert hook.sync(program.path, program.question)[0] == 200
    assert "Traceback" not in hook.log.read_text()


@PROGRAMS
def test_answers_and_probes_leave_the_log_alone(program, hook):
    hook.ask("GET", "/healthz")
    hook.sync(program.path, program.question)

    assert hook.log.read_text() == ""


@PROGRAMS
def test_one_slow_caller_keeps_no_one_waiting(program, hook):
    with unfinished(hook, program):
        assert hook.ask("GET", "/healthz")[0] == 200


@PROGRAMS
def test_it_ends_when_its_pod_is_stopped_whoever_is_still_talking(program, hook):
    with unfinished(hook, program):
        hook.ask("GET", "/healthz")

        hook.process.send_signal(signal.SIGTERM)

        assert hook.process.wait(timeout=10) == 0


def unfinished(hook: Hook, program: Program) -> socket.socket:
    """Return the connection of a caller that sends less than it has announced."""
    caller = socket.create_connection((LOOPBACK, hook.port))
    caller.sendall(f"POST {program.path} HTTP/1.1\r\nContent-Length: 9\r\n\r\n{{".encode())
    return caller
