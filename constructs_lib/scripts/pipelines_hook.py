"""Decides what a profile's namespace needs so that pipelines can run in it.

Metacontroller asks over HTTP what belongs to a Namespace, and makes it so: POST /sync with the
namespace and the children that are there. It deletes what an answer does not name: whatever is
odd about a question is refused, and then nothing changes. POST /customize asks what else it
has to tell of a namespace.

What the platform has decided is added below this text when it is shipped, as JSON, with the
call of main(). What is secret comes in environment variables: MINIO_ACCESS_KEY and
MINIO_SECRET_KEY. Needs Python 3.7, which is upstream's.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENABLED = "pipelines.kubeflow.org/enabled"
READY = "kubeflow-pipelines-ready"
VISUALIZATION = "ml-pipeline-visualizationserver"
ARTIFACTS = "ml-pipeline-ui-artifact"
ACCESS = "access-ml-pipeline"
POD_DEFAULTS = {"apiVersion": "kubeflow.org/v1alpha1", "resource": "poddefaults"}
LONGEST_BODY = 16 * 1024 * 1024


class MalformedRequestError(ValueError):
    """A request that Metacontroller would not send; the message says what is wrong with it."""


def sync(
    settings: dict[str, Any], environment: Mapping[str, str], request: dict[str, Any]
) -> dict[str, Any]:
    """Return what a namespace needs, and if it has it; nothing where it is not enabled."""
    parent = mapping(request.get("parent"), "parent")
    metadata = mapping(parent.get("metadata"), "the parent's metadata")
    namespace = text(metadata.get("name"), "the parent's name")
    observed = mapping(request.get("children"), "children")
    for group, there in observed.items():
        mapping(there, f"children {group!r:.80}")
    related = mapping(optional(request, "related", {}), "related")
    labels = mapping(optional(metadata, "labels", {}), "the parent's labels")
    for key, value in labels.items():
        if not isinstance(value, str):
            raise MalformedRequestError(f"label {key!r:.80} must be a text, got {value!r:.80}")
    gone = text(optional(metadata, "deletionTimestamp", "never"), "the parent's end")
    if labels.get(ENABLED) != "true" or gone != "never":
        return {"status": {}, "children": []}
    children = [
        *wanted(settings, environment, namespace),
        *access(settings, namespace, observed, related),
    ]
    ready = all(is_there(child, observed) for child in children)
    return {"status": {READY: str(ready)}, "children": children}


def customize(settings: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """Return what Metacontroller has to tell of a namespace beside its own children."""
    metadata = mapping(
        mapping(request.get("parent"), "parent").get("metadata"), "the parent's metadata"
    )
    namespace = text(metadata.get("name"), "the parent's name")
    rules = [{**POD_DEFAULTS, "namespace": namespace}] if settings["access"] else []
    return {"relatedResources": rules}


def wanted(
    settings: dict[str, Any], environment: Mapping[str, str], namespace: str
) -> Iterator[dict[str, Any]]:
    """Yield the children of a namespace; each names it, as a cluster-wide parent's must."""
    root = environment.get("KFP_DEFAULT_PIPELINE_ROOT", "").replace("{namespace}", namespace)
    if root or settings["providers"]:
        data = {"defaultPipelineRoot": root}
        if settings["providers"]:
            data["providers"] = settings["providers"]
        yield child("v1", "ConfigMap", "kfp-launcher", namespace, data=data)
    yield child(
        "v1", "ConfigMap", "metadata-grpc-configmap", namespace, data=settings["metadata"]
    )
    yield from visualization_server(settings, environment, namespace)
    yield from artifact_server(settings, environment, namespace)
    if settings["secret"]:
        keys = {"accesskey": "MINIO_ACCESS_KEY", "secretkey": "MINIO_SECRET_KEY"}
        yield child(
            "v1",
            "Secret",
            settings["secret"],
            namespace,
            data={key: encoded(environment[name]) for key, name in keys.items()},
        )


def access(
    settings: dict[str, Any],
    namespace: str,
    observed: dict[str, Any],
    related: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """Yield the PodDefault by which a notebook's SDK is let in, where nobody else wrote one.

    Of one name only one can be, and two for one label are both put on a pod, which is refused
    where they differ.
    """
    if not settings["access"]:
        return
    own = named(observed, "children")
    others = named(related, "related")
    if any(offers(others[name]) for name in others if name not in own):
        return
    yield child(
        POD_DEFAULTS["apiVersion"],
        "PodDefault",
        ACCESS,
        namespace,
        spec=settings["access"],
    )


def named(groups: dict[str, Any], what: str) -> dict[str, Any]:
    """Return the PodDefaults among objects by kind, by `namespace/name`."""
    group = f"PodDefault.{POD_DEFAULTS['apiVersion']}"
    return mapping(optional(groups, group, {}), f"{what} {group}")


def offers(pod_default: Any) -> bool:
    """Tell whether a PodDefault has the name or the label by which users know access."""
    found = mapping(pod_default, "a PodDefault")
    spec = mapping(optional(found, "spec", {}), "a PodDefault's spec")
    selector = mapping(optional(spec, "selector", {}), "a PodDefault's selector")
    labels = mapping(optional(selector, "matchLabels", {}), "a PodDefault's labels")
    return ACCESS in labels or mapping(found.get("metadata"), "metadata").get("name") == ACCESS


def visualization_server(
    settings: dict[str, Any], environment: Mapping[str, str], namespace: str
) -> Iterator[dict[str, Any]]:
    """Yield what draws for the users of a profile, called by the API server of Pipelines."""
    container = {
        "name": VISUALIZATION,
        "ports": [{"containerPort": 8888}],
        **settings["visualizationServer"],
    }
    yield deployment(VISUALIZATION, settings, environment, namespace, container)
    yield service(VISUALIZATION, namespace, 8888, 8888)
    rule = {"from": [{"source": {"principals": settings["callers"]}}]}
    yield child(
        "security.istio.io/v1beta1",
        "AuthorizationPolicy",
        VISUALIZATION,
        namespace,
        spec={"selector": {"matchLabels": {"app": VISUALIZATION}}, "rules": [rule]},
    )
    if settings["sidecars"]:
        yield child(
            "networking.istio.io/v1alpha3",
            "DestinationRule",
            VISUALIZATION,
            namespace,
            spec={
                "host": VISUALIZATION,
                "trafficPolicy": {"tls": {"mode": "ISTIO_MUTUAL"}},
            },
        )


def artifact_server(
    settings: dict[str, Any], environment: Mapping[str, str], namespace: str
) -> Iterator[dict[str, Any]]:
    """Yield what fetches a profile's artifacts for its users, with the profile's own key."""
    container = {
        "name": ARTIFACTS,
        "ports": [{"containerPort": 3000}],
        **settings["artifactServer"],
    }
    yield deployment(ARTIFACTS, settings, environment, namespace, container)
    yield service(ARTIFACTS, namespace, 80, 3000)


def deployment(
    name: str,
    settings: dict[str, Any],
    environment: Mapping[str, str],
    namespace: str,
    container: dict[str, Any],
) -> dict[str, Any]:
    """Return a Deployment of one container, as an account of the profile."""
    labels = {"app": name}
    pod: dict[str, Any] = {"labels": labels}
    if settings["sidecars"] and environment.get("DISABLE_ISTIO_SIDECAR") == "true":
        pod["annotations"] = {"sidecar.istio.io/inject": "false"}
    return child(
        "apps/v1",
        "Deployment",
        name,
        namespace,
        labels,
        spec={
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": pod,
                "spec": {
                    "containers": [{"imagePullPolicy": "IfNotPresent", **container}],
                    "serviceAccountName": settings["account"],
                    **settings["pod"],
                },
            },
        },
    )


def service(name: str, namespace: str, port: int, target: int) -> dict[str, Any]:
    """Return a Service; the port's name tells the mesh that it speaks HTTP."""
    ports = [{"name": "http", "port": port, "protocol": "TCP", "targetPort": target}]
    spec = {"ports": ports, "selector": {"app": name}}
    return child("v1", "Service", name, namespace, {"app": name}, spec=spec)


def child(
    api: str,
    kind: str,
    name: str,
    namespace: str,
    labels: dict[str, str] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    """Return an object of a profile."""
    metadata: dict[str, Any] = {"name": name, "namespace": namespace}
    if labels:
        metadata["labels"] = labels
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **fields}


def is_there(wanted_child: dict[str, Any], observed: dict[str, Any]) -> bool:
    """Tell whether a child is among those observed, which are named `namespace/name`."""
    there = observed.get(f"{wanted_child['kind']}.{wanted_child['apiVersion']}", {})
    return any(name.rpartition("/")[2] == wanted_child["metadata"]["name"] for name in there)


def encoded(key: str) -> str:
    """Return a text as a Secret has it."""
    return base64.b64encode(key.encode()).decode()


def optional(obj: dict[str, Any], field: str, otherwise: Any) -> Any:
    """Return a field's value, or another where the field is absent or null."""
    value = obj.get(field)
    return otherwise if value is None else value


def text(value: Any, what: str) -> str:
    """Return a value that must be a text, and not an empty one."""
    if not isinstance(value, str) or not value:
        raise MalformedRequestError(f"{what} must be a text, got {value!r:.80}")
    return value


def mapping(value: Any, what: str) -> dict[str, Any]:
    """Return a value that must be a JSON object."""
    if not isinstance(value, dict):
        raise MalformedRequestError(f"{what} must be an object, got {value!r:.80}")
    return value


def no_json(constant: str) -> Any:
    """Refuse what Python reads in JSON though it is none: NaN and Infinity."""
    raise MalformedRequestError(f"{constant} is no JSON")


class Server(ThreadingMixIn, HTTPServer):
    """Listens on an address, by IPv6 where it is one."""

    daemon_threads = True

    def __init__(
        self, host: str, port: int, settings: dict[str, Any], environment: Mapping[str, str]
    ) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.settings = settings
        self.environment = environment
        super().__init__((host, port), Handler)


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
        if self.path not in ("/sync", "/customize"):
            self._refuse(HTTPStatus.NOT_FOUND, "ask /sync or /customize")
            return
        settings, environment = self.server.settings, self.server.environment
        try:
            request = mapping(json.loads(self._body(), parse_constant=no_json), "the request")
            if self.path == "/sync":
                told = json.dumps(sync(settings, environment, request))
            else:
                told = json.dumps(customize(settings, request))
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
        """Keep the log for what went wrong: answers hold keys, and probes come often."""


def main(settings: dict[str, Any], address: str | None = None) -> None:
    """Serve until the pod is stopped, which the first process of a container must heed.

    address: HOST:PORT; port 8080 of every interface by default, by IPv6 where there is any.
    """
    # Python 3.7 has no such question.
    both = getattr(socket, "has_dualstack_ipv6", bool)()
    everywhere = "::" if both else "0.0.0.0"  # noqa: S104
    host, _, port = (address or f"{everywhere}:8080").rpartition(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with Server(host, int(port), settings, os.environ) as server:
        server.serve_forever()
