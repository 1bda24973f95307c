"""A real Prometheus judges whether a commit ran healthily, and Git moves only then."""

import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import Config, Environment, Platform, commands
from constructs_lib.gateway import ingress_gateway
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.platform import synthesize
from constructs_lib.rollout import Soak, promote_rings
from tests.cluster.monitoring.prometheus import NEEDED, Prometheus, prometheus
from tests.cluster.processes import LOOPBACK, free_ports, wait_for

pytestmark = NEEDED

TIME: Final = timedelta(seconds=4)
APPLICATIONS: Final = ("kubeflow", "kubeflow-profiles")
GATEWAY: Final = f"kubeflow/{ingress_gateway.NAME}"
FAILED: Final = "notebook_create_failed_total"
WATCHED: Final = Config(
    monitoring=Monitoring(
        scraper=Scraper(namespace="monitoring", account="prometheus"),
        alerts=Alerts(runbooks="https://docs.example.com/runbooks.html"),
    )
)


@cache
def groups() -> list[dict[str, Any]]:
    """Return the groups of rules that are written for an environment with alerts."""
    platform = Platform(environments=(Environment("canary", WATCHED),))
    made = synthesize(platform).environments["canary"]["monitoring"]
    return [
        group
        for obj in made
        if obj["kind"] == "PrometheusRule"
        for group in obj["spec"]["groups"]
    ]


def info(health: str = "Healthy", sync: str = "Synced") -> str:
    """Return what Argo CD's controller exports of the two Applications."""
    return "".join(
        f'argocd_app_info{{name="{name}",namespace="argocd",health_status="{health}",'
        f'sync_status="{sync}"}} 1\n'
        for name in APPLICATIONS
    )


@contextmanager
def exporter(metrics: Mapping[str, str]) -> Iterator[int]:
    """Serve metrics by path at a port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in metrics else 404)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(metrics.get(self.path, "").encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def scrapes(port: int, *jobs: tuple[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "job_name": job,
            "metrics_path": path,
            "static_configs": [{"targets": [f"{LOOPBACK}:{port}"]}],
        }
        for job, path in jobs
    ]


def jobs(argo_cd: str, notebooks: str = "/none") -> tuple[tuple[str, str], ...]:
    return (
        ("argo-cd", argo_cd),
        (GATEWAY, "/gateway"),
        ("kubeflow/notebook-controller", notebooks),
    )


@pytest.fixture(scope="module")
def environments(tmp_path_factory) -> Iterator[dict[str, Prometheus]]:
    """Run a Prometheus for each of several environments, until they have read for a while."""
    folder = tmp_path_factory.mktemp("environments")
    metrics = {
        "/healthy": info(),
        "/degraded": info(health="Degraded"),
        "/out": info(sync="OutOfSync"),
        "/gateway": "istio_build 1\n",
        "/none": "nothing 1\n",
        "/fails": f'{FAILED}{{exported_namespace="team"}} 3\n',
    }
    [nobody] = free_ports(1)
    with ExitStack() as stack:
        port = stack.enter_context(exporter(metrics))
        wanted = {
            "healthy": scrapes(port, *jobs("/healthy")),
            "degraded": scrapes(port, *jobs("/degraded")),
            "out-of-sync": scrapes(port, *jobs("/out")),
            "alerting": scrapes(port, *jobs("/healthy", "/fails")),
            "silent": scrapes(nobody, *jobs("/healthy")),
        }
        started = {
            name: stack.enter_context(prometheus(jobs, folder / name, rules=groups()))
            for name, jobs in wanted.items()
        }
        unruled = scrapes(port, *jobs("/healthy"))
        started["without-rules"] = stack.enter_context(prometheus(unruled, folder / "unruled"))
        for name in ("healthy", "degraded", "out-of-sync", "alerting", "without-rules"):
            read = partial(started[name].values, "argocd_app_info")
            wait_for(read, f"{name}: metrics")
        wait_for(lambda: started["alerting"].values('ALERTS{alertstate="firing"}'), "an alert")
        time.sleep(TIME.total_seconds() + 2)
        yield started


@pytest.fixture
def repository(tmp_path) -> Path:
    """Return a repository of which main has had its commit for an hour."""
    path = tmp_path / "configs.git"
    run(path, "init", "--quiet", "--bare", "--template=", "--initial-branch=main")
    hour = int(time.time()) - 3600
    told = (
        f"commit refs/heads/main\ncommitter A <a@example.com> {hour} +0000\n"
        "data 3\nOldM 100644 inline kubeflow/base/a.yaml\ndata 8\nkind: A\n\n"
    )
    run(path, "fast-import", "--quiet", "--date-format=raw", text=told)
    return path


def run(path: Path, *arguments: str, text: str = "") -> str:
    command = ["git", f"--git-dir={path}", *arguments]
    return subprocess.run(
        command, input=text, capture_output=True, text=True, check=True
    ).stdout


def platform(before: Prometheus, **soak: Any) -> Platform:
    after = Soak(**{"time": TIME, "prometheus": f"http://{LOOPBACK}:{before.port}"} | soak)
    return Platform(
        environments=(
            Environment("canary", WATCHED),
            Environment("staging", WATCHED, revision="staging", after=after),
        )
    )


def told(of: Platform, repository: Path, capsys, *options: str) -> tuple[int, str]:
    """Promote by the command; return its exit code and what it says of a refusal."""
    code = commands.run(lambda: of, ["promote", *(options or ["staging"]), str(repository)])
    return code, capsys.readouterr().err


def test_a_commit_that_ran_healthily_is_promoted(environments, repository, capsys):
    code, said = told(platform(environments["healthy"]), repository, capsys)

    assert (code, said) == (0, "")
    assert run(repository, "rev-parse", "staging") == run(repository, "rev-parse", "main")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("degraded", "Application kubeflow Healthy: it does not hold"),
        ("out-of-sync", "Application kubeflow Synced, Healthy or Progressing: it does not"),
        ("alerting", "no alert fires: it does not hold"),
        ("silent", "Application kubeflow Healthy: there is no data"),
        ("silent", "the ingress gateway is read: there is no data"),
        ("without-rules", "the rule of alert KubeflowEdgeErrors: not loaded"),
    ],
)
def test_another_is_refused_and_git_stays(environments, repository, capsys, name, reason):
    before = run(repository, "for-each-ref")
    code, said = told(platform(environments[name]), repository, capsys)

    assert code == 4
    assert reason in said
    assert run(repository, "for-each-ref") == before


def test_an_expression_of_ones_own_is_asked_too(environments, repository, capsys):
    healthy = platform(environments["healthy"], healthy=("up == 1", "max(gpu) > 0"))
    code, said = told(healthy, repository, capsys)

    assert code == 4
    assert "max(gpu) > 0: there is no data" in said
    assert "up == 1" not in said


def test_an_expression_that_is_none_is_refused(environments, repository, capsys):
    code, said = told(
        platform(environments["healthy"], healthy=("up ==",)), repository, capsys
    )

    assert code == 4
    assert "it answers 400" in said
    assert "parse error" in said


def test_series_that_are_younger_than_the_time_are_refused(environments, repository, capsys):
    before = run(repository, "for-each-ref")
    young = platform(environments["healthy"], time=timedelta(minutes=10))
    code, said = told(young, repository, capsys)

    assert code == 4
    assert "Application kubeflow Synced, Healthy or Progressing: there is no data" in said
    assert run(repository, "for-each-ref") == before


def test_a_wave_ends_at_the_first_that_is_not_healthy(environments, repository):
    first = platform(environments["healthy"])
    soak: Any = first.environments[1].after
    ill = replace(soak, prometheus=_address(environments["degraded"]))
    rings = (
        *first.environments,
        Environment("a", WATCHED, revision="a", after=replace(ill, of="canary")),
        Environment("b", WATCHED, revision="b", after=first.environments[1].after),
    )
    found = promote_rings(Platform(environments=rings), repository=str(repository))

    assert [(ring.environment, ring.unhealthy) for ring in found] == [
        ("staging", False),
        ("a", True),
    ]
    assert run(repository, "for-each-ref", "--format=%(refname:short)").split() == [
        "main",
        "staging",
    ]


def _address(of: Prometheus) -> str:
    return f"http://{LOOPBACK}:{of.port}"
