"""A registry is asked with the login it is given, and its answers are read up to a size."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from constructs_lib.image_reference import ImageReference
from constructs_lib.supply.manifest import WrongAnswerError
from constructs_lib.supply.registry import Registries

KIND = "application/vnd.oci.image.index.v1+json"


@pytest.fixture
def server():
    """Return a registry's address, what it answers, and the logins it has seen."""

    class Handler(BaseHTTPRequestHandler):
        body = b'{"manifests": []}'
        seen: ClassVar = []
        to = ""
        host = ""

        def do_GET(self):
            self.seen.append(self.headers.get("Authorization"))
            moved = self.to and not self.path.startswith("/there")
            self.send_response(307 if moved else 200)
            if moved:
                self.send_header("Location", self.to)
            self.send_header("Content-Type", KIND)
            self.send_header("Content-Length", str(len(self.body)))
            self.end_headers()
            try:
                self.wfile.write(self.body)
            except OSError:
                return

        def log_message(self, *_):
            return

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    Handler.host = f"127.0.0.1:{running.server_port}"
    yield Handler
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def netrc(tmp_path, monkeypatch):
    file = tmp_path / "netrc"
    file.write_text("machine 127.0.0.1 login robot password secret\n")
    monkeypatch.setenv("NETRC", str(file))


def content(host):
    with Registries((host,)) as registries:
        return registries.content(ImageReference.of(f"{host}/team/app:1"))


def test_a_login_of_netrc_is_not_sent(server):
    content(server.host)

    assert set(server.seen) == {None}


def test_a_login_of_netrc_is_not_sent_where_a_redirect_leads(server):
    server.to = f"http://{server.host}/there"
    content(server.host)

    assert server.seen == [None, None]


def test_an_answer_without_an_end_is_not_read_to_its_end(server):
    server.body = b" " * (9 * 2**20)

    with pytest.raises(WrongAnswerError, match="an answer of more than 8 MiB"):
        content(server.host)


def test_a_redirects_own_answer_is_not_read_to_its_end_either(server):
    server.to, server.body = f"http://{server.host}/there", b" " * (9 * 2**20)

    with pytest.raises(WrongAnswerError, match="an answer of more than 8 MiB"):
        content(server.host)
    assert len(server.seen) == 1
