"""Drive a headless Chromium that can reach only one host."""

import base64
import json
import os
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .processes import LOOPBACK, answers, free_ports, running

DRIVER: Final = "chromedriver"

# The key by which WebDriver hands out elements.
ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"


def installed() -> bool:
    """Return whether there is a Chromium to drive."""
    return bool(shutil.which(DRIVER))


@dataclass(frozen=True)
class Chromium:
    """An open window."""

    session: str

    def open(self, url: str) -> None:
        """Go to an address, and wait until its page is there."""
        self._ask("url", {"url": url})

    def click(self, selector: str) -> None:
        """Click on the first element of a CSS selector."""
        self._ask(f"{self._element(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Type into a field."""
        self._ask(f"{self._element(selector)}/value", {"text": text})

    def text(self) -> str:
        """Return the text of the page that is there now."""
        return self._ask(
            "execute/sync",
            {"script": "return document.body?.innerText ?? ''", "args": []},
        )

    def url(self) -> str:
        """Return where it is."""
        return self._ask("url")

    def picture(self, file: Path) -> None:
        """Write what is seen to a PNG file."""
        file.write_bytes(base64.b64decode(self._ask("screenshot")))

    def _element(self, selector: str) -> str:
        found = self._ask("element", {"using": "css selector", "value": selector})
        return f"element/{found[ELEMENT]}"

    def _ask(self, what: str, body: dict[str, Any] | None = None) -> Any:
        return _ask(f"{self.session}/{what}", body)


def _ask(url: str, body: dict[str, Any] | None = None, method: str | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, method=method)
    # Loopback is reached without whatever proxy the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return json.loads(answer.read())["value"]


@contextmanager
def chromium(port: int, host: str, folder: Path) -> Iterator[Chromium]:
    """Open a window in which a host is a port of loopback, and no other name is known."""
    (driver,) = free_ports(1)
    here = f"http://{LOOPBACK}:{driver}"
    arguments = [
        "--headless=new",
        f"--host-resolver-rules=MAP {host}:443 {LOOPBACK}:{port}, MAP * ~NOTFOUND",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
        "--window-size=1000,700",
        f"--user-data-dir={folder / 'profile'}",
        # Its sandbox needs a user who is not root.
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
    ]
    wanted = {
        "acceptInsecureCerts": True,
        "browserName": "chrome",
        "goog:chromeOptions": {"args": arguments},
        "timeouts": {"implicit": 10_000},
    }
    with running(
        [DRIVER, f"--port={driver}"],
        folder=folder,
        ready=lambda: answers(f"{here}/status"),
    ):
        made = _ask(f"{here}/session", {"capabilities": {"alwaysMatch": wanted}})
        session = f"{here}/session/{made['sessionId']}"
        try:
            yield Chromium(session)
        finally:
            _ask(session, method="DELETE")
