"""A connection to the API server that can be cut, as when the server goes away."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from ..api_server import ApiServer, kubeconfig
from ..processes import LOOPBACK


@dataclass
class Line:
    """Passes on what comes, until it is cut."""

    kubeconfig: Path
    listening: socket.socket
    to: tuple[str, int]
    opened: list[socket.socket] = field(default_factory=list)

    def cut(self) -> None:
        """Refuse connections, and end those that are open."""
        for each in (self.listening, *self.opened):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def pass_on(self) -> None:
        """Pass on each connection, in both directions, until the line is cut."""
        while True:
            try:
                here, _ = self.listening.accept()
                there = socket.create_connection(self.to)
            except OSError:
                return
            self.opened += [here, there]
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=_copied, args=(one, other), daemon=True).start()


def _copied(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)


@contextmanager
def line(server: ApiServer, folder: Path) -> Iterator[Line]:
    """Open a line to an API server, with a kubeconfig that uses it."""
    address = urlsplit(server.url)
    listening = socket.create_server((LOOPBACK, 0))
    file = folder / "kubeconfig"
    url = f"https://{LOOPBACK}:{listening.getsockname()[1]}"
    file.write_text(kubeconfig(url, server.certificate), encoding="utf-8")
    opened = Line(file, listening, (str(address.hostname), int(address.port or 0)))
    thread = threading.Thread(target=opened.pass_on, daemon=True)
    thread.start()
    try:
        yield opened
    finally:
        opened.cut()
        thread.join(5)
