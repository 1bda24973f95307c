"""How the API of Pipelines is reached; tests/cluster/recovery plays it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from constructs_lib.recovery.recurring_runs import Pipelines
from constructs_lib.scripts import keep_objects


@pytest.fixture
def served():
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = b'{"recurringRuns": [{"display_name": "nightly"}]}'
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_): ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def proxied(monkeypatch):
    """Name a proxy, which does not answer, and exempt nothing from it."""
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)


class Cluster:
    def create(self, _path, _obj):
        return {"status": {"token": "t"}}


@pytest.mark.usefixtures("proxied")
def test_a_forwarded_port_is_asked_without_the_proxy_of_the_administrator(served):
    found = Pipelines(Cluster(), served)._listed("team")

    assert [each["display_name"] for each in found] == ["nightly"]


@pytest.mark.usefixtures("proxied")
def test_a_set_is_read_without_the_proxy_of_the_cluster(served, tmp_path, monkeypatch):
    monkeypatch.setattr("ssl.create_default_context", lambda cafile: None)
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "fd00::1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "443")
    (tmp_path / "token").write_text("t")
    cluster = keep_objects.Cluster(tmp_path, served, tmp_path / "token")

    assert [each["display_name"] for each in cluster.runs("team")] == ["nightly"]
