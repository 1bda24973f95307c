"""Simulate the API server of Pipelines: it accepts one pipeline, and records its requests.

It answers the requests of Elyra as backend/api/v2beta1 of kubeflow/pipelines 2.3.0 does.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_PIPELINE = {"pipeline_id": "pipeline-1", "display_name": "sample"}
_EXPERIMENT = {"experiment_id": "experiment-1", "display_name": "sample", "namespace": "alice"}
_VERSION = {"pipeline_id": "pipeline-1", "pipeline_version_id": "version-1"}
_RUN = {"run_id": "run-1", "experiment_id": "experiment-1"}
# The answers, by the method and path of a request.
_ANSWERS: dict[tuple[str, str], dict[str, Any]] = {
    ("GET", "healthz"): {"multi_user": True},
    ("GET", "pipelines"): {},
    ("GET", "pipelines/pipeline-1/versions"): {"pipeline_versions": [_VERSION]},
    ("POST", "pipelines/upload"): _PIPELINE,
    ("GET", "experiments"): {},
    ("GET", "experiments/experiment-1"): _EXPERIMENT,
    ("POST", "experiments"): _EXPERIMENT,
    ("POST", "runs"): _RUN,
}


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    query: dict[str, list[str]]
    authorization: str | None
    body: bytes


@dataclass(frozen=True)
class Played:
    """The running server."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    def one(self, method: str, path: str) -> Asked:
        """Return the one request of a method for a path."""
        [found] = [each for each in self.asked if (each.method, each.path) == (method, path)]
        return found

    def uploaded(self) -> str:
        """Return the pipeline that was uploaded, as its file has it."""
        request = self.one("POST", "pipelines/upload")
        parts = message_from_bytes(request.body).walk()
        [text] = [part.get_payload(decode=True) for part in parts if part.get_filename()]
        assert isinstance(text, bytes)
        return text.decode()


@contextmanager
def played() -> Iterator[Played]:
    """Listen on loopback until the test ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            url = urlsplit(self.path)
            path = url.path.removeprefix("/apis/v2beta1/")
            content = self.headers.get("Content-Type", "")
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if content.startswith("multipart/"):
                body = f"Content-Type: {content}\r\n\r\n".encode() + body
            api.asked.append(
                Asked(
                    self.command,
                    path,
                    parse_qs(url.query),
                    self.headers.get("Authorization"),
                    body,
                )
            )
            told = _ANSWERS.get((self.command, path))
            text = json.dumps(told or {"error": "not asked for by Elyra"}).encode()
            self.send_response(404 if told is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        api = Played(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()
            thread.join()
