"""The hook as pods run it: the ConfigMap's text in a Python of its own, asked over HTTP."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib import Metacontroller
from constructs_lib.components.kserve import ModelRoutes
from constructs_lib.config import Paths, WorkloadDefaults
from constructs_lib.gateway import KubeflowGateway

pytestmark = pytest.mark.slow

LOOPBACK = "127.0.0.1"
MODEL = {
    "object": {
        "kind": "InferenceService",
        "metadata": {"name": "iris", "namespace": "team"},
        "spec": {"predictor": {}},
    },
    "attachments": {"VirtualService.networking.istio.io/v1": {}},
}


@dataclass(frozen=True)
class Hook:
    """A running hook, and the end of its log."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sync(self, path: str, request: Any) -> tuple[int, Any]:
        """Ask as Metacontroller does; return the status and what is attached."""
        status, text = self.ask("POST", path, json.dumps(request))
        return status, json.loads(text)["attachments"]


@pytest.fixture
def shipped(tmp_path) -> Path:
    """Return a folder with what the ConfigMap holds, as it is mounted."""
    chart = Chart(App(), "test", namespace="kubeflow")
    ModelRoutes(
        chart,
        "Routes",
        paths=Paths(),
        gateway=KubeflowGateway(chart, "Gateway"),
        metacontroller=Metacontroller(chart, "Metacontroller"),
        defaults=WorkloadDefaults(),
    )
    [hook] = [obj for obj in chart.to_json() if obj["kind"] == "ConfigMap"]
    for name, text in hook["data"].items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def hook(shipped) -> Iterator[Hook]:
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    log = shipped / "log"
    program, settings = shipped / "models_hook.py", shipped / "settings.json"
    command = [sys.executable, "-I", program, settings, f"{LOOPBACK}:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stderr=output, cwd="/")
    try:
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection((LOOPBACK, port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                break
        yield Hook(process, port, log)
    finally:
        process.kill()
        process.wait()


def test_it_says_that_it_runs(hook):
    assert hook.ask("GET", "/healthz") == (200, "ok\n")


def test_it_says_what_belongs_to_a_model(hook):
    status, [route] = hook.sync("/route", MODEL)

    # What the platform decided came with the program.
    assert status == 200
    assert route["spec"]["gateways"] == ["kubeflow/kubeflow-gateway"]


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "null", "7", '{"object": 7}', "[" * 100_000, b"\xff\xfe{"),
        json.dumps({**MODEL, "attachments": 7}),
        json.dumps({**MODEL, "attachments": float("nan")}),
    ],
    ids=lambda body: str(body[:10]),
)
def test_a_malformed_request_is_refused_in_one_line_of_the_log(hook, body):
    status, _ = hook.ask("POST", "/route", body)

    assert status == 400
    assert hook.log.read_text().count("\n") == 1


def test_a_request_of_no_length_is_refused(hook):
    status, reason = hook.ask("POST", "/route", **{"Content-Length": "much"})

    assert (status, reason) == (400, "Content-Length must be 16777216 or less, got 'much'\n")


def test_a_request_that_is_too_long_is_refused_before_it_is_read(hook):
    status, _ = hook.ask("POST", "/route", **{"Content-Length": str(2**40)})

    assert status == 400


@pytest.mark.parametrize(("method", "path"), [("GET", "/route"), ("POST", "/sync")])
def test_other_paths_lead_nowhere(hook, method, path):
    assert hook.ask(method, path)[0] == 404


def test_it_goes_on_after_what_went_wrong(hook):
    hook.ask("POST", "/route", "{")
    with socket.create_connection((LOOPBACK, hook.port)) as caller:
        caller.sendall(b"POST /route HTTP/1.1\r\nContent-Length: 9\r\n\r\n{")

    assert hook.sync("/route", MODEL)[0] == 200
    assert "Traceback" not in hook.log.read_text()


def test_answers_and_probes_leave_the_log_alone(hook):
    hook.ask("GET", "/healthz")
    hook.sync("/route", MODEL)

    assert hook.log.read_text() == ""


def test_one_slow_caller_keeps_nobody_waiting(hook):
    with socket.create_connection((LOOPBACK, hook.port)) as slow:
        slow.sendall(b"POST /route HTTP/1.1\r\nContent-Length: 9\r\n\r\n")

        assert hook.ask("GET", "/healthz")[0] == 200


def test_it_ends_when_its_pod_is_stopped_whoever_is_still_talking(hook):
    with socket.create_connection((LOOPBACK, hook.port)) as slow:
        slow.sendall(b"POST /route HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
        hook.ask("GET", "/healthz")

        hook.process.send_signal(signal.SIGTERM)

        assert hook.process.wait(timeout=10) == 0
