"""Decides which policies, waypoint and LimitRange a profile has in an ambient mesh.

Metacontroller asks over HTTP what belongs to an object, and makes it so: POST /profile for a
Profile, POST /mirror for an AuthorizationPolicy by which somebody may use a profile.

Metacontroller deletes what an answer does not name: whatever is odd about a question is
refused, and then nothing changes.

The profile controller and KFAM write policies for sidecars. A waypoint, which decides in
their place, obeys only policies that name it; so each of theirs is repeated with its name.

A quota on CPU or memory refuses pods of which one container says nothing of it, and Kubeflow's
controllers make such pods; the LimitRange says it for them.

Usage: profile_hook.py SETTINGS [HOST:PORT]; the settings are a file of JSON. Without an
address the program listens on port 8080 of every interface.
"""

import hashlib
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

DEFAULT_DENY = "default-deny"
POLICY = "AuthorizationPolicy"
GATEWAY = "Gateway"
CONFIG_MAP = "ConfigMap"
LIMIT_RANGE = "LimitRange"
CONTAINER_DEFAULTS = "container-defaults"
# Of a Profile, where its containers get something else than those of every other.
DEFAULTS_ANNOTATION = f"kubeflow.org/{CONTAINER_DEFAULTS}"
GATEWAY_API = "gateway.networking.k8s.io"
ACTIONS = ("ALLOW", "DENY", "AUDIT", "CUSTOM")
# Where a policy is for some pods or Services only, and of which type that is.
AIMS = {"selector": dict, "targetRef": dict, "targetRefs": list}
LONGEST_NAME = 253
LONGEST_BODY = 16 * 1024 * 1024

Object = dict[str, Any]


class MalformedRequestError(ValueError):
    """A request that Metacontroller would not send; the message says what is wrong with it."""


@dataclass(frozen=True)
class Access:
    """Callers that may reach a Service in every profile, or by some ports any Service."""

    name: str
    callers: list[str]
    ports: list[str]
    service: str | None


@dataclass(frozen=True)
class Settings:
    """What the platform has decided: the waypoints' name, who else may call, and their size.

    parameters: what istiod lays over what it makes of a Gateway, by kind; Istio's own if None.
    container_defaults: what containers get that say nothing, as Kubernetes writes resources.
    revision: of the istiod that makes the waypoints; the default one's if None.
    """

    waypoint: str
    access: tuple[Access, ...] = ()
    parameters: dict[str, str] | None = None
    container_defaults: Object | None = None
    revision: str | None = None

    @classmethod
    def read(cls, path: str) -> "Settings":
        """Return the settings that a file holds."""
        told = json.loads(Path(path).read_text("utf-8"))
        access = tuple(Access(**each) for each in told["access"])
        return cls(
            told["waypoint"],
            access,
            told.get("parameters"),
            told["containerDefaults"],
            told.get("revision"),
        )

    def target(self) -> Object:
        """Return the reference by which a policy is the waypoint's."""
        return {"group": GATEWAY_API, "kind": GATEWAY, "name": self.waypoint}


def profile(settings: Settings, request: Object) -> list[Object]:
    """Return a profile's default deny, what else its waypoint lets in, and the waypoint.

    With them is the LimitRange that its quota asks for.

    The waypoint comes last: without a policy it lets everybody in, so it has to wait until
    the default deny is there, and goes when that is gone. Its parameters are named when they
    are there, and ours: istiod makes nothing of a Gateway that names what is missing.
    """
    parent = parent_of(request)
    namespace = name_of(parent)
    version, there = attached(request, POLICY)
    gateways, _ = attached(request, GATEWAY)
    limits, _ = attached(request, LIMIT_RANGE)
    deny = f"{settings.waypoint}-{DEFAULT_DENY}"
    wanted = [allow(version, namespace, deny, settings.target(), [])]
    wanted += [granted(settings, version, namespace, each) for each in settings.access]
    parameters = None
    if settings.parameters is not None:
        core, maps = attached(request, CONFIG_MAP)
        wanted.append(parameters_of(settings, core, namespace))
        made = maps.get(f"{namespace}/{settings.waypoint}", {})
        if made.get("data") == settings.parameters:
            parameters = settings.waypoint
    if item := completed(quota_of(parent), defaults_of(settings, parent)):
        wanted.append(limit_range(limits, namespace, item))
    if f"{namespace}/{deny}" in there:
        wanted.append(waypoint(settings, gateways, namespace, parameters))
    return wanted


def mirror(settings: Settings, request: Object) -> list[Object]:
    """Return a policy's rules for the waypoint, or nothing where they are not for it.

    A policy without rules lets nobody in, and neither does what is made of it. A rule that
    says nothing of who calls is left out: the profile controller writes one for Knative's
    probes, by which the whole mesh could ask every Service of a profile for its metrics.
    """
    parent = parent_of(request)
    version, _ = attached(request, POLICY)
    name = mirrored_name(name_of(parent), settings.waypoint)
    namespace = object_name(parent["metadata"].get("namespace"), "the object's namespace")
    spec = mapping(optional(parent, "spec", {}), "the object's spec")
    aims = [typed(optional(spec, field, of()), of, field) for field, of in AIMS.items()]
    action = optional(spec, "action", "ALLOW")
    if action not in ACTIONS:
        raise MalformedRequestError(
            f"the object's action must be one of {', '.join(ACTIONS)}, got {action!r:.80}"
        )
    rules = typed(optional(spec, "rules", []), list, "the object's rules")
    rules = [mapping(rule, "each of the object's rules") for rule in rules]
    rules = [rule for rule in rules if rule.get("from") or rule.get("when")]
    if any(aims) or action != "ALLOW":
        return []
    return [allow(version, namespace, name, settings.target(), rules)]


SYNCS = {"/profile": profile, "/mirror": mirror}


def answer(settings: Settings, path: str, request: Object) -> Object:
    """Return what Metacontroller is told; no controller asks about objects that go."""
    if optional(request, "finalizing", False) is not False:
        raise MalformedRequestError("finalizing must be false: there is no finalize hook")
    return {"attachments": SYNCS[path](settings, request)}


def allow(
    version: str, namespace: str, name: str, target: Object, rules: list[Object]
) -> Object:
    """Return an ALLOW; its rules are written even if empty, so that no foreign ones stay."""
    return {
        "apiVersion": version,
        "kind": POLICY,
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"action": "ALLOW", "targetRefs": [target], "rules": rules},
    }


def granted(settings: Settings, version: str, namespace: str, access: Access) -> Object:
    """Return the policy by which some callers may reach a profile's Services."""
    rule: Object = {"from": [{"source": {"principals": access.callers}}]}
    if access.ports:
        rule["to"] = [{"operation": {"ports": access.ports}}]
    target = settings.target()
    if access.service:
        target = {"group": "", "kind": "Service", "name": access.service}
    return allow(version, namespace, f"{settings.waypoint}-{access.name}", target, [rule])


def parameters_of(settings: Settings, version: str, namespace: str) -> Object:
    """Return the ConfigMap that says how large the waypoint is, and where it runs."""
    return {
        "apiVersion": version,
        "kind": CONFIG_MAP,
        "metadata": {"name": settings.waypoint, "namespace": namespace},
        "data": settings.parameters,
    }


def waypoint(
    settings: Settings, version: str, namespace: str, parameters: str | None
) -> Object:
    """Return the Gateway of which istiod makes the waypoint's proxy.

    parameters: the ConfigMap with its parameters, if there is one.
    """
    made: Object = {
        "apiVersion": version,
        "kind": GATEWAY,
        "metadata": {
            "name": settings.waypoint,
            "namespace": namespace,
            "labels": {"istio.io/waypoint-for": "service"},
        },
        "spec": {
            "gatewayClassName": "istio-waypoint",
            "listeners": [{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
        },
    }
    if settings.revision:
        made["metadata"]["labels"]["istio.io/rev"] = settings.revision
    if parameters:
        reference = {"group": "", "kind": CONFIG_MAP, "name": parameters}
        made["spec"]["infrastructure"] = {"parametersRef": reference}
    return made


def completed(hard: Object, defaults: Object | None) -> Object | None:
    """Return what a LimitRange says for containers, of what a quota counts and no more.

    What no quota counts stays unlimited: a limit would end containers that ran without one. A
    limit has a request beside it, which would otherwise be as high.
    """
    if defaults is None:
        return None
    requests, limits = {}, {}
    for resource in ("cpu", "memory"):
        if f"limits.{resource}" in hard:
            limits[resource] = defaults["limits"][resource]
        if not hard.keys().isdisjoint(
            {resource, f"requests.{resource}", f"limits.{resource}"}
        ):
            requests[resource] = defaults["requests"][resource]
    if not requests:
        return None
    found: Object = {"type": "Container", "defaultRequest": requests}
    return {**found, "default": limits} if limits else found


def quota_of(parent: Object) -> Object:
    """Return the amounts of a Profile's quota, by resource."""
    spec = mapping(optional(parent, "spec", {}), "the object's spec")
    quota = mapping(optional(spec, "resourceQuotaSpec", {}), "the object's quota")
    return mapping(optional(quota, "hard", {}), "the amounts of the object's quota")


def defaults_of(settings: Settings, parent: Object) -> Object | None:
    """Return what a Profile's containers get: its own, or those of every profile."""
    annotations = optional(parent["metadata"], "annotations", {})
    told = mapping(annotations, "the object's annotations").get(DEFAULTS_ANNOTATION)
    if told is None:
        return settings.container_defaults
    what = f"annotation {DEFAULTS_ANNOTATION}"
    try:
        found = mapping(json.loads(typed(told, str, what), parse_constant=no_json), what)
    except json.JSONDecodeError as error:
        raise MalformedRequestError(f"{what} is no JSON: {error}") from None
    for kind in ("requests", "limits"):
        amounts = mapping(found.get(kind), f"{kind} in {what}")
        for resource in ("cpu", "memory"):
            typed(amounts.get(resource), str, f"{kind} of {resource} in {what}")
    return found


def limit_range(version: str, namespace: str, item: Object) -> Object:
    """Return the LimitRange by which the API server completes containers."""
    return {
        "apiVersion": version,
        "kind": LIMIT_RANGE,
        "metadata": {"name": CONTAINER_DEFAULTS, "namespace": namespace},
        "spec": {"limits": [item]},
    }


def mirrored_name(name: str, waypoint: str) -> str:
    """Return the name of a policy's copy; one that grows too long ends in a digest of it."""
    suffix = f"-{waypoint}"
    if len(name) + len(suffix) > LONGEST_NAME:
        suffix = f"-{hashlib.sha256(name.encode()).hexdigest()[:16]}{suffix}"
        name = name[: LONGEST_NAME - len(suffix)].rstrip("-.")
    return name + suffix


def parent_of(request: Object) -> Object:
    """Return the object that the question is about."""
    parent = mapping(request.get("object"), "object")
    mapping(parent.get("metadata"), "the object's metadata")
    return parent


def name_of(parent: Object) -> str:
    """Return an object's name."""
    return object_name(parent["metadata"].get("name"), "the object's name")


def attached(request: Object, kind: str) -> tuple[str, Object]:
    """Return the API version that a kind is attached in, and what is attached, by name.

    Metacontroller groups objects by `Kind.group/version`, or `Kind.version` where there is no
    group, and names empty groups of objects too.
    """
    for key, objects in mapping(request.get("attachments"), "attachments").items():
        found, _, version = key.partition(".")
        if found != kind:
            continue
        if not re.fullmatch(r"([a-z0-9.-]+/)?[a-z0-9]+", version):
            raise MalformedRequestError(
                f"{kind} is attached in no version, but {version!r:.80}"
            )
        what = f"attachments of kind {kind}"
        for obj in mapping(objects, what).values():
            mapping(obj, f"each of the {what}")
        return version, objects
    raise MalformedRequestError(f"attachments have no kind {kind}")


def optional(obj: Object, field: str, otherwise: Any) -> Any:
    """Return a field's value, or another where the field is absent or null."""
    value = obj.get(field)
    return otherwise if value is None else value


def typed(value: Any, of: type, what: str) -> Any:
    """Return a value that must be of a type."""
    if not isinstance(value, of):
        raise MalformedRequestError(f"{what} must be of type {of.__name__}, got {value!r:.80}")
    return value


def mapping(value: Any, what: str) -> Object:
    """Return a value that must be a JSON object."""
    if not isinstance(value, dict):
        raise MalformedRequestError(f"{what} must be an object, got {value!r:.80}")
    return value


def object_name(value: Any, what: str) -> str:
    """Return a value that must be what Kubernetes calls an object or a namespace."""
    if (
        not isinstance(value, str)
        or len(value) > LONGEST_NAME
        or not re.fullmatch(r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?", value)
    ):
        raise MalformedRequestError(f"{what} must be a name, got {value!r:.80}")
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
        if self.path not in SYNCS:
            self._refuse(HTTPStatus.NOT_FOUND, f"ask one of {', '.join(SYNCS)}")
            return
        try:
            request = mapping(json.loads(self._body(), parse_constant=no_json), "the request")
            told = json.dumps(answer(self.server.settings, self.path, request))
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
