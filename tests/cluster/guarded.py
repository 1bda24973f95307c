"""The guard of the page of Pipelines as its pod runs it, before a page that is played."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .api_server import ApiServer
from .backends import Backend, backend, mirror
from .in_pod import in_pod
from .output import shipped
from .processes import LOOPBACK, answers, free_ports, running

NAME: Final = "ml-pipeline-ui-guard"
PROGRAM: Final = ("page_guard.py", "settings.json")


@dataclass(frozen=True)
class Guarded:
    """A running guard, and the page behind it."""

    port: int
    page: Backend

    def ask(self, method: str, target: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Return the status and the text of an answer."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)
        try:
            connection.request(method, target, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@contextmanager
def guarded(server: ApiServer, folder: Path) -> Iterator[Guarded]:
    """Run what dist/ ships with its own account's token; only the page is another."""
    code, settings = (shipped("ConfigMap", NAME)["data"][name] for name in PROGRAM)
    (port,) = free_ports(1)
    with backend(mirror("page")) as page:
        told = json.loads(settings) | {"page": f"{LOOPBACK}:{page.port}"}
        files = dict(zip(PROGRAM, (code, json.dumps(told)), strict=True))
        pod = in_pod(server, NAME, files, folder)
        with running(
            [*pod.command, f"{LOOPBACK}:{port}"],
            folder=folder,
            environment=pod.environment,
            ready=lambda: answers(f"http://{LOOPBACK}:{port}/healthz"),
        ):
            yield Guarded(port, page)
