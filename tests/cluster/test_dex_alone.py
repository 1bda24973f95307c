"""An independent program logs users in by a real Dex without Kubeflow."""

import http.client
import json
import shutil
from base64 import b64encode, urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
import yaml

from constructs_lib import App
from examples import dex_alone
from tests.cluster.binaries import build
from tests.cluster.browser import Page
from tests.cluster.containers import container, on_loopback
from tests.cluster.login import CONFIG, Made, made, over_memory
from tests.cluster.processes import LOOPBACK, answers, running

BACK: Final = "https://grafana.example.com/login/generic_oauth"


@dataclass(frozen=True)
class Alone:
    """A running Dex, and what was made for it and for the program."""

    port: int
    made: Made

    def secret(self, namespace: str) -> str:
        """Return the client's secret as one of the two namespaces has it."""
        (found,) = (
            each["data"]["secret"]
            for each in self.made.secrets
            if each["metadata"] == {"name": "grafana-client", "namespace": namespace}
        )
        return found

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, **headers: str
    ) -> tuple[int, str, str]:
        """Return the status, where to go next, and the text of an answer."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        kind = {"content-type": "application/x-www-form-urlencoded"} if form else {}
        try:
            connection.request(method, path, urlencode(form or {}), {**kind, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("location", ""), answer.read().decode()
        finally:
            connection.close()


@pytest.fixture(scope="module")
def objects() -> list[dict[str, Any]]:
    """Return all that the example defines."""
    app = App()
    dex_alone.define(app)
    return [obj for chart in app.charts for obj in chart.to_json()]


@pytest.fixture(scope="module")
def dex(objects, tmp_path_factory) -> Iterator[Alone]:
    """Run Dex as the example has it."""
    secrets = made(objects, "auth")
    pod = container([*objects, *secrets.secrets], "dex", "auth")
    config = over_memory(pod.files[CONFIG], ())
    pod = replace(pod, files={CONFIG: yaml.dump(config, Dumper=yaml.CSafeDumper)})
    folder = tmp_path_factory.mktemp("alone")
    process = on_loopback(pod, folder)
    port = process.ports[5556]
    with running(
        [shutil.which("dex") or build("dex") / "dex", *process.command[1:]],
        folder=folder,
        ready=lambda: answers(f"http://{LOOPBACK}:{port}/dex/healthz"),
        environment=process.variables,
    ):
        yield Alone(port, secrets)


@pytest.fixture(scope="module")
def code(dex) -> str:
    """Log in as a browser does, and return what the program is sent."""
    asked = {
        "client_id": "grafana",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid email profile",
        "state": "state",
    }
    path = f"/dex/auth?{urlencode(asked)}"
    status, there, text = dex.ask("GET", path)
    while status in (302, 303):
        path = urljoin(path, there)
        status, there, text = dex.ask("GET", path)
    action = Page(status, text, (path,)).form.action
    told = {"login": "user@example.com", "password": dex.made.password}
    _, there, _ = dex.ask("POST", urljoin(path, action), told)
    while there.startswith("/"):
        _, there, _ = dex.ask("GET", there)
    assert there.startswith(BACK)
    return parse_qs(urlsplit(there).query)["code"][0]


def test_the_program_is_told_who_has_logged_in(dex, code):
    known = b64encode(f"grafana:{_plain(dex.secret('grafana'))}".encode()).decode()
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    status, _, text = dex.ask("POST", "/dex/token", form, authorization=f"Basic {known}")
    claims = json.loads(text)["id_token"].split(".")[1]
    told = json.loads(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))

    assert status == 200
    assert (told["iss"], told["aud"]) == ("https://login.example.com/dex", "grafana")
    assert told["email"] == "user@example.com"


def test_the_program_and_dex_know_the_same_secret(dex):
    assert dex.secret("auth") == dex.secret("grafana")


def test_no_program_of_kubeflow_is_a_client(dex):
    asked = {"client_id": "kubeflow-oidc-authservice", "redirect_uri": "/oauth2/callback"}
    asked["response_type"] = "code"
    _, _, text = dex.ask("GET", f"/dex/auth?{urlencode(asked)}")

    assert "Invalid client_id" in text


def _plain(value: str) -> str:
    return urlsafe_b64decode(value).decode()
