"""Start a server, wait until it is ready, and stop exactly what was started."""

import os
import random
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

LOOPBACK: Final = "127.0.0.1"
PORTS: Final = range(10_000, 30_000)
TAIL: Final = 40
PATIENCE: Final = 120.0

T = TypeVar("T")


class ServerError(RuntimeError):
    """A server did not become ready; the message ends with the end of its log."""


def free_ports(count: int) -> list[int]:
    """Return free ports of loopback.

    They are none of those that the kernel gives to whoever opens a connection: it would give
    some away again before a server listens there.
    """
    return list(islice(filter(_is_free, random.sample(PORTS, len(PORTS))), count))


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        try:
            tried.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def fetch(url: str, *, ca: Path | None = None, token: str | None = None) -> str:
    """Return what a server answers to GET; anything but 2xx is an OSError."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    trusted = ssl.create_default_context(cafile=str(ca)) if ca else None
    # Loopback is reached without whatever proxy the environment names.
    if trusted:
        # Python 3.13 asks of certificates what the API server does not write in its own.
        trusted.verify_flags &= ~ssl.VERIFY_X509_STRICT
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusted)
    )
    with opener.open(request, timeout=10) as answer:
        return answer.read().decode()


def answers(url: str, *, ca: Path | None = None, token: str | None = None) -> bool:
    """Return whether a server answers to GET with success."""
    try:
        fetch(url, ca=ca, token=token)
    except OSError:
        return False
    return True


def listens(address: str, port: int) -> bool:
    """Return whether a server accepts connections at an address."""
    try:
        socket.create_connection((address, port), timeout=5).close()
    except OSError:
        return False
    return True


def wait_for(
    condition: Callable[[], object], what: str, *, seconds: float | None = None
) -> None:
    """Wait for a condition; after the deadline, fail with its description."""
    patience = PATIENCE if seconds is None else seconds
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise ServerError(f"{what} did not come within {patience:.0f} s")
        time.sleep(0.1)


def settled(read: Callable[[], T], wanted: object, *, seconds: float = 20.0) -> T:
    """Return the value once it is as wanted, or after the deadline the last one."""
    deadline = time.monotonic() + seconds
    while (value := read()) != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    return value


def tail(log: Path) -> str:
    """Return the end of a log."""
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-TAIL:])


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and its children: their remaining output is not needed."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    folder: Path,
    ready: Callable[[], object],
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server in a folder, its log beside its data, from readiness until the end."""
    folder.mkdir(parents=True, exist_ok=True)
    name = Path(command[0]).name
    log = folder / f"{name}.log"
    # Where Linux offers it, a server ends with the tests even if these are killed outright.
    bound = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*bound, *map(str, command)],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        try:
            wait_for(lambda: process.poll() is not None or ready(), f"{name}: readiness")
        except ServerError as late:
            raise ServerError(f"{late}; its log ends:\n{tail(log)}") from None
        if process.poll() is not None:
            raise ServerError(f"{name} ended with {process.returncode}; its log:\n{tail(log)}")
        yield process
    finally:
        stop(process)
