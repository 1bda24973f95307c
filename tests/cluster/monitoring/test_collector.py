"""A real OpenTelemetry collector sends what nodes log, with its namespace as the tenant.

The collector is built of the components that the settings name; the receiver is a model.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Final

import pytest
import yaml

from constructs_lib import Config, Profile
from constructs_lib.delivery import collector_settings
from constructs_lib.logs import AccessLog, Collector, Logs
from tests.cluster.binaries import build
from tests.cluster.processes import LOOPBACK, running

ENDPOINT: Final = "http://logs.monitoring.svc:4318"
HEADER: Final = "X-Scope-OrgID"
TOKEN: Final = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2lnbmVk"
TEAM: Final = Profile(name="team", owner="ada@example.com")
COLLECTORS: Final = {
    "attribute": Collector(endpoint=ENDPOINT),
    "header": Collector(endpoint=ENDPOINT, tenant_header=HEADER),
    "all": Collector(
        endpoint="https://logs.example.com/otlp",
        tenant_header=HEADER,
        token_variable="LOGS_TOKEN",
        storage="file_storage",
    ),
}
ACCESS: Final = {"none": None, "omitted": AccessLog(), "named": AccessLog(users="named")}
REQUEST: Final = {
    "time": "2026-01-01T00:00:00Z",
    "method": "GET",
    "path": f"/oauth2/callback?code=c0de&state={TOKEN}",
    "status": 302,
    "user": "ada@example.com",
    # No field of ours: another provider's.
    "authorization": "Basic YWRhOndvcmQ=",
}
# What Istio writes of a request by itself, as text.
ISTIOS: Final = '[2026-01-01T00:00:00Z] "GET /dex/callback?code=c0de HTTP/1.1" 302 - "-"'
COOKIE: Final = "oauth2_proxy_kubeflow"
SECRETS: Final = (
    "Authorization: Basic YWRhOndvcmQ=",
    '{"authorization":["Basic YWRhOndvcmQ="]}',
    "authorization=token YWRhOndvcmQ",
    f"Cookie: theme=dark; {COOKIE}=c2Vzc2lvbg==|1|c2ln; {COOKIE}_0=c2Vzc2lvbg",
    f"Set-Cookie: {COOKIE}_csrf=c2Vzc2lvbg; Path=/",
    f"GET /files/{TOKEN}/index.html",
    "eyJhbGciOiJkaXIifQ..aXY.c2Vzc2lvbg.dGFn",
)
# What a real oauth2-proxy 7.6 wrote of a login, with other names.
_ASKED: Final = "10.0.0.7:48162 - 39d78708-af31 -"
_SESSION: Final = "Session{email:ada@example.com user:ada-sub PreferredUsername: token:true}"
LOGINS: Final = (
    f"{_ASKED} ada@example.com [2026/01/01 00:00:00] [AuthSuccess] via OAuth2: {_SESSION}",
    f'{_ASKED} - [2026/01/01 00:00:00] a.com GET - "/oauth2/callback?code=c0de" HTTP/1.1',
    f'{_ASKED} ada-sub [2026/01/01 00:00:00] a.com GET static://200 "/" HTTP/1.1 "" 200',
)
# By pod and container, what they write.
WRITTEN: Final = {
    "team_nb-0_1/nb": ["epoch 1", f"curl -H 'Authorization: Bearer {TOKEN}'", TOKEN],
    "kubeflow_gateway-7_2/istio-proxy": [
        json.dumps(REQUEST),
        "info Envoy proxy is ready",
        ISTIOS,
    ],
    "kubeflow_katib-8_3/katib": ['{"level":"info","msg":"started"}', "{not JSON"],
    "auth_dex-9_4/dex": ["listening", "Basic authentication is off", *SECRETS],
    "oauth2-proxy_oauth2-proxy-4_6/oauth2-proxy": list(LOGINS),
    "shop_web-1_5/web": ["not ours"],
}


@dataclass
class Received:
    """A record, the tenant of its request, and the attributes of its origin."""

    tenant: str | None
    origin: Mapping[str, Any]
    body: Any
    text: str = field(repr=False)


@contextmanager
def receiver() -> Iterator[tuple[int, list[Received]]]:
    """Take what is sent by OTLP in JSON, at a port of loopback."""
    received: list[Received] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            for sent in json.loads(text)["resourceLogs"]:
                attributes = sent["resource"]["attributes"]
                origin = {each["key"]: plain(each["value"]) for each in attributes}
                received.extend(
                    Received(self.headers[HEADER], origin, plain(record["body"]), text)
                    for scope in sent["scopeLogs"]
                    for record in scope["logRecords"]
                )
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server.server_address[1], received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def plain(value: Mapping[str, Any]) -> Any:
    """Return a value of OTLP's JSON as Python has it."""
    [(kind, held)] = value.items()
    if kind == "kvlistValue":
        return {each["key"]: plain(each["value"]) for each in held["values"]}
    return held


def otelcol() -> Path:
    return build("otelcol") / "otelcol"


def settings(collector: Collector, access: AccessLog | None) -> dict[str, Any]:
    config = Config(logs=Logs(access=access, collector=collector))
    [made] = collector_settings(config, [TEAM])["otel-collector"]
    return made


def sites(folder: Path, exporters: Mapping[str, Any]) -> Path:
    """Write what a site has besides: here a storage, JSON and no metrics."""
    (folder / "storage").mkdir(exist_ok=True)
    own = {
        "extensions": {"file_storage": {"directory": str(folder / "storage")}},
        "exporters": {name: {"encoding": "json", "compression": "none"} for name in exporters},
        "service": {
            "extensions": ["file_storage"],
            "telemetry": {"metrics": {"level": "none"}},
        },
    }
    path = folder / "site.yaml"
    path.write_text(yaml.safe_dump(own))
    return path


@contextmanager
def collecting(
    folder: Path, collector: Collector, access: AccessLog | None
) -> Iterator[list[Received]]:
    """Run the collector over a node's files; yield what arrives, all of it."""
    for name, lines in WRITTEN.items():
        log = folder / "pods" / name / "0.log"
        log.parent.mkdir(parents=True)
        stamped = [f"2026-01-01T00:00:00.000000000Z stdout F {line}\n" for line in lines]
        log.write_text("".join(stamped))
    made = settings(collector, access)
    for each in made["receivers"].values():
        each["start_at"] = "beginning"
    with receiver() as (port, received):
        text = yaml.safe_dump(made).replace("/var/log/pods", str(folder / "pods"))
        ours = folder / "kubeflow.yaml"
        ours.write_text(text.replace(ENDPOINT, f"http://{LOOPBACK}:{port}"))
        site = sites(folder, made["exporters"])
        with running(
            [otelcol(), "--config", site, "--config", ours],
            folder=folder / "otelcol",
            ready=lambda: len(received) >= EXPECTED,
        ):
            yield received


EXPECTED: Final = sum(len(each) for name, each in WRITTEN.items() if "shop" not in name)


@pytest.fixture(scope="module", params=["attribute", "header"])
def received(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Received]]:
    folder = tmp_path_factory.mktemp(request.param)
    with collecting(folder, COLLECTORS[request.param], AccessLog()) as arrived:
        yield arrived


@pytest.mark.parametrize("collector", COLLECTORS)
@pytest.mark.parametrize("access", ACCESS)
def test_the_collector_takes_the_settings_beside_a_sites_own(collector, access, tmp_path):
    made = settings(COLLECTORS[collector], ACCESS[access])
    ours = tmp_path / "kubeflow.yaml"
    ours.write_text(yaml.safe_dump(made))
    site = sites(tmp_path, made["exporters"])

    done = subprocess.run(
        [otelcol(), "validate", "--config", site, "--config", ours],
        env={"LOGS_TOKEN": "of-the-tests"},
        text=True,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_collector_refuses_what_it_does_not_know(tmp_path):
    made = settings(COLLECTORS["header"], None)
    made["receivers"]["filelog/kubeflow-team"]["operators"][0]["type"] = "containers"
    ours = tmp_path / "kubeflow.yaml"
    ours.write_text(yaml.safe_dump(made))

    done = subprocess.run(
        [otelcol(), "validate", "--config", ours], capture_output=True, check=False
    )

    assert done.returncode != 0


def test_every_line_of_the_platform_and_of_profiles_arrives_and_no_other(received):
    origins = {
        f"{each.origin['k8s.namespace.name']}/{each.origin['k8s.container.name']}"
        for each in received
    }

    assert (len(received), origins) == (
        EXPECTED,
        {
            "team/nb",
            "kubeflow/istio-proxy",
            "kubeflow/katib",
            "auth/dex",
            "oauth2-proxy/oauth2-proxy",
        },
    )


def test_the_tenant_is_the_namespace(tmp_path):
    with collecting(tmp_path, COLLECTORS["header"], None) as arrived:
        tenants = {(each.tenant, each.origin["k8s.namespace.name"]) for each in arrived}

    assert tenants == {(each, each) for each in ("team", "kubeflow", "auth", "oauth2-proxy")}


LEAKED: Final = (TOKEN, "YWRhOndvcmQ", "c0de", "c2Vzc2lvbg")


def test_no_token_passes(received):
    sent = "".join(each.text for each in received)

    assert "[token]" in sent
    assert [each for each in LEAKED if each in sent] == []


def access_line(received: list[Received]) -> Any:
    [line] = [each.body for each in received if "method" in each.body]
    return line


def test_a_line_of_the_access_log_has_the_known_fields_without_the_user(received):
    assert access_line(received) == {
        "time": "2026-01-01T00:00:00Z",
        "method": "GET",
        "path": "/oauth2/callback",
        "status": 302,
    }


def test_the_user_passes_where_users_are_named(tmp_path):
    with collecting(tmp_path, COLLECTORS["attribute"], AccessLog(users="named")) as arrived:
        assert access_line(arrived)["user"] == "ada@example.com"


def logins(received: list[Received]) -> list[Any]:
    return [
        each.body for each in received if each.origin["k8s.container.name"] == "oauth2-proxy"
    ]


def test_the_login_says_neither_who_asked_nor_the_query(received):
    assert logins(received) == [
        f"{_ASKED} [user] [2026/01/01 00:00:00] [AuthSuccess] via OAuth2: [user]",
        f'{_ASKED} [user] [2026/01/01 00:00:00] a.com GET - "/oauth2/callback" HTTP/1.1',
        f'{_ASKED} [user] [2026/01/01 00:00:00] a.com GET static://200 "/" HTTP/1.1 "" 200',
    ]


def test_the_login_says_who_asked_where_users_are_named(tmp_path):
    with collecting(tmp_path, COLLECTORS["attribute"], AccessLog(users="named")) as arrived:
        assert logins(arrived) == [each.replace("?code=c0de", "") for each in LOGINS]


def test_other_json_is_read_as_fields_and_other_text_stays(received):
    bodies = [each.body for each in received]

    assert {"level": "info", "msg": "started"} in bodies
    assert "{not JSON" in bodies
    assert "epoch 1" in bodies
    assert "Basic authentication is off" in bodies


def test_a_line_of_istios_own_access_log_loses_its_query(tmp_path):
    with collecting(tmp_path, COLLECTORS["attribute"], None) as arrived:
        bodies = [each.body for each in arrived]

    assert ISTIOS.replace("?code=c0de", "") in bodies
