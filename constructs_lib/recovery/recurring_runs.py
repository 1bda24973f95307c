"""Create recurring runs again through the API of Pipelines.

A recurring run is a row in the database whose key is the uid of a ScheduledWorkflow: restored
by a dump alone it has a row, and never runs again (CreateJob in resource_manager.go, and
https://github.com/kubeflow/pipelines/issues/11251).
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..config.cloud import EDITOR
from ..config.pipelines import AUDIENCE
from ..scripts.keep_objects import OF_PIPELINES
from .cluster import Cluster, ClusterError

_RUNS: Final = "/apis/v2beta1/recurringruns"
_PATIENCE: Final = 60
# A forwarded port is on this machine, which no proxy reaches.
_OPENER: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Pipelines:
    """The API of Pipelines, asked as each profile's own account.

    That account may create runs in its own profile, and in no other.
    url: such as that of `kubectl port-forward`, which no policy of the mesh concerns.
    """

    def __init__(self, cluster: Cluster, url: str) -> None:
        self._cluster = cluster
        self._url = url.rstrip("/")
        self._tokens: dict[str, str] = {}

    def restore(self, run: Mapping[str, Any]) -> bool:
        """Create a recurring run where there is none like it; return whether it was missing.

        Missed times are not caught up: `no_catchup` is set. A row of the database without a
        ScheduledWorkflow is deleted first.
        """
        namespace = run["namespace"]
        scheduled = self._scheduled(namespace)
        alike = [each for each in self._listed(namespace) if _content(each) == _content(run)]
        if any(each["recurring_run_id"] in scheduled for each in alike):
            return False
        for row in alike:
            own = urllib.parse.quote(row["recurring_run_id"], safe="")
            self._ask(namespace, "DELETE", f"{_RUNS}/{own}")
        self._ask(namespace, "POST", _RUNS, {**run, "no_catchup": True})
        return True

    def has(self, run: Mapping[str, Any]) -> bool:
        """Return whether a recurring run is there, and runs."""
        scheduled = self._scheduled(run["namespace"])
        return any(
            each["recurring_run_id"] in scheduled and _content(each) == _content(run)
            for each in self._listed(run["namespace"])
        )

    def _scheduled(self, namespace: str) -> set[str]:
        path = f"/apis/kubeflow.org/v1beta1/namespaces/{namespace}/scheduledworkflows"
        found = self._cluster.read(path) or {"items": ()}
        return {each["metadata"]["uid"] for each in found["items"]}

    def _listed(self, namespace: str) -> Iterator[dict[str, Any]]:
        token = ""
        while True:
            query = {"namespace": namespace, "page_size": "100", "page_token": token}
            page = self._ask(namespace, "GET", f"{_RUNS}?{urllib.parse.urlencode(query)}")
            yield from page.get("recurringRuns", ())
            token = page.get("next_page_token", "")
            if not token:
                return

    def _token(self, namespace: str) -> str:
        if namespace not in self._tokens:
            path = f"/api/v1/namespaces/{namespace}/serviceaccounts/{EDITOR}/token"
            spec = {"audiences": [AUDIENCE], "expirationSeconds": 600}
            kind = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest"}
            made = self._cluster.create(path, {**kind, "spec": spec})
            if made is None:
                raise ClusterError(f"{EDITOR} of {namespace} gets no token; run it again")
            self._tokens[namespace] = made["status"]["token"]
        return self._tokens[namespace]

    def _ask(
        self, namespace: str, method: str, path: str, body: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        request = urllib.request.Request(  # noqa: S310 - the URL is the administrator's
            f"{self._url}{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self._token(namespace)}",
                "Content-Type": "application/json",
            },
        )
        try:
            with _OPENER.open(request, timeout=_PATIENCE) as answer:
                found: dict[str, Any] = json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise ClusterError(
                f"Pipelines refuses {method} of recurring runs in {namespace}: {error.code} "
                f"{error.reason}"
            ) from None
        except OSError as error:
            raise ClusterError(
                f"Pipelines does not answer at {self._url}: {error}; run it again"
            ) from None
        return found


def _content(run: Mapping[str, Any]) -> dict[str, Any]:
    """Return what makes two recurring runs alike."""
    left_out = (*OF_PIPELINES, "no_catchup")
    return {key: value for key, value in run.items() if key not in left_out}
