"""One request over HTTP/2 in plain text, known to be spoken (RFC 9113, 3.3).

Headers go out as they are given, each by itself: browsers send a cookie in pieces (8.2.3).
"""

import socket
import struct
from collections.abc import Iterable
from typing import IO, Final

from .processes import LOOPBACK

_PREFACE: Final = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
_DATA, _HEADERS, _RESET, _SETTINGS, _GOAWAY = 0, 1, 3, 4, 7
_END_STREAM, _END_HEADERS = 1, 4
# A header whose name follows, and which is not to be indexed (RFC 7541, 6.2.2).
_NEW_NAME: Final = b"\0"
_LONGEST: Final = 126


def ask(port: int, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return the body of the answer to a request of these headers, the pseudo ones first."""
    block = b"".join(_NEW_NAME + _literal(name) + _literal(value) for name, value in headers)
    with (
        socket.create_connection((LOOPBACK, port), timeout=10) as connection,
        connection.makefile("rwb") as stream,
    ):
        stream.write(_PREFACE + _frame(_SETTINGS, 0, 0, b""))
        stream.write(_frame(_HEADERS, _END_STREAM | _END_HEADERS, 1, block))
        stream.flush()
        body = b""
        while True:
            kind, flags, number, payload = _read(stream)
            assert kind not in (_RESET, _GOAWAY), payload
            body += payload if kind == _DATA else b""
            if number == 1 and flags & _END_STREAM:
                return body


def _literal(text: str) -> bytes:
    assert len(text) <= _LONGEST, "this client writes short headers only (RFC 7541, 5.1)"
    return bytes([len(text)]) + text.encode()


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    length = struct.pack(">I", len(payload))[1:]
    return length + struct.pack(">BBI", kind, flags, stream) + payload


def _read(stream: IO[bytes]) -> tuple[int, int, int, bytes]:
    length, kind, flags, number = struct.unpack(">IBBI", b"\0" + stream.read(9))
    return kind, flags, number, stream.read(length)
