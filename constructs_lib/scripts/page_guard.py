"""Stands before the page of Pipelines: passes on what a user may ask of it, and nothing else.

The page's own server asks nobody: it reads pods, their logs and events of any namespace with
its own account, fetches artifacts with its own key, and passes requests on to any address
that a path, a query or a Referer names. So nothing reaches it but by this program, which asks
the API server what the user may do. What can be asked at all is in page_requests.py, which
ships beside it.

It is told a file of JSON, and an address HOST:PORT; without one it listens on port 8080 of
every interface. It believes the user's header: only who may say who the user is may be let in.
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
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .page_requests import NUMBER, Passage, RefusedError, Right, Settings, passage, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount"

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
