"""Decides which label with a cost center the namespace of a profile has.

Runs in place of profile_hook.py where a platform has chosen a key for the label; that program
ships beside it, and handles all other requests. Metacontroller sends a namespace to POST
/related, which names the Profile of the namespace's name, and then both to POST /labels, which
returns the label.

Its `main` takes the arguments of profile_hook.py.
"""

import json
import signal
import socket
import sys
from http import HTTPStatus
from pathlib import Path

from .profile_hook import Handler as ProfileHandler
from .profile_hook import (
    MalformedRequestError,
    Object,
    Settings,
    mapping,
    name_of,
    no_json,
    optional,
    parent_of,
    typed,
)
from .profile_hook import Server as ProfileServer

# Of a Profile; its namespace gets the value under the platform's own key.
COST_CENTER = "kubeflow.org/cost-center"
PROFILES = "kubeflow.org/v1"


def related(key: str, request: Object) -> Object:  # noqa: ARG001 - called as `labels` is
    """Return the Profile that Metacontroller has to send: the one of a namespace's name."""
    name = name_of({"metadata": mapping(request.get("parent"), "parent").get("metadata")})
    rule = {"apiVersion": PROFILES, "resource": "profiles", "names": [name]}
    return {"relatedResources": [rule]}


def labels(key: str, request: Object) -> Object:
    """Return the label of a namespace, null where its Profile has no cost center.

    A namespace stays as it is if no Profile is sent with it.
    """
    if optional(request, "finalizing", False) is not False:
        raise MalformedRequestError("finalizing must be false: there is no finalize hook")
    name = name_of(parent_of(request))
    groups = mapping(request.get("related"), "related objects")
    profiles = mapping(groups.get(f"Profile.{PROFILES}"), "related Profiles")
    if name not in profiles:
        return {"attachments": []}
    metadata = mapping(mapping(profiles[name], "a Profile").get("metadata"), "its metadata")
    center = mapping(optional(metadata, "labels", {}), "its labels").get(COST_CENTER)
    if center is not None:
        typed(center, str, f"label {COST_CENTER}")
    return {"labels": {key: center}, "attachments": []}


PATHS = {"/labels": labels, "/related": related}


class Server(ProfileServer):
    """Listens as profile_hook.py does; `key` is the label's."""

    def __init__(self, host: str, port: int, settings: Settings, key: str) -> None:
        super().__init__(host, port, settings)
        self.key = key
        self.RequestHandlerClass = Handler


class Handler(ProfileHandler):
    """Handles labels itself, and every other request as profile_hook.py does."""

    server: Server

    def do_POST(self) -> None:  # noqa: N802 - the base class's name
        """Answer a request of Metacontroller's."""
        if self.path not in PATHS:
            super().do_POST()
            return
        try:
            request = mapping(json.loads(self._body(), parse_constant=no_json), "the request")
            answer = json.dumps(PATHS[self.path](self.server.key, request))
        except (ValueError, RecursionError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))
        else:
            self._send(HTTPStatus.OK, "application/json", answer)


def main(settings: str, address: str | None = None) -> None:
    """Serve until the pod is stopped, which the first process of a container must heed."""
    everywhere = "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104
    host, _, port = (address or f"{everywhere}:8080").rpartition(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    key = json.loads(Path(settings).read_text("utf-8"))["costLabel"]
    with Server(host, int(port), Settings.read(settings), key) as server:
        server.serve_forever()
