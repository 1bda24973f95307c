"""The guard over real HTTP, between callers that write bytes and a page that records them."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from constructs_lib.scripts import page_guard
from constructs_lib.scripts.page_guard import Server
from constructs_lib.scripts.page_requests import RefusedError, Right, Settings, refuse

pytestmark = pytest.mark.slow

LOOPBACK = "127.0.0.1"
USER = "kubeflow-userid"
ALICE = {USER: "alice"}
LOG = "/pipeline/k8s/pod/logs?podname=a&podnamespace=alice"
ARTIFACT = "/artifacts/minio/mlpipeline/artifacts/alice/x?namespace=alice"
PLACES = [{"source": "minio", "bucket": "mlpipeline", "prefix": "artifacts/{namespace}/"}]


@dataclass
class Seen:
    """What the page was asked."""

    method: str
    target: str
    headers: http.client.HTTPMessage
    body: bytes = b""


@dataclass
class Page:
    """A page that records what it is asked, and answers as a test says."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    answer: Any = None

    def asked(self) -> Seen:
        """Return the only request."""
        (one,) = self.seen
        return one


class Recorder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    page: Page

    def do_GET(self):
        page = self.page
        page.seen.append(Seen(self.command, self.path, self.headers, b"".join(self.body())))
        if page.answer:
            page.answer(self)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Set-Cookie", "oauth2_proxy_kubeflow=evil")
        self.send_header("Content-Length", "4")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"said")

    do_HEAD = do_POST = do_DELETE = do_PUT = do_GET  # noqa: N815 - as its base

    def body(self):
        if self.headers["Transfer-Encoding"] == "chunked":
            while size := int(self.rfile.readline() or b"0", 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            yield self.rfile.read(int(self.headers["Content-Length"] or 0))

    def log_message(self, *_):
        pass


class Verdicts:
    """Everybody may do everything in a namespace of his own name."""

    def check(self, user, right):
        if user != right.namespace:
            refuse(http.client.FORBIDDEN, f"{user} may not {right}")


@contextmanager
def serving(server: Any) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def page() -> Iterator[Page]:
    made = Page()
    recorder = type("RecorderOfPage", (Recorder,), {"page": made})
    server = ThreadingHTTPServer((LOOPBACK, 0), recorder)
    with serving(server) as made.port:
        yield made


@pytest.fixture
def port(page) -> Iterator[int]:
    settings = Settings(f"{LOOPBACK}:{page.port}", USER, "", PLACES)
    with serving(Server(LOOPBACK, 0, settings, Verdicts())) as port:
        yield port


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str


@pytest.fixture
def ask(port):
    """Return what sends one request and reads its answer."""

    def _ask(method="GET", target=LOG, body=None, headers=ALICE, **options):
        connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
        try:
            connection.request(method, target, body, headers, **options)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    return _ask


@pytest.fixture
def write(port):
    """Return what writes bytes and reads everything until the guard hangs up."""

    def _write(text: bytes) -> bytes:
        with socket.create_connection((LOOPBACK, port), timeout=10) as caller:
            caller.sendall(text)
            caller.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: caller.recv(65536), b""))

    return _write


def test_an_owner_gets_what_the_page_says(ask, page):
    answer = ask()

    assert (answer.status, answer.body) == (200, "said")
    assert page.asked().target == "/k8s/pod/logs?podname=a&podnamespace=alice"


def test_a_stranger_is_told_what_he_may_not(ask, page):
    answer = ask(headers={USER: "bob"})

    assert answer.status == 403
    assert answer.body == "bob may not get pods/log in namespace alice\n"
    assert page.seen == []


@pytest.mark.parametrize("target", [LOG, ARTIFACT])
@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer x"}, {USER: ""}])
def test_who_does_not_say_who_he_is_gets_nothing(ask, page, target, headers):
    assert ask(target=target, headers=headers).status == 401
    assert page.seen == []


def test_a_program_with_a_token_calls_the_api(ask, page):
    target = "/apis/v2beta1/runs?namespace=alice"
    ask(target=target, headers={"authorization": "Bearer x"})

    assert (page.asked().target, page.asked().headers["authorization"]) == (target, "Bearer x")


def test_what_would_help_somebody_else_is_not_passed_on(ask, page):
    told = {
        "cookie": "oauth2_proxy_kubeflow=x",
        "authorization": "Bearer x",
        "referer": "https://ml/pipeline/apis/v1beta1/_proxy/http://evil.example.com",
        "kubeflow_userid": "bob",
        "x-forwarded-host": "evil",
        "upgrade": "websocket",
        "connection": "upgrade, kubeflow-userid",
    }
    ask(target="/pipeline/apis/v1beta1/runs", headers=ALICE | told)
    headers = page.asked().headers

    assert {name for name in told if name in headers} == set()
    assert (headers[USER], headers["host"]) == ("alice", f"{LOOPBACK}:{page.port}")


def test_no_answer_sets_a_cookie(ask):
    assert "set-cookie" not in ask().headers


def test_somebodys_file_runs_nothing_on_the_platforms_origin(ask):
    assert ask(target=ARTIFACT).headers["content-security-policy"] == "sandbox"
    assert "content-security-policy" not in ask(target="/pipeline/").headers


@pytest.mark.parametrize(
    "told",
    [
        b"kubeflow-userid: bob\r\nkubeflow-userid: alice",
        b"kubeflow-userid: bob\r\n alice",
        b"kubeflow-userid alice",
        b"kubeflow-userid: alice\r\nbroken\r\nx: y",
        b"kubeflow-userid : alice",
        b"kubeflow-userid: al\x00ice",
        b"kubeflow-userid: \xff",
        b"kubeflow-userid: alice\r\nContent-Length: 0\r\nContent-Length: 4",
        b"kubeflow-userid: alice\r\nContent-Length: +4",
        b"kubeflow-userid: alice\r\nContent-Length: 4\r\nTransfer-Encoding: chunked",
        b"kubeflow-userid: alice\r\nTransfer-Encoding: chunked, identity",
        b"kubeflow-userid: alice\r\nTransfer-Encoding: xchunked",
        b"kubeflow-userid: alice\r\nTransfer-Encoding : chunked",
        b"kubeflow-userid: alice\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ],
)
def test_headers_of_two_readings_are_refused(write, page, told):
    answer = write(b"GET %b HTTP/1.1\r\n%b\r\n\r\n" % (LOG.encode(), told))

    assert answer.split(b" ")[1] in (b"400", b"401"), answer
    assert page.seen == []


def test_what_follows_a_riddle_is_not_read_as_a_request(write, page):
    smuggled = b"GET /pipeline/ HTTP/1.1\r\n\r\n"
    riddle = b"Content-Length: 1\r\nTransfer-Encoding: chunked"
    answer = write(b"POST /apis/v1beta1/runs HTTP/1.1\r\n%b\r\n\r\n%b" % (riddle, smuggled))

    assert answer.count(b"HTTP/1.1 ") == 1
    assert page.seen == []


@pytest.mark.parametrize("version", [b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"nonsense"])
def test_an_old_or_odd_caller_is_served_or_refused_but_never_kept(write, version):
    answer = write(b"GET %b %b\r\nkubeflow-userid: bob\r\n\r\n" % (LOG.encode(), version))

    assert b"said" not in answer


def test_requests_share_a_connection(port, page):
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    for headers, status in ((ALICE, 200), ({USER: "bob"}, 403), (ALICE, 200)):
        connection.request("GET", LOG, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()

    assert len(page.seen) == 2


def test_an_upload_arrives_whole(ask, page):
    body = bytes(range(256)) * 4096
    ask("POST", "/pipeline/apis/v1beta1/pipelines/upload", body)

    assert page.asked().body == body


def test_so_does_one_in_chunks(ask, page):
    pieces = (b"one", b"two" * 50_000, b"three")
    headers = ALICE | {"Transfer-Encoding": "chunked"}
    target = "/pipeline/apis/v1beta1/pipelines/upload"
    ask("POST", target, iter(pieces), headers, encode_chunked=True)

    assert page.asked().body == b"".join(pieces)


@pytest.mark.parametrize("size", [b"", b"-1", b"0x5", b"5 5", b"zz", b"123456789"])
def test_chunks_that_cannot_be_read_end_the_connection(write, size):
    head = b"POST /apis/v1beta1/runs HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = write(b"%b%b\r\nabcde\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n" % (head, size))

    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1 ") == 1


def test_head_has_the_headers_and_no_body(write):
    request = b"HEAD %b HTTP/1.1\r\nkubeflow-userid: alice\r\n\r\n" % LOG.encode()
    answer = write(request * 2)

    assert answer.count(b"HTTP/1.1 200") == 2
    assert answer.count(b"Content-Length: 4\r\n") == 2
    assert b"said" not in answer


def test_an_answer_without_content_has_none(ask, page):
    def nothing(handler):
        handler.send_response(204)
        handler.end_headers()

    page.answer = nothing

    assert (ask().status, ask().body) == (204, "")


def test_a_log_arrives_while_it_is_written(port, page):
    more = threading.Event()

    def slowly(handler):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\nfirst\r\n")
        assert more.wait(10)
        handler.wfile.write(b"4\r\nlast\r\n0\r\n\r\n")

    page.answer = slowly
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    connection.request("GET", LOG, headers=ALICE)
    answer = connection.getresponse()
    assert answer.read(5) == b"first"
    more.set()

    assert answer.read() == b"last"
    connection.close()


def test_a_large_artifact_passes_without_being_kept(port, page):
    block, count = bytes(1 << 20), 64

    def large(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(block) * count))
        handler.end_headers()
        for _ in range(count):
            handler.wfile.write(block)

    page.answer = large
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=30)
    connection.request("GET", ARTIFACT, headers=ALICE)
    answer = connection.getresponse()

    assert sum(map(len, iter(lambda: answer.read(65536), b""))) == len(block) * count
    connection.close()


@pytest.mark.parametrize("told", ["Content-Length: 9", "Transfer-Encoding: chunked"])
def test_an_answer_that_breaks_off_does_not_look_whole(ask, page, told):
    name, _, value = told.partition(": ")

    def broken(handler):
        handler.send_response(200)
        handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(b"4\r\nsaid\r\n" if value == "chunked" else b"said")
        handler.close_connection = True

    page.answer = broken

    with pytest.raises(http.client.IncompleteRead):
        ask()


def test_an_answer_of_two_lengths_is_told_as_one(write, page):
    def twofold(handler):
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"1a\r\nHTTP/1.1 200 Forged\r\n\r\nhaha!\r\n0\r\n\r\n"
        )

    page.answer = twofold
    answer = write(b"GET %b HTTP/1.1\r\nkubeflow-userid: alice\r\n\r\n" % LOG.encode())
    head, _, _ = answer.partition(b"\r\n\r\n")

    assert b"Content-Length" not in head
    assert b"Transfer-Encoding: chunked" in head


def test_a_page_that_does_not_answer_is_said_so(ask, page, port):
    page.answer = lambda handler: setattr(handler, "close_connection", True)

    answer = ask()

    assert (answer.status, answer.body) == (502, "the page of Pipelines does not answer\n")


def test_one_slow_caller_keeps_nobody_waiting(port, ask):
    with socket.create_connection((LOOPBACK, port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nkubeflow")

        assert ask().status == 200


def test_a_caller_that_falls_silent_is_left(monkeypatch, port):
    monkeypatch.setattr(page_guard, "TALKING", 0.2)
    with socket.create_connection((LOOPBACK, port), timeout=10) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nkubeflow")

        assert slow.recv(100) == b""


def test_one_caller_too_many_is_hung_up_on(monkeypatch, page):
    monkeypatch.setattr(page_guard, "CALLERS", 1)
    settings = Settings(f"{LOOPBACK}:{page.port}", USER, "", PLACES)
    with (
        serving(Server(LOOPBACK, 0, settings, Verdicts())) as port,
        socket.create_connection((LOOPBACK, port), timeout=10) as first,
    ):
        first.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")
        assert first.recv(100).startswith(b"HTTP/1.1 200")
        with socket.create_connection((LOOPBACK, port), timeout=10) as second:
            assert second.recv(100) == b""


def test_a_refusal_is_told_in_a_line_of_the_log_without_the_query(ask, capfd):
    ask(headers={USER: "bob"})

    assert capfd.readouterr().err == (
        "GET '/pipeline/k8s/pod/logs': 403 bob may not get pods/log in namespace alice\n"
    )


def test_without_its_api_server_it_refuses(monkeypatch, tmp_path):
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", LOOPBACK)
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "1")
    monkeypatch.setattr("ssl.create_default_context", lambda cafile: None)
    (tmp_path / "token").write_text("token")
    right = Right("alice", "get", "pods")

    with pytest.raises(RefusedError, match="the API server cannot be asked; try again"):
        page_guard.Rights(tmp_path).check("alice", right)


def connected(port: int) -> socket.socket:
    """Return a connection to a server that has just been started."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return socket.create_connection((LOOPBACK, port), timeout=1)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def test_told_no_address_it_listens_for_both_families(monkeypatch, tmp_path):
    def serve(host, port, *_):
        raise InterruptedError(f"{host} {port}")

    told = {"page": "page:80", "header": USER, "prefix": "", "artifacts": PLACES}
    (tmp_path / "settings.json").write_text(json.dumps(told))
    monkeypatch.setattr(page_guard, "Rights", lambda account: account)
    monkeypatch.setattr("constructs_lib.scripts.page_guard.signal.signal", lambda *_: None)
    monkeypatch.setattr(page_guard, "Server", serve)

    with pytest.raises(InterruptedError, match=r"^:: 8080$"):
        page_guard.main(str(tmp_path / "settings.json"))


def test_it_ends_when_its_pod_is_stopped(tmp_path):
    certificate = tmp_path / "ca.crt"
    certificate.write_text("")
    told = {"page": "page:80", "header": USER, "prefix": "", "artifacts": PLACES}
    (tmp_path / "settings.json").write_text(json.dumps(told))
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    # Without the account's certificate it would not start; that is another test's.
    start = (
        "import ssl, sys; ssl.create_default_context = lambda cafile: None; "
        f"sys.path.insert(0, {str(Path(page_guard.__file__).parents[1])!r}); "
        "from scripts.page_guard import main; main(*sys.argv[1:])"
    )
    environment = {
        "KUBERNETES_SERVICE_HOST": LOOPBACK,
        "KUBERNETES_SERVICE_PORT": "1",
        "SERVICE_ACCOUNT": str(tmp_path),
    }
    arguments = [str(tmp_path / "settings.json"), f"{LOOPBACK}:{port}"]
    command = [sys.executable, "-I", "-c", start, *arguments]
    process = subprocess.Popen(command, env=environment)
    with connected(port):
        process.send_signal(signal.SIGTERM)

        assert process.wait(timeout=10) == 0
