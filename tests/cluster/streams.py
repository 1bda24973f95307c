"""Test websockets, slow responses and uploads."""

import base64
import hashlib
import json
import os
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import IO, Any, Final

from .backends import Backend
from .envoy import Envoy
from .processes import LOOPBACK

# A response that takes a minute: kgateway's Envoy would give up after 15 s by itself.
SLOW: Final = 60.0
GREETING: Final = b"at your service"

# RFC 6455: what a server adds to a client's key, and how frames begin.
_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE = 0x81, 0x88
_MASKED, _LONG = 0x80, 126


def accepted(key: str) -> str:
    """Return a server's response to a client's key."""
    return base64.b64encode(hashlib.sha1(key.encode() + _MAGIC).digest()).decode()


def write_frame(stream: IO[bytes], kind: int, data: bytes, *, mask: bytes = b"") -> None:
    """Write one frame; a client masks what it sends."""
    flag = _MASKED if mask else 0
    short = len(data) < _LONG
    size = bytes([flag | len(data)]) if short else struct.pack(">BH", flag | _LONG, len(data))
    stream.write(bytes([kind]) + size + mask + masked(data, mask))
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[int, bytes]:
    """Return the kind and the data of the next frame."""
    kind, size = stream.read(2)
    length = size & ~_MASKED
    if length == _LONG:
        (length,) = struct.unpack(">H", stream.read(2))
    mask = stream.read(4) if size & _MASKED else b""
    return kind, masked(stream.read(length), mask)


def masked(data: bytes, mask: bytes) -> bytes:
    """Return data with or without its mask: it is its own opposite."""
    return bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)) if mask else data


class Handler(BaseHTTPRequestHandler):
    """Greets and echoes on a websocket, answers to GET after a minute, counts what is sent."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.headers.get("upgrade") == "websocket":
            self._talk()
        else:
            time.sleep(SLOW)
            self._answer({"waited": SLOW})

    def do_POST(self) -> None:
        left, digest = int(self.headers["content-length"]), hashlib.sha256()
        total = left
        while left:
            piece = self.rfile.read(min(left, 1 << 20))
            digest.update(piece)
            left -= len(piece)
        self._answer({"bytes": total, "sha256": digest.hexdigest()})

    def _talk(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.SWITCHING_PROTOCOLS)
        self.send_header("connection", "upgrade")
        self.send_header("upgrade", "websocket")
        self.send_header("sec-websocket-accept", accepted(self.headers["sec-websocket-key"]))
        self.end_headers()
        write_frame(self.wfile, _TEXT, GREETING)
        while (frame := read_frame(self.rfile))[0] != _CLOSE:
            write_frame(self.wfile, _TEXT, frame[1][::-1])

    def _answer(self, said: Mapping[str, Any]) -> None:
        body = json.dumps(said).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing: tests report what matters."""


@contextmanager
def streaming(names: Iterable[str]) -> Iterator[dict[str, Backend]]:
    """Run one server that stands for all names."""
    with ThreadingHTTPServer((LOOPBACK, 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            backend = Backend(server.server_address[1], [])
            yield dict.fromkeys(names, backend)
        finally:
            server.shutdown()
            thread.join()


@dataclass(frozen=True)
class WebSocket:
    """A client's end of an open websocket."""

    stream: IO[bytes]

    def say(self, text: bytes) -> None:
        """Send a text."""
        write_frame(self.stream, _TEXT, text, mask=os.urandom(4))

    def hear(self) -> bytes:
        """Return the next text that comes."""
        return read_frame(self.stream)[1]


@contextmanager
def websocket(
    envoy: Envoy, path: str, headers: Mapping[str, str], *, host: str
) -> Iterator[WebSocket]:
    """Open a websocket through an Envoy, as a browser does."""
    key = base64.b64encode(os.urandom(16)).decode()
    sent = {
        "host": host,
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": key,
        **headers,
    }
    lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    with (
        socket.create_connection((LOOPBACK, envoy.port), timeout=10) as connection,
        connection.makefile("rwb") as stream,
    ):
        stream.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        stream.flush()
        answer = []
        while line := stream.readline().strip().decode():
            answer.append(line.lower())
        assert answer[0].startswith("http/1.1 101"), answer
        assert f"sec-websocket-accept: {accepted(key)}".lower() in answer
        yield WebSocket(stream)
        write_frame(stream, _CLOSE, b"", mask=os.urandom(4))
