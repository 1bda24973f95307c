"""A client of Redis (redis.io/docs/reference/protocol-spec), as small as tests need it."""

import socket
from typing import IO, Any

from .processes import LOOPBACK


def asked(port: int, password: str, *words: str) -> Any:
    """Return the response of a Redis at a port of loopback to a command."""
    with (
        socket.create_connection((LOOPBACK, port), timeout=10) as connection,
        connection.makefile("rwb") as stream,
    ):
        _say(stream, "AUTH", password)
        _read(stream)
        _say(stream, *words)
        return _read(stream)


def _say(stream: IO[bytes], *words: str) -> None:
    encoded = [word.encode() for word in words]
    parts = b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in encoded)
    stream.write(b"*%d\r\n%b" % (len(encoded), parts))
    stream.flush()


def _read(stream: IO[bytes]) -> Any:
    line = stream.readline().rstrip(b"\r\n").decode()
    kind, rest = line[:1], line[1:]
    match kind:
        case "+":
            return rest
        case ":":
            return int(rest)
        case "$":
            text = stream.read(int(rest) + 2)[:-2] if int(rest) >= 0 else None
            return None if text is None else text.decode("latin-1")
        case "*":
            return [_read(stream) for _ in range(int(rest))]
        case _:
            raise OSError(f"Redis answers {line!r}")
