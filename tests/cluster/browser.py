"""A client that acts like a browser: keeps cookies, follows redirects, fills in forms."""

import http.client
import json
import socket
import ssl
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from http.cookiejar import Cookie, CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit

from .processes import LOOPBACK


@dataclass
class Form:
    """A form of a page, with its current values."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Finds forms, and links by their text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            form = Form(told.get("action", ""), told.get("method", "get").upper())
            self.forms.append(form)
        elif tag == "input" and "name" in told and self.forms:
            self.forms[-1].fields[told["name"]] = told.get("value", "")
        elif tag == "a":
            self._link = told.get("href")

    def handle_data(self, data: str) -> None:
        if self._link is not None and data.strip():
            self.links[data.strip()] = self._link

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None


@dataclass(frozen=True)
class Page:
    """The final page, and the addresses that led to it, its own last."""

    status: int
    body: str
    visited: tuple[str, ...]

    @property
    def url(self) -> str:
        """Return where it is."""
        return self.visited[-1]

    @property
    def seen(self) -> dict[str, Any]:
        """Return the request as the responding backend saw it."""
        return json.loads(self.body)

    @property
    def form(self) -> Form:
        """Return the only form."""
        (form,) = self._read().forms
        return form

    @property
    def links(self) -> dict[str, str]:
        """Return the addresses of links by their text."""
        return self._read().links

    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.body)
        return reader


class _Following(urllib.request.HTTPRedirectHandler):
    """Follows redirects up to some path, and keeps the addresses."""

    def __init__(self) -> None:
        self.visited: list[str] = []
        self.stop: str | None = None

    def redirect_request(self, *arguments: Any) -> urllib.request.Request | None:
        following = super().redirect_request(*arguments)
        if following:
            self.visited.append(following.full_url)
            if urlsplit(following.full_url).path == self.stop:
                return None
        return following


class _Connection(http.client.HTTPConnection):
    """TLS to a port of an address, which is asked for by a host's name.

    Loopback itself is found at the port that is asked for.
    """

    def __init__(self, host: str, *, port: int, address: str, timeout: float) -> None:
        super().__init__(host, timeout=timeout)
        self._at = (LOOPBACK, self.port) if self.host == LOOPBACK else (address, port)

    def connect(self) -> None:
        # Whose certificate it is, is not what these tests are about.
        trusting = ssl._create_unverified_context()
        plain = socket.create_connection(self._at, self.timeout)
        self.sock = trusting.wrap_socket(plain, server_hostname=self.host)


class _Here(urllib.request.AbstractHTTPHandler):
    """Finds every host at one port of an address, by TLS."""

    def __init__(self, port: int, address: str) -> None:
        super().__init__()
        self._port, self._address = port, address

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        connection = partial(_Connection, port=self._port, address=self._address)
        return self.do_open(connection, request)

    https_request = urllib.request.AbstractHTTPHandler.do_request_


class Browser:
    """A new browser, in front of a port of an address."""

    def __init__(self, port: int, host: str, address: str = LOOPBACK) -> None:
        self._home = f"https://{host}/"
        self._following = _Following()
        self._kept = CookieJar()
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            _Here(port, address),
            urllib.request.HTTPCookieProcessor(self._kept),
            self._following,
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
        ):
            self._opener.add_handler(handler)

    @property
    def cookies(self) -> list[Cookie]:
        """Return the cookies that it keeps."""
        return list(self._kept)

    def stop_at(self, path: str) -> None:
        """From now on, follow no redirect to a path."""
        self._following.stop = path

    def open(
        self, url: str, *, data: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Page:
        """Go to an address, the platform's host where it names none; with data, by POST."""
        url = urljoin(self._home, url)
        self._following.visited = [url]
        body = None if data is None else data.encode()
        request = urllib.request.Request(url, body, dict(headers or {}))
        try:
            answer = self._opener.open(request, timeout=10)
        except HTTPError as refused:
            answer = refused
        with answer:
            text = answer.read().decode()
        return Page(answer.status, text, tuple(self._following.visited))

    def submit(self, page: Page, **filled: str) -> Page:
        """Send a page's form, with some of its fields filled in."""
        form = page.form
        unknown = filled.keys() - form.fields.keys()
        assert not unknown, f"the form at {page.url} has no {sorted(unknown)}"
        url = urljoin(page.url, form.action)
        sent = urlencode(form.fields | filled)
        if form.method == "POST":
            return self.open(url, data=sent)
        return self.open(f"{url}?{sent}")

    def follow(self, page: Page, link: str) -> Page:
        """Click on a link."""
        return self.open(urljoin(page.url, page.links[link]))
