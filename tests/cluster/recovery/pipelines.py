"""Play Pipelines' API server for recurring runs: it cannot be had as a Go module to build.

Source: backend/api/v2beta1/recurring_run.proto, and job_server.go and resource_manager.go of
kubeflow/pipelines 2.3.0: it asks the API server who the caller is and what that may do to
`jobs`, and a run's id is the uid of its ScheduledWorkflow.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from ..api_server import ApiServer
from ..client import connected
from ..processes import LOOPBACK

AUDIENCE: Final = "pipelines.kubeflow.org"
_PATH: Final = "/apis/v2beta1/recurringruns"
_REVIEWS: Final = "/apis/authentication.k8s.io/v1/tokenreviews"


@dataclass
class Pipelines:
    """Rows of the database, and where the API is served."""

    server: ApiServer
    url: str = ""
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def schedule(self, run: dict[str, Any]) -> dict[str, Any]:
        """Make a ScheduledWorkflow and a row of it, as CreateJob does."""
        workflow = {
            "apiVersion": "kubeflow.org/v1beta1",
            "kind": "ScheduledWorkflow",
            "metadata": {"generateName": run["display_name"], "namespace": run["namespace"]},
            "spec": {},
            "status": {},
        }
        path = f"/apis/kubeflow.org/v1beta1/namespaces/{run['namespace']}/scheduledworkflows"
        with connected(self.server) as client:
            made = client.post(path, workflow)
        assert made.accepted, made.reason
        own = made.body["metadata"]["uid"]
        output = {"created_at": "2026-01-01T00:00:00Z", "status": "ENABLED"}
        self.rows[own] = {**run, "recurring_run_id": own, **output}
        return self.rows[own]

    def may(self, token: str, verb: str, namespace: str) -> bool:
        """Return whether the one whose token this is may do something to recurring runs."""
        spec = {"token": token, "audiences": [AUDIENCE]}
        kind = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview"}
        with connected(self.server) as client:
            review = client.post(_REVIEWS, {**kind, "spec": spec}).body["status"]
            return bool(review.get("authenticated")) and client.may(
                review["user"]["username"],
                groups=review["user"]["groups"],
                verb=verb,
                group=AUDIENCE,
                resource="jobs",
                namespace=namespace,
            )


@contextmanager
def pipelines(server: ApiServer) -> Iterator[Pipelines]:
    """Serve the API, without a row."""
    played = Pipelines(server)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            (namespace,) = parse_qs(urlsplit(self.path).query)["namespace"]
            found = [row for row in played.rows.values() if row["namespace"] == namespace]
            self.answer("list", namespace, lambda: {"recurringRuns": found})

        def do_POST(self) -> None:
            run = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.answer("create", run["namespace"], lambda: played.schedule(run))

        def do_DELETE(self) -> None:
            own = urlsplit(self.path).path.removeprefix(f"{_PATH}/")
            namespace = played.rows[own]["namespace"]
            self.answer("delete", namespace, lambda: played.rows.pop(own) and {})

        def answer(self, verb: str, namespace: str, act: Any) -> None:
            _, _, token = self.headers["Authorization"].partition(" ")
            allowed = played.may(token, verb, namespace)
            body = json.dumps(act() if allowed else {}).encode()
            self.send_response(200 if allowed else 403)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer((LOOPBACK, 0), Handler) as served:
        played.url = f"http://{LOOPBACK}:{served.server_port}"
        thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield played
        finally:
            served.shutdown()
            thread.join()
