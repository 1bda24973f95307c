"""Compute the route by which a path of the platform's host, or a host, leads to a model.

Metacontroller sends an InferenceService or an InferenceGraph to POST /route, and makes what
the response lists: one VirtualService, or none where the object has KServe's label for models
that are reached inside the cluster only, or has no host of its own.

A route is named after its object, of either kind: if a service and a graph of a namespace have
one name, and with it one path, the first has it. Metacontroller cannot make the other's route,
and reports that in an event of that object.

Metacontroller deletes what a response does not list: a malformed request is therefore refused,
and nothing changes.

Usage: models_hook.py SETTINGS [HOST:PORT]; the settings are a file of JSON. Without an
address the program listens on port 8080 of every interface.
"""

import json
import re
import signal
import socket
import sys
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROUTE = "VirtualService"
SERVICE = "InferenceService"
GRAPH = "InferenceGraph"
NAME_PREFIX = "model-"
# By which all routes to models are found, such as to delete them when no more are to be made.
LABELS = {"app": "model-routes"}
# KServe's own label, and its value for what is not reached from outside (pkg/constants of
# kserve/kserve v0.13.1).
VISIBILITY = "networking.kserve.io/visibility"
INSIDE = "cluster-local"
# Of KServe's Services in raw mode.
PORT = 80
LONGEST_LABEL = 63
# Between the names of a model and its profile in a host. Where neither contains it, no two
# models have one host; a label that begins with PUNYCODE is read as another name.
BETWEEN = "--"
PUNYCODE = "xn"
LONGEST_BODY = 16 * 1024 * 1024

# No model receives these: the platform has checked them before.
CREDENTIALS = ["authorization", "cookie"]
# A model is on the platform's origin, or on its site: the sandbox keeps its pages out of it.
ANSWERED = {"content-security-policy": "sandbox", "x-content-type-options": "nosniff"}
# What browsers keep, report or ask for the whole origin.
DROPPED = [
    "alt-svc",
    "clear-site-data",
    "nel",
    "report-to",
    "service-worker-allowed",
    "set-cookie",
    "strict-transport-security",
    "www-authenticate",
]

Object = dict[str, Any]


class MalformedRequestError(ValueError):
    """A request that Metacontroller would not send; the message says what is wrong with it."""


@dataclass(frozen=True)
class Settings:
    """What the platform has decided.

    prefix: of all paths to models, such as `/serving`. gateway: Istio's Gateway, with its
    namespace. cluster_domain: the cluster's domain in DNS. domain: of all hosts of models;
    with one they have no paths.
    """

    prefix: str
    gateway: str
    cluster_domain: str
    domain: str = ""

    @classmethod
    def read(cls, path: str) -> "Settings":
        """Return the settings that a file holds."""
        told = json.loads(Path(path).read_text("utf-8"))
        return cls(
            told.get("prefix", ""),
            told["gateway"],
            told["clusterDomain"],
            told.get("domain", ""),
        )

    def to_json(self) -> Object:
        """Return them as `read` does."""
        return {
            **({"domain": self.domain} if self.domain else {"prefix": self.prefix}),
            "gateway": self.gateway,
            "clusterDomain": self.cluster_domain,
        }


def routes(settings: Settings, request: Object) -> list[Object]:
    """Return the route to a model, nothing where it is to have none."""
    parent = mapping(request.get("object"), "object")
    metadata = mapping(parent.get("metadata"), "the object's metadata")
    namespace = label_of(metadata.get("namespace"), "the object's namespace")
    name = label_of(metadata.get("name"), "the object's name")
    labels = mapping(optional(metadata, "labels", {}), "the object's labels")
    version = attached_version(request)
    service = label_of(service_of(parent, name), "the name of the Service that it leads to")
    if labels.get(VISIBILITY) == INSIDE or (settings.domain and not has_host(namespace, name)):
        return []
    return [
        {
            "apiVersion": version,
            "kind": ROUTE,
            "metadata": {
                "name": NAME_PREFIX + name,
                "namespace": namespace,
                "labels": LABELS,
            },
            "spec": route(settings, namespace, name, service),
        }
    ]


def has_host(namespace: str, name: str) -> bool:
    """Return whether a model has a host that no other has."""
    label = f"{name}{BETWEEN}{namespace}"
    unique = BETWEEN not in name and BETWEEN not in namespace
    return unique and name != PUNYCODE and len(label) <= LONGEST_LABEL


def route(settings: Settings, namespace: str, name: str, service: str) -> Object:
    """Return the spec of a route: one path or host, and one Service of its namespace.

    It has no timeout: a response may take as long as it needs, and the kind refuses `0s`. It
    never names the platform's host: such a VirtualService would take the host from all those
    of `*` (istio/istio issue 57404), which is what a model's own host is to do.
    """
    host = f"{service}.{namespace}.svc.{settings.cluster_domain}"
    below = {
        "match": [{"uri": {"prefix": f"{settings.prefix}/{namespace}/{name}/"}}],
        "rewrite": {"uri": "/"},
    }
    return {
        "hosts": [f"{name}{BETWEEN}{namespace}.{settings.domain}" if settings.domain else "*"],
        "gateways": [settings.gateway],
        "http": [
            {
                **({} if settings.domain else below),
                "headers": {
                    "request": {"remove": CREDENTIALS},
                    "response": {"set": ANSWERED, "remove": DROPPED},
                },
                "route": [{"destination": {"host": host, "port": {"number": PORT}}}],
            }
        ],
    }


def services(name: str) -> list[str]:
    """Return the Services that a route of a name may lead to."""
    return [f"{name}-predictor", f"{name}-transformer", name]


def service_of(parent: Object, name: str) -> str:
    """Return the Service that takes requests: a transformer asks the predictor itself."""
    predictor, transformer, graph = services(name)
    kind = parent.get("kind")
    if kind == GRAPH:
        return graph
    if kind != SERVICE:
        raise MalformedRequestError(
            f"the object's kind must be {SERVICE} or {GRAPH}, got {kind!r:.80}"
        )
    spec = mapping(optional(parent, "spec", {}), "the object's spec")
    return predictor if optional(spec, "transformer", None) is None else transformer


def answer(settings: Settings, request: Object) -> Object:
    """Return the response; Metacontroller sends no object that is being deleted."""
    if optional(request, "finalizing", False) is not False:
        raise MalformedRequestError("finalizing must be false: there is no finalize hook")
    return {"attachments": routes(settings, request)}


def attached_version(request: Object) -> str:
    """Return the API version that routes are attached in.

    Metacontroller groups objects by `Kind.group/version`, and names empty groups too.
    """
    for key in mapping(request.get("attachments"), "attachments"):
        kind, _, version = key.partition(".")
        if kind == ROUTE and re.fullmatch(r"[a-z0-9.-]+/[a-z0-9]+", version):
            return version
    raise MalformedRequestError(f"attachments have no kind {ROUTE}")


def optional(obj: Object, field: str, otherwise: Any) -> Any:
    """Return a field's value, or another where the field is absent or null."""
    value = obj.get(field)
    return otherwise if value is None else value


def mapping(value: Any, what: str) -> Object:
    """Return a value that must be a JSON object."""
    if not isinstance(value, dict):
        raise MalformedRequestError(f"{what} must be an object, got {value!r:.80}")
    return value


def label_of(value: Any, what: str) -> str:
    """Return a value that must be a name of a Service or a namespace."""
    if (
        not isinstance(value, str)
        or len(value) > LONGEST_LABEL
        or not re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", value)
    ):
        raise MalformedRequestError(
            f"{what} must be letters, digits and '-', {LONGEST_LABEL} at most, "
            f"got {value!r:.80}"
        )
    return value


def no_json(text: str) -> Any:
    """Refuse what Python reads in JSON though it is none: NaN and Infinity."""
    raise MalformedRequestError(f"{text} is no JSON")


class Server(ThreadingHTTPServer):
    """Listens on an address, by IPv6 where it is one."""

    def __init__(self, host: str, port: int, settings: Settings) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.settings = settings
        super().__init__((host, port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Tell in a line what ended a connection, such as a caller that went away."""
        print(f"{client_address[0]}: {sys.exception()!r}", file=sys.stderr)


class Handler(BaseHTTPRequestHandler):
    """Answers one request; a wrong one is refused, and told in a line of the log."""

    server: Server
    # Seconds after which a caller that says nothing is left.
    timeout = 30

    def do_GET(self) -> None:
        """Say that the program runs."""
        if self.path == "/healthz":
            self._send(HTTPStatus.OK, "text/plain", "ok\n")
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "there is nothing here")

    def do_POST(self) -> None:
        """Answer a question of Metacontroller's."""
        if self.path != "/route":
            self._refuse(HTTPStatus.NOT_FOUND, "ask /route")
            return
        try:
            request = mapping(json.loads(self._body(), parse_constant=no_json), "the request")
            told = json.dumps(answer(self.server.settings, request))
        except (ValueError, RecursionError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        else:
            self._send(HTTPStatus.OK, "application/json", told)

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            raise MalformedRequestError(
                f"Content-Length must be {LONGEST_BODY} or less, got {length!r:.80}"
            )
        return self.rfile.read(int(length))

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        self.log_error("%s: %d %s", self.path, status, reason)
        self._send(status, "text/plain", f"{reason}\n")

    def _send(self, status: HTTPStatus, kind: str, body: str) -> None:
        content = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the log for what went wrong: probes and answers come every few seconds."""


def main(settings: str, address: str | None = None) -> None:
    """Serve until the pod is stopped, which the first process of a container must heed."""
    everywhere = "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104
    host, _, port = (address or f"{everywhere}:8080").rpartition(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with Server(host, int(port), Settings.read(settings)) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
