"""A request on its way, and the token that it carries."""

import posixpath
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

AUTHORIZATION: Final = "authorization"
COOKIE: Final = "cookie"


@dataclass(frozen=True, kw_only=True)
class Token:
    """A token's claims; fault: why it is not valid, if it is not."""

    claims: Mapping[str, Any]
    fault: Literal["", "signature", "expired"] = ""

    @property
    def issuer(self) -> str:
        """Return claim `iss`."""
        return str(self.claims.get("iss", ""))


@dataclass(frozen=True, kw_only=True)
class Request:
    """An HTTP request at some point of its way.

    headers: by name in lower case. token: in the header `authorization`. session: what the
    login knows of the browser, by its cookie. claims: of a token that a proxy has verified.
    """

    method: str = "GET"
    host: str = ""
    path: str = "/"
    headers: Mapping[str, str] = field(default_factory=dict)
    token: Token | None = None
    session: Token | None = None
    claims: Mapping[str, Any] | None = None

    def with_token(self, token: Token) -> "Request":
        """Return it with a bearer token."""
        headers = {**self.headers, AUTHORIZATION: "Bearer …"}
        return replace(self, headers=headers, token=token)

    def with_headers(self, values: Mapping[str, str]) -> "Request":
        """Return it with headers set."""
        return replace(
            self, headers={**self.headers, **{k.lower(): v for k, v in values.items()}}
        )

    def without_headers(self, names: Iterable[str]) -> "Request":
        """Return it without these headers; the token goes with `authorization`."""
        gone = {name.lower() for name in names}
        kept = {name: value for name, value in self.headers.items() if name not in gone}
        token = None if AUTHORIZATION in gone else self.token
        return replace(self, headers=kept, token=token)

    @property
    def is_preflight(self) -> bool:
        """Return whether it is a browser's question before one of another site (CORS)."""
        wanted: Collection[str] = ("origin", "access-control-request-method")
        return self.method == "OPTIONS" and all(name in self.headers for name in wanted)


def normalized(target: str) -> str:
    """Return the path of a request's target as Istio's Envoys see it: no query, no dots."""
    path = re.split(r"[?#]", target, maxsplit=1)[0].replace("\\", "/")
    path = re.sub("%2e", ".", path, flags=re.IGNORECASE)
    parts = [part for part in path.split("/") if part in (".", "..")]
    if not parts:
        return path
    ends = "/" if path.rpartition("/")[2] in ("", ".", "..") else ""
    found = posixpath.normpath(path)
    return found if found == "/" else f"{found}{ends}"
