"""Run the guard of the Pipelines page like its pod, in front of a simulated page."""

import http.client
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .api_server import ApiServer
from .backends import Backend, Behaviour, backend, mirror
from .in_pod import in_pod
from .output import shipped
from .processes import LOOPBACK, answers, free_ports, running

NAME: Final = "ml-pipeline-ui-guard"
SETTINGS: Final = "settings.json"
FOLDER: Final = "/etc/page-guard"


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
def guarded(
    server: ApiServer,
    folder: Path,
    *,
    found: Callable[[str, str], Mapping[str, Any]] = shipped,
    page: Behaviour | None = None,
) -> Iterator[Guarded]:
    """Run the program of dist/ with its own account's token; only the page is simulated.

    found: returns the object of a kind and name, of another environment than the default.
    """
    data = found("ConfigMap", NAME)["data"]
    pod = found("Deployment", NAME)["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    # Where its pod has the programs, the test has them in a folder of its own.
    (mount,) = container["volumeMounts"]
    inside = folder / Path(mount["mountPath"]).relative_to(FOLDER)
    inside.mkdir()
    command = [*container["command"], *container["args"]]
    (port,) = free_ports(1)
    with backend(page or mirror("page")) as behind:
        told = json.loads(data[SETTINGS]) | {"page": f"{LOOPBACK}:{behind.port}"}
        files = {**data, SETTINGS: json.dumps(told)}
        account = in_pod(server, NAME, files, inside).environment
        with running(
            [
                sys.executable,
                *(word.replace(FOLDER, str(folder)) for word in command[1:]),
                f"{LOOPBACK}:{port}",
            ],
            folder=folder,
            environment=account,
            ready=lambda: answers(f"http://{LOOPBACK}:{port}/healthz"),
        ):
            yield Guarded(port, behind)
