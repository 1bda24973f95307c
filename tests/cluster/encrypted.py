"""Terminate TLS in front of a server without TLS."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .processes import LOOPBACK


def _carry(source: socket.socket, sink: socket.socket) -> None:
    """Forward all data, then close."""
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


def _serve(encrypted: ssl.SSLContext, came: socket.socket, port: int) -> None:
    with (
        suppress(OSError),
        encrypted.wrap_socket(came, server_side=True) as client,
        socket.create_connection((LOOPBACK, port)) as server,
    ):
        back = threading.Thread(target=_carry, args=(server, client), daemon=True)
        back.start()
        _carry(client, server)
        back.join()


@contextmanager
def encrypted(port: int, *, at: int, certificate: Path, key: Path) -> Iterator[None]:
    """Terminate TLS at a port of loopback, and forward to another."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)

    def accept() -> None:
        with suppress(OSError):
            while True:
                came, _ = listening.accept()
                threading.Thread(
                    target=_serve, args=(context, came, port), daemon=True
                ).start()

    with socket.create_server((LOOPBACK, at)) as listening:
        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            accepting.join()
