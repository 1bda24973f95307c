"""Somebody in front of the platform's Gateway."""

import json
from base64 import b64decode
from typing import Any, Final

from ..cluster.browser import Browser, Page

_HTTPS: Final = 443
_MET: Final = 200


class Visitor:
    """A browser at a host's address, and what its pages' scripts do."""

    def __init__(self, host: str, address: str) -> None:
        self._browser = Browser(_HTTPS, host, address)

    def open(self, path: str) -> Page:
        """Go to a page."""
        return self._browser.open(path)

    def log_in(self, email: str, encoded: str) -> Page:
        """Log in at Dex, with a password as a Secret holds it."""
        asked = self._browser.submit(self._browser.open("/"))
        password = b64decode(encoded).decode()
        return self._browser.submit(asked, login=email, password=password)

    def ask(self, path: str, body: object = None) -> Any:
        """Return what an API says; with a body, by POST, as the web apps' scripts ask."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        token = {c.name: c.value for c in self._browser.cookies}.get("XSRF-TOKEN")
        if token:
            headers["X-XSRF-TOKEN"] = token
        data = None if body is None else json.dumps(body)
        page = self._browser.open(path, data=data, headers=headers)
        assert page.status == _MET, f"{path}: {page.status} {page.body[:500]}"
        return json.loads(page.body)
