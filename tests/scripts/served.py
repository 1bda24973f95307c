"""Run a hook of Metacontroller as pods do: its text in a Python of its own, over HTTP."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True)
class Hook:
    """A running hook, and its log."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=10)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def sync(self, path: str, request: Any) -> tuple[int, Any]:
        """Ask as Metacontroller does; return the status and what is attached."""
        status, text = self.ask("POST", path, json.dumps(request))
        return status, json.loads(text)["attachments"]


@contextmanager
def served(
    folder: Path, *program: str, environment: Mapping[str, str] | None = None
) -> Iterator[Hook]:
    """Run a hook, and kill it in the end.

    folder: holds what the ConfigMap mounts, and the log. program: its file there, and those
    that it reads. environment: all its variables, by default those of the tests.
    """
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    log = folder / "log"
    files = [folder / name for name in program]
    command = [sys.executable, "-I", *files, f"{LOOPBACK}:{port}"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stderr=output, cwd="/", env=environment)
    hook = Hook(process, port, log)
    try:
        deadline = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < deadline:
            try:
                hook.ask("GET", "/healthz")
                break
            except ConnectionError:
                time.sleep(0.02)
        yield hook
    finally:
        process.kill()
        process.wait()
