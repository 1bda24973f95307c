"""Requests to the API server over one connection: hundreds of them in a second."""

import http.client
import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .api_server import TOKEN, ApiServer


@dataclass(frozen=True)
class Answer:
    """What the server said: a status, and the object or the reason."""

    status: int
    body: dict[str, Any]

    @property
    def accepted(self) -> bool:
        """Return whether the server did what it was asked."""
        return self.status < http.client.BAD_REQUEST

    @property
    def reason(self) -> str:
        """Return why it refused."""
        return str(self.body.get("message", ""))


class Client:
    """The administrator, or whoever it impersonates, on a kept connection."""

    def __init__(self, connection: http.client.HTTPSConnection) -> None:
        self._connection = connection

    def post(self, path: str, body: Mapping[str, Any], *, user: str | None = None) -> Answer:
        """Create an object, as a service account or user where one is named."""
        return self.send("POST", path, body, user=user)

    def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        user: str | None = None,
    ) -> Answer:
        """Do something to an object, as a service account or user where one is named."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        if user:
            headers["Impersonate-User"] = user
        text = None if body is None else json.dumps(body)
        self._connection.request(method, path, text, headers)
        answer = self._connection.getresponse()
        return Answer(answer.status, json.loads(answer.read()))


@contextmanager
def connected(server: ApiServer) -> Iterator[Client]:
    """Open a connection to the API server, and close it."""
    address = urlsplit(server.url)
    context = ssl.create_default_context(cafile=str(server.certificate))
    # Python 3.13 asks of certificates what the API server does not write in its own.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    assert address.hostname
    connection = http.client.HTTPSConnection(address.hostname, address.port, context=context)
    try:
        yield Client(connection)
    finally:
        connection.close()
