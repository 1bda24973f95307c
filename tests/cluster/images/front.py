"""Stand in front of a registry: with TLS and a login, and as it behaves on a bad day."""

import base64
import http.client
import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from tests.cluster.pipes import join
from tests.cluster.processes import LOOPBACK, free_ports

TOKEN: Final = "a-token-of-this-registry"


@dataclass
class Front:
    """A server in front of a registry, and what it does.

    login: a user and a password; None lets everybody in. limits: for each of the next
    requests, what `Retry-After` says of the refusal, None for nothing. fails: for each of the
    next requests, its status. cut: the connections of paths with this are cut in the answer.
    redirect: another server for manifests. wrong: what is answered to paths with this: status,
    media type and body. seen: the requests, with what they are authorized by.
    """

    port: int
    behind: int
    certificate: Path
    login: tuple[str, str] | None = None
    limits: list[str | None] = field(default_factory=list)
    fails: list[int] = field(default_factory=list)
    cut: str | None = None
    redirect: str | None = None
    wrong: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)
    seen: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Return what images of it begin with."""
        return f"{LOOPBACK}:{self.port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    front: Front

    def do_GET(self) -> None:
        front, authorization = self.front, self.headers.get("Authorization", "")
        front.seen.append((self.command, self.path, authorization))
        manifests = "/manifests/" in self.path
        if self.path.startswith("/token"):
            self._give_token(authorization)
        elif front.login and authorization != f"Bearer {TOKEN}":
            scope = f"repository:{self.path.split('/manifests/')[0].removeprefix('/v2/')}:pull"
            told = f'Bearer realm="https://{self.headers["Host"]}/token",service="front"'
            self._answer(401, "application/json", b"{}", f'{told},scope="{scope}"')
        elif manifests and front.limits:
            self._answer(429, "application/json", b"{}", wait=front.limits.pop(0))
        elif manifests and front.fails:
            self._answer(front.fails.pop(0), "text/plain", b"")
        elif manifests and front.redirect:
            self.send_response(307)
            self.send_header("Location", f"{front.redirect}{self.path}")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._forward()

    do_HEAD = do_GET  # noqa: N815 - so http.server calls it

    def _forward(self) -> None:
        for part, answer in self.front.wrong.items():
            if part in self.path:
                return self._answer(*answer)
        connection = http.client.HTTPConnection(LOOPBACK, self.front.behind, timeout=30)
        headers = {k: v for k, v in self.headers.items() if k.lower() == "accept"}
        connection.request(self.command, self.path, headers=headers)
        got = connection.getresponse()
        data = got.read()
        connection.close()
        self.send_response(got.status)
        for name, value in got.getheaders():
            if name.lower() not in ("transfer-encoding", "connection"):
                self.send_header(name, value)
        if "content-length" not in (name.lower() for name, _ in got.getheaders()):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.front.cut and self.front.cut in self.path:
            self.wfile.write(data[: len(data) // 2])
            self.wfile.flush()
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return None
        self.wfile.write(data)
        return None

    def _give_token(self, authorization: str) -> None:
        login = ":".join(self.front.login or ())
        wanted = f"Basic {base64.b64encode(login.encode()).decode()}"
        if authorization == wanted:
            self._answer(200, "application/json", json.dumps({"token": TOKEN}).encode())
        else:
            self._answer(401, "application/json", b"{}")

    def _answer(
        self, status: int, kind: str, body: bytes, challenge: str = "", wait: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if challenge:
            self.send_header("WWW-Authenticate", challenge)
        if wait is not None:
            self.send_header("Retry-After", wait)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `seen` has it."""


def certificate(folder: Path, names: Sequence[str] = ()) -> tuple[Path, Path]:
    """Return a certificate for loopback and further names, its own authority, and its key."""
    folder.mkdir(parents=True, exist_ok=True)
    made, key = folder / "tls.crt", folder / "tls.key"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    told = ("-x509", "-nodes", *curve, "-days", "1", "-subj", "/CN=registry")
    all_names = ",".join([f"IP:{LOOPBACK}", *(f"DNS:{name}" for name in names)])
    more = ("-addext", f"subjectAltName={all_names}", "-keyout", key, "-out", made)
    subprocess.run(["openssl", "req", *told, *more], check=True, capture_output=True)
    return made, key


@contextmanager
def front(folder: Path, behind: int, names: Sequence[str] = ()) -> Iterator[Front]:
    """Run a server with TLS in front of a registry, for these names besides loopback."""
    made, key = certificate(folder, names)
    [port] = free_ports(1)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    described = Front(port=port, behind=behind, certificate=made)
    handler = type("Handler", (_Handler,), {"front": described})
    server = ThreadingHTTPServer((LOOPBACK, port), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(
        server.socket, server_side=True, do_handshake_on_connect=False
    )
    with _serving(server):
        yield described


@contextmanager
def _serving(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Proxy:
    """A proxy for connections out: what leads where. refused: what it let nobody reach."""

    port: int
    ways: dict[str, int]
    refused: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Return its address, as HTTPS_PROXY has it."""
        return f"http://{LOOPBACK}:{self.port}"


class _Tunnel(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True
    proxy: Proxy

    def do_CONNECT(self) -> None:
        name = self.path.rpartition(":")[0]
        if name not in self.proxy.ways:
            self.proxy.refused.append(self.path)
            return self.send_error(403)
        with socket.create_connection((LOOPBACK, self.proxy.ways[name])) as there:
            there.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.send_response(200)
            self.end_headers()
            join(self.connection, there)
        self.close_connection = True
        return None

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: `refused` has it."""


@contextmanager
def proxy(ways: dict[str, int]) -> Iterator[Proxy]:
    """Run a proxy that leads these names to ports of loopback, and refuses all others."""
    [port] = free_ports(1)
    described = Proxy(port=port, ways=ways)
    handler = type("Tunnel", (_Tunnel,), {"proxy": described})
    with _serving(ThreadingHTTPServer((LOOPBACK, port), handler)):
        yield described
