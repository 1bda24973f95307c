"""Terminate TLS in front of a server without TLS."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .pipes import accepting, join
from .processes import LOOPBACK


@contextmanager
def encrypted(port: int, *, at: int, certificate: Path, key: Path) -> Iterator[None]:
    """Terminate TLS at a port of loopback, and forward to another."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def serve(came: socket.socket) -> None:
        with (
            suppress(OSError),
            context.wrap_socket(came, server_side=True) as client,
            socket.create_connection((LOOPBACK, port)) as server,
        ):
            join(client, server)

    with accepting(socket.create_server((LOOPBACK, at)), serve):
        yield
