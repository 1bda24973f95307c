"""A Prometheus is played here: tests/cluster/test_promotion.py asks a real one."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

import pytest

from constructs_lib import AppOfApps, ArgoCd, Config, Destination, Environment, Platform
from constructs_lib.delivery.publication import promote
from constructs_lib.delivery.publication.gate import applications_of
from constructs_lib.delivery.publication.prometheus import Prometheus
from constructs_lib.rollout import Soak, TooEarlyError, UnhealthyError, promote_rings

pytestmark = pytest.mark.slow

RESULT = (
    '{"status": "success", "data": {"resultType": "matrix", "result": [{"values": [%s]}]}}'
)
APP = "kubeflow/base/app.yaml"


@dataclass
class Played:
    """What a played Prometheus answers, and what it was asked."""

    value: str = "1"
    since: float = 0
    status: int = 200
    text: str | None = None
    location: str | None = None
    pause: float = 0
    asked: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    port: int = 0

    def answer(self, path: str) -> str:
        if self.text is not None:
            return self.text
        if path.endswith("rules"):
            return json.dumps({"status": "success", "data": {"groups": []}})
        return ""

    def matrix(self, query: dict[str, list[str]]) -> str:
        start, end, step = (float(query[name][0]) for name in ("start", "end", "step"))
        count = round((end - start) / step) + 1
        values = [
            [start + index * step, self.value]
            for index in range(count)
            if start + index * step >= self.since
        ]
        result = [{"metric": {}, "values": values}] if values else []
        data = {"resultType": "matrix", "result": result}
        return json.dumps({"status": "success", "data": data})


@pytest.fixture
def played() -> Iterator[Played]:
    answers = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            query = parse_qs(url.query)
            answers.asked += query.get("query", [url.path])
            answers.tokens.append(self.headers["Authorization"])
            body = answers.answer(url.path) or answers.matrix(query)
            self.send_response(answers.status)
            if answers.location:
                self.send_header("Location", answers.location)
            self.end_headers()
            for byte in [body] if not answers.pause else body:
                time.sleep(answers.pause)
                with suppress(OSError):
                    self.wfile.write(byte.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        answers.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield answers
        server.shutdown()


def platform(port: int, time: timedelta = timedelta(seconds=1), **soak) -> Platform:
    """Return three environments that wait for each other and need one expression."""

    def after() -> Soak:
        address = f"http://127.0.0.1:{port}"
        return Soak(time, **{"prometheus": address, "healthy": ("ours",)} | soak)

    return Platform(
        environments=(
            Environment("canary"),
            Environment("staging", revision="staging", after=after()),
            Environment("production", revision="production", after=after()),
        )
    )


@pytest.fixture
def published(repository):
    """Return a repository of which main has had its commit for an hour."""
    made = repository.git(
        "-c", "user.name=a", "-c", "user.email=a@example.com", "commit-tree",
        "-m", "old", "-p", "main", "main^{tree}",
    ).decode().strip()  # fmt: skip
    raw = repository.git("cat-file", "commit", made).decode()
    hour = int(datetime.now(UTC).timestamp()) - 3600
    old = "\n".join(
        f"{line.rsplit(' ', 2)[0]} {hour} +0000"
        if line.startswith(("author", "committer"))
        else line
        for line in raw.splitlines()
    )
    commit = repository.git("hash-object", "-t", "commit", "-w", "--stdin", data=old.encode())
    repository.git("update-ref", "refs/heads/main", commit.decode().strip())
    return repository


def promoted(repository, of, environment="staging", **options):
    return promote(of, environment, repository=str(repository.path), **options)


def refused(repository, of, error, sentence, environment="staging", **options):
    before = repository.git("for-each-ref")
    with pytest.raises(error, match=sentence):
        promoted(repository, of, environment, **options)
    assert repository.git("for-each-ref") == before


def test_what_ran_healthily_for_its_time_is_promoted(published, played):
    promoted(published, platform(played.port))

    assert published.head("staging") == published.head("main")


def test_the_time_of_a_promotion_is_noted_for_those_that_wait(published, played):
    promoted(published, platform(played.port))
    [tag] = published.git("tag", "--list").decode().split()

    assert tag.startswith("promoted/staging/2")
    assert published.git("rev-parse", f"{tag}^0").decode().strip() == published.head("main")


def test_no_time_is_noted_where_no_one_waits(published, played):
    three = platform(played.port)
    last = replace(three.environments[2], after=None)
    promoted(published, replace(three, environments=(*three.environments[:2], last)))

    assert published.git("tag", "--list") == b""


def test_a_commit_that_is_younger_than_its_time_is_refused(published, played):
    two_hours = platform(played.port, timedelta(hours=2))
    refused(published, two_hours, TooEarlyError, "for 1:00:.. of 2:00:00; promote in ")

    assert played.asked == []


def test_a_promoted_commit_counts_from_its_promotion(published, played):
    waiting = platform(played.port, timedelta(minutes=10))
    promoted(published, waiting)

    refused(published, waiting, TooEarlyError, "'staging' has run", "production")


def test_the_newest_promotion_counts(published, played):
    head = published.head("main")
    published.git("branch", "staging", "main")
    published.git("tag", "promoted/staging/20200101T000000Z", head)
    waiting = platform(played.port, timedelta(minutes=10))
    assert promoted(published, waiting, "production", dry_run=True)

    published.git("tag", f"promoted/staging/{datetime.now(UTC):%Y%m%dT%H%M%SZ}", head)
    refused(published, waiting, TooEarlyError, "'staging' has run", "production")


@pytest.mark.parametrize("tag", [None, "promoted/staging/once"])
def test_a_branch_that_was_moved_by_hand_is_refused(published, played, tag):
    published.git("branch", "staging", "main")
    if tag:
        published.git("tag", tag, "main")

    refused(
        published,
        platform(played.port),
        TooEarlyError,
        "no tag promoted/staging",
        "production",
    )


def test_another_commit_than_the_one_before_runs_is_refused(published, played):
    promoted(published, platform(played.port))
    published.change({APP: b"kind: New\n"})

    refused(
        published,
        platform(played.port),
        TooEarlyError,
        "'staging' does not run",
        "production",
        source="main",
    )


def test_an_environment_before_that_was_never_promoted_is_waited_for(published, played):
    refused(
        published,
        platform(played.port),
        TooEarlyError,
        "'staging' runs nothing: the repository has no branch 'staging'; promote 'staging'",
        "production",
    )


def test_the_first_wave_begins_a_chain_without_branches(published, played):
    def wave() -> list[bool]:
        rings = promote_rings(platform(played.port), repository=str(published.path))
        return [bool(ring.promotion) for ring in rings]

    assert wave() == [True, False]
    time.sleep(1.1)
    assert wave() == [False, True]


def test_a_published_branch_that_is_missing_is_an_error(published, played):
    published.git("branch", "--move", "main", "trunk")
    refused(published, platform(played.port), ValueError, "no branch 'main' to promote from")


def test_what_is_not_healthy_is_refused(published, played):
    played.value = "0"
    refused(published, platform(played.port), UnhealthyError, "ours: it does not hold at 20")


def test_what_is_no_number_is_refused(published, played):
    played.value = "NaN"
    refused(published, platform(played.port), UnhealthyError, "ours: it does not hold at 20")


def test_silence_is_not_health(published, played):
    played.since = 1e12
    refused(published, platform(played.port), UnhealthyError, "ours: there is no data at 20")


def test_a_series_that_begins_late_is_refused(published, played):
    played.since = datetime.now(UTC).timestamp() - 60
    ten = platform(played.port, timedelta(minutes=10))
    refused(published, ten, UnhealthyError, "ours: there is no data at 20")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"status": 503, "text": "<html>"}, "cannot be asked: it answers 503$"),
        ({"status": 400, "text": '{"error": "parse error"}'}, "answers 400: parse error"),
        ({"status": 401, "text": "no"}, "it answers 401; put a token that it accepts"),
        ({"status": 302, "text": "no", "location": "/login"}, "it answers 302"),
        ({"text": "hello"}, "its answer is not JSON"),
        ({"text": '{"status": "error"}'}, "is not from Prometheus' API"),
        (
            {"text": '{"status": "success", "warnings": ["a store is gone"]}'},
            "a store is gone",
        ),
        (
            {"text": '{"status": "success", "warnings": {"a": "store\\nis gone"}}'},
            "it warns: {'a': 'store",
        ),
        ({"text": '{"status": "success", "data": {}}'}, "there is no data"),
        ({"text": RESULT % "[1e999, 1]"}, "is not from Prometheus' API"),
        ({"text": RESULT % f'["1{"0" * 400}", 1]'}, "is not from Prometheus' API"),
        ({"text": RESULT % "1"}, "is not from Prometheus' API"),
        ({"text": "[" * 100_000}, "its answer is not JSON"),
    ],
)
def test_an_answer_that_tells_nothing_is_refused(published, played, told, sentence):
    for name, value in told.items():
        setattr(played, name, value)

    refused(published, platform(played.port), UnhealthyError, sentence)


@pytest.mark.parametrize("groups", [5, [{"rules": ["a"]}], [{"rules": 5}]])
def test_rules_of_another_shape_are_refused(groups):
    asked = Prometheus("https://prometheus.example.com", "PROMETHEUS_TOKEN")
    said = {"status": "success", "data": {"groups": groups}}
    with (
        patch.object(Prometheus, "_ask", lambda *_, **__: said["data"]),
        pytest.raises(UnhealthyError, match="is not from Prometheus' API"),
    ):
        asked.missing_rules(["Ours"])


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"SSH-2.0-OpenSSH\r\n", "its answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}", "cannot be asked"),
        (b"HTTP/1.1 503 No\r\nContent-Length: 99\r\n\r\n{}", "it answers 503"),
    ],
)
def test_a_server_that_is_no_prometheus_is_refused(published, answer, sentence):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answers() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        threading.Thread(target=answers, daemon=True).start()
        refused(published, platform(server.getsockname()[1]), UnhealthyError, sentence)
        server.shutdown(socket.SHUT_RDWR)


def test_an_answer_that_trickles_ends_after_the_patience(published, played, monkeypatch):
    monkeypatch.setattr("constructs_lib.delivery.publication.prometheus._PATIENCE", 0.2)
    played.text, played.pause = " " * 100, 0.1
    refused(published, platform(played.port), UnhealthyError, "cannot be asked: timed out")


def test_a_prometheus_that_does_not_answer_is_refused(published):
    refused(published, platform(9), UnhealthyError, "cannot be asked: .*refused")


def test_the_token_comes_from_the_variable(published, played, monkeypatch):
    monkeypatch.setenv("OURS", "s3cret")
    promoted(published, platform(played.port, token="OURS"))

    assert set(played.tokens) == {"Bearer s3cret"}


def test_the_token_follows_no_redirect(published, played, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_TOKEN", "s3cret")
    played.status, played.location, played.text = 302, f"http://127.0.0.1:{played.port}/", "no"
    refused(published, platform(played.port), UnhealthyError, "it answers 302")

    assert len(played.tokens) == 1


def test_without_a_token_none_is_sent(published, played, monkeypatch):
    monkeypatch.delenv("PROMETHEUS_TOKEN", raising=False)
    promoted(published, platform(played.port))

    assert set(played.tokens) == {None}


def test_a_token_that_is_none_is_not_repeated(published, played, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_TOKEN", "s3cret\nX-Other: 1")
    with pytest.raises(UnhealthyError, match="holds no bearer token") as error:
        promoted(published, platform(played.port))

    assert "s3cret" not in str(error.value)


def test_a_rehearsal_is_judged_too(published, played):
    played.value = "0"
    refused(published, platform(played.port), UnhealthyError, "was not healthy", dry_run=True)


def test_nobody_is_asked_where_nothing_moves(published, played):
    published.git("branch", "staging", "main")

    assert not promoted(published, platform(played.port))
    assert played.asked == []


def test_series_are_chosen_by_the_environments_labels(published, played):
    promoted(published, platform(played.port, labels={"cluster": 'a "b"'}))

    assert played.asked[0] == (
        '(count(argocd_app_info{name="kubeflow",sync_status="Synced",'
        'health_status=~"Healthy|Progressing",cluster="a \\"b\\""}) or 0 * '
        'count(argocd_app_info{name="kubeflow",cluster="a \\"b\\""})) == bool '
        'count(argocd_app_info{name="kubeflow",cluster="a \\"b\\""})'
    )


def test_applications_of_another_clusters_argo_cd_are_chosen_by_name(published, played):
    three = platform(played.port, labels={"cluster": "canary"})
    hub = ArgoCd(hub=True, destination=Destination(name="canary"))
    first = replace(three.environments[0], argo_cd=hub)
    promoted(published, replace(three, environments=(first, *three.environments[1:])))

    assert 'name="kubeflow-canary"' in played.asked[0]
    assert "cluster" not in played.asked[0]


def test_every_application_is_asked_for():
    environment = Environment("canary", Config())
    of_apps = Platform(environments=(environment,), delivery=AppOfApps(name="root"))

    assert applications_of(of_apps, environment) == ("kubeflow", "kubeflow-profiles", "root")
