"""Join two connections, so that each end hears what the other says."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

_CHUNK: Final = 65536


def join(one: socket.socket, other: socket.socket) -> None:
    """Hand on what comes at either end, until both have ended."""
    back = threading.Thread(target=_carry, args=(other, one), daemon=True)
    back.start()
    _carry(one, other)
    back.join()


@contextmanager
def accepting(
    listening: socket.socket, serve: Callable[[socket.socket], None]
) -> Iterator[None]:
    """Serve each connection by a thread of its own; close the listening socket at the end."""

    def accept() -> None:
        with suppress(OSError):
            while True:
                came, _ = listening.accept()
                threading.Thread(target=serve, args=(came,), daemon=True).start()

    with listening:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _carry(source: socket.socket, sink: socket.socket) -> None:
    # Who closes a connection need not wait for what the other would have said.
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
