"""Configure which logs an OpenTelemetry collector sends, and where."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from .checks import check_no_credentials, is_url

_HEADER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
# In capitals: many a token would be a name too.
_VARIABLE: Final = re.compile(r"[A-Z_][A-Z0-9_]*")
_EXTENSION: Final = re.compile(r"[a-z][a-z0-9_]*(/[A-Za-z0-9_.-]+)?")
# A collector sets these itself.
_TAKEN: Final = ("authorization", "content-encoding", "content-length", "content-type", "host")
_IN_CLUSTER: Final = ".svc"


@dataclass(frozen=True, kw_only=True, slots=True)
class Collector:
    """A part of the configuration of the cluster's own OpenTelemetry collector, for logs.

    It reads the logs of the platform's namespaces and of the profiles in Git from the files
    of the nodes, and sends them by OTLP over HTTP, with the attribute `k8s.namespace.name`.
    endpoint: the receiver's URL without `/v1/logs`; https, or http for a Service of the
    cluster.
    tenant_header: a header in which the receiver expects the tenant, such as 'X-Scope-OrgID'
    for Loki; its value is the namespace. None sends none.
    token_variable: the variable of the collector's pods, in capitals, with a token for the
    receiver, sent as `Authorization: Bearer …`; None sends none.
    storage: the collector's extension that keeps how far each file was read, such as
    'file_storage'; None reads from the end after each start, and misses what came before.
    Raises ValueError for any other URL as the endpoint, and for invalid names.
    """

    endpoint: str
    tenant_header: str | None = None
    token_variable: str | None = None
    storage: str | None = None

    def __post_init__(self) -> None:
        _check_endpoint(self.endpoint)
        if self.tenant_header is not None:
            _check_header(self.tenant_header)
        if self.token_variable is not None and not _VARIABLE.fullmatch(self.token_variable):
            raise ValueError(
                "token_variable must be the name of an environment variable in "
                f"capitals, such as 'LOGS_TOKEN', not the token itself; got a text of "
                f"{len(self.token_variable)} characters"
            )
        if self.storage is not None and not _EXTENSION.fullmatch(self.storage):
            raise ValueError(
                "storage must be the name of an extension of the collector, such as "
                f"'file_storage', got {self.storage!r}"
            )


def _check_endpoint(url: str) -> None:
    check_no_credentials(
        url, "endpoint of the collector", instead="name a variable with it, token_variable=…"
    )
    if not is_url(url):
        raise ValueError(
            "endpoint of the collector must be a URL such as 'https://logs.example.com/otlp', "
            f"without a query and variables; got {url!r}"
        )
    if url.rstrip("/").endswith("/v1/logs"):
        raise ValueError(
            f"endpoint of the collector is {url!r}; leave out '/v1/logs', which it adds"
        )
    host = urlsplit(url).hostname or ""
    if url.startswith("http://") and not host.endswith(_IN_CLUSTER):
        raise ValueError(
            f"endpoint of the collector is {url!r}, which sends logs in plain text out of the "
            "cluster; use https, or a Service such as 'http://loki.monitoring.svc:3100/otlp'"
        )


def _check_header(name: str) -> None:
    if not _HEADER.fullmatch(name):
        raise ValueError(
            f"tenant_header must be a header's name, such as 'X-Scope-OrgID', got {name!r}"
        )
    if name.lower() in _TAKEN:
        raise ValueError(
            f"tenant_header {name!r} has another meaning in requests; name the receiver's "
            "own, such as 'X-Scope-OrgID'"
        )
