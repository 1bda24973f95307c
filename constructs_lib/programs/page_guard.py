"""Passes on to the page of Pipelines what a user may ask of it, and refuses the rest.

The page's own server asks nobody: it reads pods, their logs and events of any namespace with
its own account, fetches artifacts with its own key, and passes requests on to any address
that a path, a query or a Referer names. So nothing reaches it but by this program, which
knows what the page asks for, asks the API server whether the user may have it, and writes
each such request anew: only what was checked arrives.

Usage: page_guard.py SETTINGS [HOST:PORT]; the settings are a file of JSON. Without an address
the program listens on port 8080 of every interface. It believes the user's header: only who
may say who the user is may be let in to it.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import parse_qsl, quote, unquote, urlencode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"
BASE = "/pipeline"
# In a prefix of artifacts, in the place of the profile's name.
NAMESPACE = "{namespace}"
PIPELINES = "pipelines.kubeflow.org"
VIEWERS = "kubeflow.org"

# Seconds: a verdict is remembered; the API server may take; the page may say nothing; a
# caller may be silent in a request, and between two: longer than a proxy keeps a connection.
REMEMBERED = 10
ASKING = 10
SILENCE = 300
TALKING = 60
IDLE = 3900
# Verdicts remembered at once, callers served at once, bytes passed on at once.
VERDICTS = 4096
CALLERS = 512
BLOCK = 64 * 1024

LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
POD = re.compile(r"[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?")
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})?", re.ASCII)
RUN = re.compile(r"[-\w]{0,64}", re.ASCII)
NUMBER = re.compile(r"\d{1,12}", re.ASCII)
# What an URL's path may hold, each `%` with its two digits.
PATH = re.compile(r"/([\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*", re.ASCII)
QUERY = re.compile(r"[!-~]*")
VIEWER = re.compile(
    r"(?P<name>viewer-[0-9a-f]{40})-service\.(?P<namespace>[a-z0-9-]+)\.svc\.cluster\.local:80"
    r"/tensorboard/(?P=name)/.*"
)
# Characters by which a key could be read as another one further on.
DOUBTFUL = re.compile(r"[\x00-\x1f\x7f\\%*]")

# What everybody gets alike.
PAGES = ("/", "/index.html", "/visualizations/allowed")
# Verb, resource and subresource: what a user must be allowed for what is told of a pod.
RIGHTS = {
    "/k8s/pod": ("get", "pods", ""),
    "/k8s/pod/events": ("list", "events", ""),
    "/k8s/pod/logs": ("get", "pods", "log"),
}

READING = ("GET", "HEAD")
CALLING = (*READING, "POST", "PUT", "PATCH", "DELETE")
VERBS = {"GET": "get", "HEAD": "get", "POST": "create", "DELETE": "delete"}
# Headers that are passed on; all others end here, cookies and Referer among them.
PASSED = frozenset(
    (
        *("accept", "accept-encoding", "accept-language", "cache-control", "content-type"),
        *("if-match", "if-modified-since", "if-none-match", "if-range"),
        *("if-unmodified-since", "range", "user-agent", "traceparent", "tracestate"),
        *("x-b3-parentspanid", "x-b3-sampled", "x-b3-spanid", "x-b3-traceid", "x-request-id"),
    )
)
# Headers of an answer that are about one connection or the length, which are written anew,
# and those that a tenant's server could set for the whole host.
KEPT_BACK = frozenset(
    (
        *("connection", "content-length", "keep-alive", "proxy-authenticate"),
        *("trailer", "transfer-encoding", "upgrade"),
        *("clear-site-data", "set-cookie", "set-cookie2", "strict-transport-security"),
    )
)
BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class RefusedError(Exception):
    """A request that is not passed on; the message tells the caller why."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True)
class Right:
    """Something that a user may or may not do in a namespace, as the API server is asked."""

    namespace: str
    verb: str
    resource: str
    group: str = ""
    subresource: str = ""
    name: str = ""

    def __str__(self) -> str:
        """Read as in a refusal."""
        resource = "/".join(filter(None, (self.resource, self.subresource)))
        return f"{self.verb} {resource} in namespace {self.namespace}"

    def to_json(self) -> dict[str, str]:
        """Return it as a SubjectAccessReview has it."""
        return {name: value for name, value in vars(self).items() if value}


@dataclass(frozen=True)
class Passage:
    """What is asked of the page instead of what came, and who may.

    right: what the user must be allowed; None where the page's server asks by itself.
    sandboxed: whether the answer is somebody's file, which must not run as the page's own.
    """

    target: str
    right: Right | None = None
    sandboxed: bool = False


@dataclass(frozen=True)
class Settings:
    """What the platform has decided: where the page is, its users' header, its artifacts."""

    page: str
    header: str
    prefix: str
    artifacts: list[dict[str, str]]

    @classmethod
    def read(cls, path: str) -> Settings:
        """Return the settings that a file holds."""
        return cls(**json.loads(Path(path).read_text("utf-8")))


def passage(settings: Settings, method: str, target: str) -> Passage:
    """Return what a request becomes; raise RefusedError for one that the page does not make.

    target: path and query as they came.
    """
    raw, _, query = target.partition("?")
    if not QUERY.fullmatch(query):
        refuse(HTTPStatus.BAD_REQUEST, "the query cannot be read")
    path = clean(raw)
    if path == BASE or path.startswith(f"{BASE}/"):
        path = path[len(BASE) :] or "/"
    first = path.split("/")[1]
    if first == "apis":
        return called(method, path, query)
    if path in RIGHTS:
        demand(method, READING)
        return pod(path, parameters(query))
    if path == "/apps/tensorboard":
        demand(method, VERBS)
        return tensorboard(method, path, parameters(query))
    demand(method, READING)
    if first == "artifacts":
        return artifact(settings, path, parameters(query))
    if path not in PAGES and first != "static":
        refuse(HTTPStatus.NOT_FOUND, "the page of Pipelines has nothing here")
    # Its own script reads the query, not its server.
    return Passage(f"{BASE}{path}")


def clean(raw: str) -> str:
    """Return a path of which there is one reading; refuse any other."""
    if not PATH.fullmatch(raw):
        refuse(HTTPStatus.BAD_REQUEST, "the path holds what a path must not hold")
    parts = raw.split("/")[1:]
    for part in parts:
        text = decoded(part)
        if text in (".", "..") or "/" in text or DOUBTFUL.search(text):
            refuse(HTTPStatus.BAD_REQUEST, "the path could be read as another one")
    if "" in parts[:-1]:
        refuse(HTTPStatus.BAD_REQUEST, "the path has an empty part")
    return raw


def decoded(text: str) -> str:
    """Return a part of a path without its escapes."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        refuse(HTTPStatus.BAD_REQUEST, "the path is not UTF-8")


def called(method: str, path: str, query: str) -> Passage:
    """Pass a call on to Pipelines' API, which asks for its users' rights by itself.

    Below `_proxy/` the page's server goes to whatever address follows: no further than to
    the TensorBoards that it makes.
    """
    demand(method, CALLING)
    parts = path.split("/")
    if len(parts) < 4 or parts[2] not in ("v1beta1", "v2beta1"):  # noqa: PLR2004
        refuse(HTTPStatus.NOT_FOUND, "Pipelines has no such API")
    asked = f"?{query}" if query else ""
    if not any(decoded(part).lower() == "_proxy" for part in parts):
        return Passage(f"{path}{asked}")
    viewer = VIEWER.fullmatch("/".join(parts[4:]))
    if parts[3] != "_proxy" or viewer is None:
        refuse(HTTPStatus.FORBIDDEN, "only TensorBoards that the page made are passed on to")
    right = Right(label(viewer["namespace"]), "get", "viewers", VIEWERS, name=viewer["name"])
    return Passage(f"{path}{asked}", right)


def pod(path: str, query: dict[str, str]) -> Passage:
    """Pass on a question about a pod, its log or its events."""
    known(query, "podname", "podnamespace", "runid", "createdat")
    namespace = label(required(query, "podnamespace"))
    name = shaped(required(query, "podname"), POD, "podname")
    told = {"podname": name, "podnamespace": namespace}
    shaped(query.get("runid", ""), RUN, "runid")
    if day := shaped(query.get("createdat", ""), DAY, "createdat"):
        told["createdat"] = day
    verb, resource, subresource = RIGHTS[path]
    right = Right(namespace, verb, resource, subresource=subresource, name=name)
    if verb == "list":
        right = Right(namespace, verb, resource)
    return Passage(f"{path}?{urlencode(told)}", right, sandboxed=True)


def tensorboard(method: str, path: str, query: dict[str, str]) -> Passage:
    """Pass on what is asked of a TensorBoard of runs."""
    known(query, "logdir", "namespace", "image", "tfversion", "podtemplatespec")
    namespace = label(required(query, "namespace"))
    required(query, "logdir")
    return Passage(
        f"{path}?{urlencode(query)}", Right(namespace, VERBS[method], "viewers", VIEWERS)
    )


def artifact(settings: Settings, path: str, query: dict[str, str]) -> Passage:
    """Pass on a question for an artifact to the server of the profile that it belongs to.

    What the page tells of the store is left out: that server knows its own.
    """
    source, *rest = [decoded(part) for part in f"{path}/".split("/")[2:-1]] or [""]
    if (source, rest) == ("get", []):
        known(query, "source", "bucket", "key", "namespace", "peek", "providerInfo")
        source, bucket, key = (required(query, name) for name in ("source", "bucket", "key"))
    else:
        known(query, "namespace", "peek", "providerInfo")
        bucket, key = (rest or [""])[0], "/".join(rest[1:])
    namespace = label(required(query, "namespace"))
    within(settings, namespace, source, bucket, key)
    told = {"namespace": namespace}
    if "peek" in query:
        told["peek"] = shaped(query["peek"], NUMBER, "peek")
    if path == "/artifacts/get":
        told |= {"source": source, "bucket": bucket, "key": key}
        target = path
    else:
        target = f"/artifacts/{quote(source)}/{quote(bucket)}/{quote(key)}"
    right = Right(namespace, "readArtifact", "runs", PIPELINES)
    return Passage(f"{target}?{urlencode(told)}", right, sandboxed=True)


def within(settings: Settings, namespace: str, source: str, bucket: str, key: str) -> None:
    """Refuse an artifact that does not lie where a namespace keeps its own."""
    parts = key.split("/")
    if DOUBTFUL.search(key) or {"", ".", ".."} & set(parts):
        refuse(HTTPStatus.BAD_REQUEST, "the key could be read as another one")
    for place in settings.artifacts:
        below = place["prefix"].replace(NAMESPACE, namespace)
        if (place["source"], place["bucket"]) == (source, bucket) and key.startswith(below):
            return
    refuse(
        HTTPStatus.FORBIDDEN, f"this is not where namespace {namespace} keeps its artifacts"
    )


def parameters(query: str) -> dict[str, str]:
    """Return a query's parameters, each of which may be given once."""
    if not query:
        return {}
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=16,
        )
    except ValueError:
        refuse(HTTPStatus.BAD_REQUEST, "the query cannot be read")
    found = dict(pairs)
    if len(found) != len(pairs):
        refuse(HTTPStatus.BAD_REQUEST, "a parameter is given more than once")
    return found


def known(query: Mapping[str, str], *names: str) -> None:
    """Refuse parameters that nobody here knows."""
    for name in query:
        if name not in names:
            refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r:.60} is not known here")


def required(query: Mapping[str, str], name: str) -> str:
    """Return a parameter that must be there."""
    value = query.get(name)
    if not value:
        refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r} is missing")
    return value


def shaped(value: str, pattern: re.Pattern[str], name: str) -> str:
    """Return a parameter that looks as it must."""
    if not pattern.fullmatch(value):
        refuse(HTTPStatus.BAD_REQUEST, f"parameter {name!r} cannot be {value!r:.60}")
    return value


def label(namespace: str) -> str:
    """Return what can be a namespace's name."""
    if not LABEL.fullmatch(namespace):
        refuse(HTTPStatus.BAD_REQUEST, f"no namespace is called {namespace!r:.60}")
    return namespace


def demand(method: str, methods: Collection[str]) -> None:
    """Refuse a method that is not among some."""
    if method not in methods:
        refuse(HTTPStatus.METHOD_NOT_ALLOWED, f"this answers to {', '.join(methods)}")


def refuse(status: HTTPStatus, reason: str) -> NoReturn:
    """Refuse a request."""
    raise RefusedError(status, reason)


class Rights:
    """The API server's verdicts on what users may do, remembered for a few seconds."""

    def __init__(self, account: Path, clock: Callable[[], float] = time.monotonic) -> None:
        host = os.environ["KUBERNETES_SERVICE_HOST"]
        address = f"[{host}]" if ":" in host else host
        port = os.environ["KUBERNETES_SERVICE_PORT"]
        self.url = (
            f"https://{address}:{port}/apis/authorization.k8s.io/v1/subjectaccessreviews"
        )
        self.account = account
        self.context = ssl.create_default_context(cafile=str(account / "ca.crt"))
        self.clock = clock
        self.lock = threading.Lock()
        self.known: OrderedDict[tuple[str, Right], tuple[float, bool]] = OrderedDict()

    def check(self, user: str, right: Right) -> None:
        """Refuse where a user may not do something, and where that cannot be found out."""
        with self.lock:
            until, allowed = self.known.get((user, right), (0.0, False))
        if until <= self.clock():
            allowed = self.asked(user, right)
            with self.lock:
                self.known[user, right] = (self.clock() + REMEMBERED, allowed)
                self.known.move_to_end((user, right))
                while len(self.known) > VERDICTS:
                    self.known.popitem(last=False)
        if not allowed:
            refuse(HTTPStatus.FORBIDDEN, f"{user} may not {right}")

    def asked(self, user: str, right: Right) -> bool:
        """Return the API server's verdict."""
        # The kubelet renews it.
        token = (self.account / "token").read_text(encoding="utf-8").strip()
        review = {
            "apiVersion": "authorization.k8s.io/v1",
            "kind": "SubjectAccessReview",
            "spec": {"user": user, "resourceAttributes": right.to_json()},
        }
        request = urllib.request.Request(  # noqa: S310 - always https
            self.url,
            data=json.dumps(review).encode(),
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(  # noqa: S310 - always https
                request, timeout=ASKING, context=self.context
            ) as answer:
                return json.load(answer)["status"]["allowed"] is True
        except (OSError, ValueError, KeyError, http.client.HTTPException) as error:
            print(f"the API server was asked in vain: {error!r}", file=sys.stderr, flush=True)
            refuse(HTTPStatus.SERVICE_UNAVAILABLE, "the API server cannot be asked; try again")


class Server(ThreadingHTTPServer):
    """Listens on an address, by IPv6 where it is one; serves so many callers at once."""

    request_queue_size = 128

    def __init__(self, host: str, port: int, settings: Settings, rights: Rights) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.settings = settings
        self.rights = rights
        self.free = threading.BoundedSemaphore(CALLERS)
        super().__init__((host, port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a caller in a thread of its own, and hang up on one too many."""
        if self.free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a caller until it goes."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """Tell in a line what ended a connection, such as a caller that went away."""
        print(f"{client_address[0]}: {sys.exception()!r}", file=sys.stderr, flush=True)


class Handler(BaseHTTPRequestHandler):
    """Answers one request after the other."""

    server: Server
    protocol_version = "HTTP/1.1"
    # A small answer would wait for the caller's word that its headers have come.
    disable_nagle_algorithm = True
    server_version = "page-guard"
    sys_version = ""
    # Whether an answer has begun, after which no other can be given.
    begun = False

    def handle_one_request(self) -> None:
        """Wait for a request as long as it takes, but not for its end."""
        self.connection.settimeout(IDLE)
        try:
            waiting = self.rfile.peek(1)  # type: ignore[attr-defined]
        except OSError:
            waiting = b""
        if not waiting:
            self.close_connection = True
            return
        self.begun = False
        self.connection.settimeout(TALKING)
        super().handle_one_request()

    def do_GET(self) -> None:
        """Pass a request on, or say why not."""
        if self.path == "/healthz":
            self._say(HTTPStatus.OK, "ok")
            return
        try:
            self._answer()
        except RefusedError as error:
            self._refuse(error.status, str(error))
        except (OSError, http.client.HTTPException) as error:
            self.close_connection = True
            print(f"{self._asked()}: {error!r}", file=sys.stderr, flush=True)
            if not self.begun:
                self._say(HTTPStatus.BAD_GATEWAY, "the page of Pipelines does not answer")

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - as its base

    def _answer(self) -> None:
        settings = self.server.settings
        length = self._length()
        user = self._user(settings)
        there = passage(settings, self.command, self.path)
        if there.right:
            if user is None:
                refuse(HTTPStatus.UNAUTHORIZED, f"header {settings.header} does not say who")
            self.server.rights.check(user, there.right)
        page = http.client.HTTPConnection(settings.page, timeout=SILENCE)
        try:
            page.connect()
            self._pass_on(page, there, length)
            self._pass_back(page.getresponse(), there)
        finally:
            page.close()

    def _length(self) -> int | None:
        """Return how long the body is, None where it comes in chunks; refuse riddles."""
        # The parser gives up at the first line that is no header, and takes folded ones.
        if self.headers.defects or any("\n" in value for value in self.headers.values()):
            self.close_connection = True
            refuse(HTTPStatus.BAD_REQUEST, "the headers cannot be read")
        lengths = self.headers.get_all("Content-Length", [])
        codings = [each.lower() for each in self.headers.get_all("Transfer-Encoding", [])]
        if codings == ["chunked"] and not lengths and self.request_version == "HTTP/1.1":
            return None
        if codings or len(lengths) > 1 or not all(map(NUMBER.fullmatch, lengths)):
            self.close_connection = True
            refuse(HTTPStatus.BAD_REQUEST, "how long the request is cannot be told")
        return int(lengths[0]) if lengths else 0

    def _user(self, settings: Settings) -> str | None:
        """Return who the user is, None where nobody says."""
        names = self.headers.get_all(settings.header, [])
        if not names:
            return None
        try:
            (name,) = names
            user = name.strip().encode("latin-1").decode()
        except ValueError:
            refuse(HTTPStatus.BAD_REQUEST, f"header {settings.header} cannot be read")
        found = user.removeprefix(settings.prefix)
        if not user.startswith(settings.prefix) or not found or not found.isprintable():
            refuse(HTTPStatus.UNAUTHORIZED, f"header {settings.header} does not say who")
        return found

    def _pass_on(
        self, page: http.client.HTTPConnection, there: Passage, length: int | None
    ) -> None:
        """Send the page what was checked, and the body as it comes."""
        page.putrequest(self.command, there.target, skip_accept_encoding=True)
        header = self.server.settings.header
        passed = PASSED | {header}
        # A program that calls the API in a user's name has a token instead of the header.
        if there.target.startswith("/apis/") and there.right is None:
            passed |= {"authorization"} if header not in self.headers else set()
        for name, value in self.headers.items():
            if name.lower() in passed:
                page.putheader(name, value.encode("latin-1"))
        if length is None:
            page.putheader("Transfer-Encoding", "chunked")
        elif length or self.command in ("POST", "PUT", "PATCH"):
            page.putheader("Content-Length", str(length))
        page.endheaders()
        try:
            if length is None:
                for block in self._chunks():
                    page.send(b"%x\r\n%b\r\n" % (len(block), block))
                page.send(b"0\r\n\r\n")
            else:
                for block in self._blocks(length):
                    page.send(block)
        except (BrokenPipeError, ConnectionResetError):
            # It may have answered before it had heard everything.
            self.close_connection = True

    def _blocks(self, length: int) -> Iterator[bytes]:
        """Yield so many bytes of the body as they come."""
        while length:
            block = self.rfile.read1(min(length, BLOCK))
            if not block:
                raise http.client.IncompleteRead(b"", length)
            length -= len(block)
            yield block

    def _chunks(self) -> Iterator[bytes]:
        """Yield a body that comes in chunks; what follows it is read and dropped."""
        while True:
            size = self.rfile.readline(BLOCK).partition(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
                self.close_connection = True
                refuse(HTTPStatus.BAD_REQUEST, "the request's chunks cannot be read")
            if not int(size, 16):
                break
            yield from self._blocks(int(size, 16))
            self.rfile.readline(3)
        while self.rfile.readline(BLOCK).strip():
            pass

    def _pass_back(self, answer: http.client.HTTPResponse, there: Passage) -> None:
        """Send the caller what the page says, as it comes."""
        empty = self.command == "HEAD" or answer.status in BODILESS
        length = answer.getheader("Content-Length") if empty else answer.length
        chunked = not empty and length is None and self.request_version == "HTTP/1.1"
        if length is None and not empty and not chunked:
            self.close_connection = True
        self.begun = True
        self.send_response_only(answer.status, answer.reason)
        named = answer.getheader("Connection", "").lower().split(",")
        dropped = KEPT_BACK | {name.strip() for name in named}
        for name, value in answer.getheaders():
            if name.lower() not in dropped:
                self.send_header(name, value)
        if there.sandboxed:
            self.send_header("Content-Security-Policy", "sandbox")
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif length is not None and NUMBER.fullmatch(str(length)):
            self.send_header("Content-Length", str(length))
        self._end_headers()
        if not empty:
            self._stream(answer, chunked=chunked)

    def _stream(self, answer: http.client.HTTPResponse, *, chunked: bool) -> None:
        """Send a body; one write a block, so that the caller sees each as soon as it comes."""
        while block := answer.read1(BLOCK):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(block), block) if chunked else block)
        if answer.length:
            raise http.client.IncompleteRead(b"", answer.length)
        if chunked:
            self.wfile.write(b"0\r\n\r\n")

    def _end_headers(self) -> None:
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        print(f"{self._asked()}: {status.value} {reason}", file=sys.stderr, flush=True)
        # Its body is left unread.
        self.close_connection |= self.headers.get("Content-Length", "0") != "0"
        self.close_connection |= "Transfer-Encoding" in self.headers
        self._say(status, reason)

    def _asked(self) -> str:
        """Return what was asked, for the log: in one line, without its query."""
        return f"{self.command} {self.path.partition('?')[0]!r:.200}"

    def _say(self, status: HTTPStatus, text: str) -> None:
        content = f"{text}\n".encode()
        self.begun = True
        self.send_response_only(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(content)))
        self._end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep the log for what is refused or goes wrong; the page has one of all requests."""


def main(settings: str, address: str | None = None) -> None:
    """Serve until the pod is stopped, which the first process of a container must heed."""
    everywhere = "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104
    host, _, port = (address or f"{everywhere}:8080").rpartition(":")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    rights = Rights(Path(os.environ.get("SERVICE_ACCOUNT", ACCOUNT)))
    with Server(host, int(port), Settings.read(settings), rights) as server:
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
