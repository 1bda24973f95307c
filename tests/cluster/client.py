"""Requests to the API server over one connection: hundreds of them in a second."""

import http.client
import json
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlencode, urlsplit

Object = Mapping[str, Any]

# Known to no one outside this machine's loopback, for as long as a test runs.
TOKEN: Final = "tests"

# JSON is YAML too; the server knows what is applied by this type alone.
APPLY: Final = "application/apply-patch+yaml"

ACCESS_REVIEWS: Final = "/apis/authorization.k8s.io/v1/subjectaccessreviews"


class Server(Protocol):
    """The address of an API server, and its CA."""

    @property
    def url(self) -> str: ...

    @property
    def certificate(self) -> Path: ...


@dataclass(frozen=True)
class Answer:
    """A response: a status, the object or the reason, and warnings."""

    status: int
    body: dict[str, Any]
    warnings: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """Return whether the request succeeded."""
        return self.status < http.client.BAD_REQUEST

    @property
    def reason(self) -> str:
        """Return why it refused."""
        return str(self.body.get("message", ""))


class Client:
    """The administrator, or whoever it impersonates, on a kept connection."""

    def __init__(self, connection: http.client.HTTPSConnection) -> None:
        self._connection = connection
        self._kinds: dict[str, dict[str, Any]] = {}

    def post(self, path: str, body: Object, *, user: str | None = None) -> Answer:
        """Create an object, as a service account or user if one is named."""
        return self.send("POST", path, body, user=user)

    def apply(self, obj: Object, *, dry_run: bool = False, force: bool = False) -> Answer:
        """Apply an object server-side and strictly, as kubectl does."""
        options = {"fieldManager": "kubectl", "fieldValidation": "Strict"}
        if dry_run:
            options["dryRun"] = "All"
        if force:
            options["force"] = "true"
        path = f"{self._path(obj)}?{urlencode(options)}"
        return self.send("PATCH", path, obj, content=APPLY)

    def get(self, obj: Object) -> Answer:
        """Read what is there of an object."""
        return self.send("GET", self._path(obj))

    def delete(self, obj: Object) -> Answer:
        """Delete an object."""
        return self.send("DELETE", self._path(obj))

    def may(self, user: str, *, groups: Sequence[str] = (), **attributes: str) -> bool:
        """Return whether a user may do something, as apps ask by a SubjectAccessReview.

        attributes: those of its resource, such as `verb`; a subresource follows a slash.
        """
        resource, _, subresource = attributes.pop("resource").partition("/")
        asked = {**attributes, "resource": resource, "subresource": subresource}
        spec = {"user": user, "groups": groups, "resourceAttributes": asked}
        answer = self.post(ACCESS_REVIEWS, {"spec": spec})
        return bool(answer.body["status"]["allowed"])

    def kinds(self, version: str) -> dict[str, Any]:
        """Return what the server tells of the kinds of `apps/v1`, for one; none if unknown."""
        answer = self.send("GET", f"/{'apis' if '/' in version else 'api'}/{version}")
        resources = answer.body.get("resources", ())
        return {each["kind"]: each for each in resources if "/" not in each["name"]}

    def send(
        self,
        method: str,
        path: str,
        body: Object | None = None,
        *,
        user: str | None = None,
        content: str = "application/json",
    ) -> Answer:
        """Send a request for an object, as a service account or user if one is named."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": content}
        if user:
            headers["Impersonate-User"] = user
        text = None if body is None else json.dumps(body)
        self._connection.request(method, path, text, headers)
        answer = self._connection.getresponse()
        said = answer.read().decode()
        # What is under no path yet is answered in plain text.
        written = answer.headers.get_content_type() == "application/json"
        # Each warning is `299 - "text"`.
        warnings = answer.headers.get_all("Warning", ())
        return Answer(
            answer.status,
            json.loads(said) if written else {"message": said},
            [json.loads(each.partition(" - ")[2]) for each in warnings],
        )

    def _path(self, obj: Object) -> str:
        """Return where an object is."""
        version, metadata = obj["apiVersion"], obj["metadata"]
        if obj["kind"] not in self._kinds.get(version, ()):
            self._kinds[version] = self.kinds(version)
        if obj["kind"] not in self._kinds[version]:
            raise LookupError(f"the server knows no {obj['kind']} of {version}")
        kind = self._kinds[version][obj["kind"]]
        inside = ""
        if kind["namespaced"]:
            inside = f"namespaces/{metadata.get('namespace', 'default')}/"
        prefix = "apis" if "/" in version else "api"
        return f"/{prefix}/{version}/{inside}{kind['name']}/{metadata['name']}"


@contextmanager
def connected(server: Server) -> Iterator[Client]:
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
