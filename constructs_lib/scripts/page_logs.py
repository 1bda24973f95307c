"""Runs page_guard, and answers with the kept log of a step whose pod is gone.

The page's server answers a request for such a log with an error. This program then asks it for
the log that Argo stored, as an artifact of the profile: the profile's own artifact server
reads it with the profile's own key, and the user must be allowed to read artifacts there.

It is started in place of page_guard, beside a file `logs.json` with the place of kept logs.

Source: createPodLogsMinioRequestConfig in frontend/server/workflow-helper.ts of
kubeflow/pipelines 2.3.0, whose key this one equals.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from .page_guard import ACCOUNT, SILENCE, Rights
from .page_guard import Handler as GuardHandler
from .page_guard import Server as GuardServer
from .page_requests import NAMESPACE, Settings, artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .page_requests import Passage

LOGS = "/k8s/pod/logs"
PLACE = "logs.json"
# What the driver's compiler calls a step's pod: the run's Workflow, this, and a hash.
STEP = "-system-container-impl-"


@dataclass(frozen=True)
class Kept:
    """Where Argo stores logs.

    key: with `{namespace}`, `{run}`, `{Y}`, `{m}`, `{d}` and `{pod}` in place of the values.
    """

    source: str
    bucket: str
    key: str

    @classmethod
    def read(cls, path: Path) -> Kept:
        """Return the place that a file holds."""
        return cls(**json.loads(path.read_text("utf-8")))

    def of(self, settings: Settings, target: str) -> Iterator[Passage]:
        """Yield the requests for a step's kept log, given the one for its pod's.

        Argo's key has the day when the run began, the page names the day when the step did:
        the day before is tried too.
        """
        asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
        pod, namespace = asked["podname"], asked["podnamespace"]
        run, found, _ = pod.partition(STEP)
        try:
            day = date.fromisoformat(asked.get("createdat", ""))
            days = (day, day - timedelta(days=1))
        except (ValueError, OverflowError):
            return
        if not found:
            return
        for each in days:
            key = (
                self.key.replace(NAMESPACE, namespace)
                .replace("{run}", run)
                .replace("{Y}", f"{each:%Y}")
                .replace("{m}", f"{each:%m}")
                .replace("{d}", f"{each:%d}")
                .replace("{pod}", pod)
            )
            path = f"/artifacts/{self.source}/{self.bucket}/{key}"
            yield artifact(settings, path, {"namespace": namespace})


class Server(GuardServer):
    """Knows where logs are kept."""

    def __init__(
        self, host: str, port: int, settings: Settings, rights: Rights, kept: Kept
    ) -> None:
        super().__init__(host, port, settings, rights)
        self.kept = kept
        self.RequestHandlerClass = Handler


class Handler(GuardHandler):
    """Asks for a kept log if the page cannot read a pod's."""

    server: Server

    def _pass_back(self, answer: http.client.HTTPResponse, there: Passage) -> None:
        """Send the caller the pod's log, the kept one, or the page's error about the pod."""
        if there.target.partition("?")[0] == LOGS and answer.status >= HTTPStatus.BAD_REQUEST:
            for kept in self.server.kept.of(self.server.settings, there.target):
                if self._sent(kept):
                    return
        super()._pass_back(answer, there)

    def _sent(self, kept: Passage) -> bool:
        """Send the caller a kept log; return whether there is one."""
        settings = self.server.settings
        user = self._user(settings)
        if user is None or kept.right is None:
            return False
        self.server.rights.check(user, kept.right)
        page = http.client.HTTPConnection(settings.page, timeout=SILENCE)
        try:
            page.connect()
            self._pass_on(page, kept, 0)
            answer = page.getresponse()
            if answer.status != HTTPStatus.OK:
                return False
            super()._pass_back(answer, kept)
        finally:
            page.close()
        return True


def main(settings: str, address: str | None = None) -> None:
    """Serve until the pod is stopped, as page_guard does."""
    everywhere = "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104
    host, _, port = (address or f"{everywhere}:8080").rpartition(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    rights = Rights(Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT)))
    kept = Kept.read(Path(settings).with_name(PLACE))
    with Server(host, int(port), Settings.read(settings), rights, kept) as server:
        server.serve_forever()
