"""What is made of answers of the API server, and of kubectl's proxy about it."""

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler
from socketserver import UnixStreamServer

import pytest

from constructs_lib.recovery.cluster import Cluster, ClusterError, _sound, _wait


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (502, b"unexpected EOF", "reading x: the API server does not answer; run it again"),
        (500, b"dial tcp: refused", "reading x: the API server does not answer; run it again"),
        (401, b"{}", "reading x: the kubeconfig's token has expired or is not valid"),
        (403, b'{"message": "no"}', "reading x: no"),
        (422, b'{"message": "spec: Required"}', "reading x: spec: Required"),
        (503, b'{"message": "shutting down"}', "reading x: shutting down"),
    ],
)
def test_an_error_is_a_sentence(status, body, told):
    with pytest.raises(ClusterError) as raised:
        _sound(status, body, "reading x")

    assert str(raised.value) == told


def test_an_answer_is_its_object():
    assert _sound(200, json.dumps({"kind": "Pod"}).encode(), "reading x") == {"kind": "Pod"}


class Proxy:
    def poll(self):
        return None


def test_a_socket_to_which_nobody_listens_yet_is_waited_for(tmp_path):
    """On a busy machine a connection between the two is refused."""
    place = tmp_path / "api"
    with socket.socket(socket.AF_UNIX) as bound, socket.socket(socket.AF_UNIX) as asking:
        bound.bind(str(place))
        listening = threading.Timer(0.3, bound.listen)
        listening.start()
        _wait(Proxy(), place, tmp_path / "said")
        asking.connect(str(place))
        listening.join()


@pytest.fixture
def busy(tmp_path):
    """Serve an API server that has just got definitions: it answers the third time."""
    statuses = iter((429, 429, 200))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = b'{"kind": "Pod"}'
            self.send_response(next(statuses))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_): ...

    place = tmp_path / "busy"
    with UnixStreamServer(str(place), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield place
        server.shutdown()
        thread.join()


def test_an_api_server_that_is_not_ready_is_asked_again(busy, monkeypatch):
    monkeypatch.setattr("constructs_lib.recovery.cluster._AGAIN", 0)

    assert Cluster(busy).read("/api/v1/pods/a") == {"kind": "Pod"}
