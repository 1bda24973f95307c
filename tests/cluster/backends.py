"""Run small real HTTP servers in place of a cluster's Services."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from .processes import LOOPBACK

METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


@dataclass(frozen=True)
class Request:
    """A request as a server saw it; the names of its headers are in lower case.

    Several headers of one name are joined by commas, as HTTP defines it.
    """

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """A server's response; a header may have several values."""

    status: int
    headers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    body: str = ""


Behaviour = Callable[[Request], Reply]


def mirror(name: str) -> Behaviour:
    """Respond with the server's name and the request; to a websocket, with its handshake."""

    def reply(request: Request) -> Reply:
        if request.headers.get("upgrade") == "websocket":
            return Reply(101, {"connection": "upgrade", "upgrade": "websocket"})
        seen = {"path": request.path, "headers": dict(request.headers)}
        return Reply(200, body=json.dumps({"backend": name, **seen}))

    return reply


@dataclass(frozen=True)
class Backend:
    """A running server, and the requests it has had."""

    port: int
    requests: list[Request]


@contextmanager
def backend(behave: Behaviour) -> Iterator[Backend]:
    """Run a server on loopback."""
    requests: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {
                name.lower(): ", ".join(self.headers.get_all(name, ()))
                for name in self.headers
            }
            request = Request(self.command, self.path, headers)
            requests.append(request)
            reply = behave(request)
            body = reply.body.encode()
            self.send_response(reply.status)
            for name, values in reply.headers.items():
                for value in [values] if isinstance(values, str) else values:
                    self.send_header(name, value)
            if reply.status == HTTPStatus.SWITCHING_PROTOCOLS:
                self.close_connection = True
            else:
                self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Log nothing: tests report what matters."""

    for method in METHODS:
        setattr(Handler, f"do_{method}", Handler.answer)
    with ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        # It looks that often whether it shall end: half a second, unless told otherwise.
        often = {"poll_interval": 0.01}
        thread = threading.Thread(target=server.serve_forever, kwargs=often, daemon=True)
        thread.start()
        try:
            yield Backend(server.server_address[1], requests)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def backends(names: Iterable[str]) -> Iterator[dict[str, Backend]]:
    """Run a server for each name, which responds with the request."""
    with ExitStack() as running:
        yield {name: running.enter_context(backend(mirror(name))) for name in names}
