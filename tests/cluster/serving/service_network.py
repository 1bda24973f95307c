"""The API server's way to a Service for which a program on this machine stands.

By it an API server reaches Services in clusters whose nodes it is not in the network of: it
asks a proxy to connect it to the Service's address.
Source: https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingUnixStreamServer

import yaml

from ..pipes import join
from ..processes import LOOPBACK


@dataclass
class ServiceNetwork:
    """A proxy for the API server: every address leads to one port, if any is named."""

    config: Path
    port: int | None = None
    asked: list[str] = field(default_factory=list)

    @property
    def option(self) -> str:
        """Return the flag by which an API server takes this way."""
        return f"--egress-selector-config-file={self.config}"


@contextmanager
def service_network(folder: Path) -> Iterator[ServiceNetwork]:
    """Run the proxy on a socket of a folder."""
    folder.mkdir(parents=True)
    listens = folder / "socket"
    network = ServiceNetwork(folder / "egress.yaml")
    connection = {
        "proxyProtocol": "HTTPConnect",
        "transport": {"uds": {"udsName": str(listens)}},
    }
    config = {
        "apiVersion": "apiserver.k8s.io/v1beta1",
        "kind": "EgressSelectorConfiguration",
        "egressSelections": [{"name": "cluster", "connection": connection}],
    }
    network.config.write_text(yaml.safe_dump(config), encoding="utf-8")

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            address = self.rfile.readline().decode().split()[1]
            while self.rfile.readline().strip():
                pass
            if network.port is None:
                self._answer(HTTPStatus.BAD_GATEWAY)
                return
            with socket.create_connection((LOOPBACK, network.port)) as there:
                network.asked.append(address)
                self._answer(HTTPStatus.OK)
                join(self.connection, there)

        def _answer(self, status: HTTPStatus) -> None:
            self.wfile.write(f"HTTP/1.1 {status} {status.phrase}\r\n\r\n".encode())

    with ThreadingUnixStreamServer(str(listens), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield network
        finally:
            server.shutdown()
            thread.join()
