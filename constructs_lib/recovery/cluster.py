"""Ask a cluster's API server with a kubeconfig, through kubectl's own proxy."""

import http.client
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

_PATIENCE: Final = 60.0
_AGAIN: Final = 1.0
_STARTED_WITHIN: Final = 20.0


class ClusterError(RuntimeError):
    """The API server refused something or is away; the message is one sentence."""


class Cluster:
    """The API server of a kubeconfig, with the credentials that it holds.

    socket: where `kubectl proxy` listens. It is a file in a folder of this user's own, so that
    nobody else on the machine can use the administrator's rights.
    """

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def read(self, path: str) -> dict[str, Any] | None:
        """Return an object or a list; None where there is none."""
        status, body = self._ask("GET", path)
        if status == HTTPStatus.NOT_FOUND:
            return None
        return _sound(status, body, f"reading {path}")

    def create(self, path: str, obj: Mapping[str, Any]) -> dict[str, Any] | None:
        """Create an object in a list's path, and return it; None where it is there already."""
        status, body = self._ask("POST", path, obj)
        if status == HTTPStatus.CONFLICT:
            return None
        return _sound(status, body, f"creating an object in {path}")

    def replace(self, path: str, obj: Mapping[str, Any]) -> dict[str, Any] | None:
        """Replace an object, and return it; None where it has changed since it was read."""
        status, body = self._ask("PUT", path, obj)
        if status == HTTPStatus.CONFLICT:
            return None
        return _sound(status, body, f"replacing {path}")

    def merge(self, path: str, patch: Mapping[str, Any]) -> None:
        """Change fields of an object."""
        status, body = self._ask("PATCH", path, patch, "application/merge-patch+json")
        _sound(status, body, f"changing {path}")

    def delete(self, path: str) -> None:
        """Delete an object that may be gone already."""
        status, body = self._ask("DELETE", path)
        if status != HTTPStatus.NOT_FOUND:
            _sound(status, body, f"deleting {path}")

    def _ask(
        self,
        method: str,
        path: str,
        obj: Mapping[str, Any] | None = None,
        content: str = "application/json",
    ) -> tuple[int, bytes]:
        """Return the answer; asked to come again later, as after new definitions, do so."""
        text = None if obj is None else json.dumps(obj)
        end = time.monotonic() + _PATIENCE
        while True:
            status, body = self._asked(method, path, text, content)
            if status != HTTPStatus.TOO_MANY_REQUESTS or time.monotonic() > end:
                return status, body
            time.sleep(_AGAIN)

    def _asked(
        self, method: str, path: str, text: str | None, content: str
    ) -> tuple[int, bytes]:
        connection = _Connection(self._socket)
        try:
            connection.request(method, path, text, {"Content-Type": content})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise ClusterError(
                f"the API server does not answer: {error}; run it again"
            ) from None
        finally:
            connection.close()


class _Connection(http.client.HTTPConnection):
    def __init__(self, place: Path) -> None:
        super().__init__("localhost", timeout=_PATIENCE)
        self._place = place

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(_PATIENCE)
        self.sock.connect(str(self._place))


def _sound(status: int, body: bytes, what: str) -> dict[str, Any]:
    if status == HTTPStatus.UNAUTHORIZED:
        raise ClusterError(f"{what}: the kubeconfig's token has expired or is not valid")
    try:
        answer: dict[str, Any] = json.loads(body)
    except ValueError:
        # kubectl's own message, in plain text, about a connection that is refused or broken.
        raise ClusterError(f"{what}: the API server does not answer; run it again") from None
    if status >= HTTPStatus.BAD_REQUEST:
        raise ClusterError(f"{what}: {answer.get('message', status)}")
    return answer


@contextmanager
def cluster_of(kubeconfig: Path | None) -> Iterator[Cluster]:
    """Run kubectl's proxy for as long as the cluster is asked.

    kubeconfig: None for kubectl's own choice.
    """
    with tempfile.TemporaryDirectory(prefix="recovery-") as folder:
        place = Path(folder) / "api"
        command = ["kubectl", "proxy", f"--unix-socket={place}"]
        if kubeconfig:
            if not kubeconfig.is_file():
                raise ClusterError(f"--kubeconfig: {kubeconfig} is not a file")
            command.append(f"--kubeconfig={kubeconfig}")
        said = Path(folder) / "said"
        with said.open("w") as log:
            proxy = subprocess.Popen(  # noqa: S603 - no shell takes part
                command, stdout=log, stderr=subprocess.STDOUT
            )
        try:
            _wait(proxy, place, said)
            yield Cluster(place)
        finally:
            proxy.terminate()
            proxy.wait()


def _wait(proxy: "subprocess.Popen[bytes]", place: Path, said: Path) -> None:
    end = time.monotonic() + _STARTED_WITHIN
    while not _listens(place):
        if proxy.poll() is not None or time.monotonic() > end:
            reason = said.read_text("utf-8").strip().partition("\n")[0]
            raise ClusterError(
                f"kubectl proxy does not start: {reason or 'it gives no reason'}"
            )
        time.sleep(0.05)


def _listens(place: Path) -> bool:
    """Return whether somebody accepts connections: the file is there a moment earlier."""
    with socket.socket(socket.AF_UNIX) as tried:
        try:
            tried.connect(str(place))
        except OSError:
            return False
    return True
