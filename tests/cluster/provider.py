"""Simulate an identity provider whose users are in any number of groups.

It replaces Dex, whose buildable version supports only providers with one group.
"""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

from .backends import Reply, Request

EMAIL: Final = "ada@example.com"

# What an RSA signature of a SHA-256 digest signs (RFC 8017, 9.2).
_BITS: Final = 1024
_EXPONENT: Final = 65537
_PREFIX: Final = bytes.fromhex("3031300d060960864801650304020105000420")


def group(number: int) -> str:
    """Return the name of a group, as long as Entra ID's identifiers are."""
    text = hashlib.sha256(str(number).encode()).hexdigest()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:32]))


def _prime() -> int:
    while True:
        tried = secrets.randbits(_BITS) | 3 << _BITS - 2 | 1
        if tried % _EXPONENT != 1 and pow(2, tried - 1, tried) == 1:
            return tried


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Provider:
    """A provider that logs everyone in at once; `groups` is the number of their groups."""

    issuer: str
    audience: str
    groups: int = 0
    primes: tuple[int, int] = field(default_factory=lambda: (_prime(), _prime()), repr=False)

    @cached_property
    def keys(self) -> str:
        """Return what its signatures are checked with."""
        first, second = self.primes
        key = {
            "kty": "RSA",
            "alg": "RS256",
            "use": "sig",
            "kid": "key",
            "n": _encoded((first * second).to_bytes(_BITS // 4, "big")),
            "e": _encoded(_EXPONENT.to_bytes(3, "big")),
        }
        return json.dumps({"keys": [key]})

    def token(self) -> str:
        """Return a token that names each group, as Dex would sign it."""
        said = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": "ada",
            "email": EMAIL,
            "email_verified": True,
            "groups": [group(number) for number in range(self.groups)],
            "iat": int(time.time()),
            "exp": int(time.time()) + 3600,
        }
        text = ".".join(map(_part, ({"alg": "RS256", "kid": "key"}, said)))
        digest = _PREFIX + hashlib.sha256(text.encode()).digest()
        size = _BITS // 4
        padded = b"\0\1" + b"\xff" * (size - 3 - len(digest)) + b"\0" + digest
        first, second = self.primes
        inverse = pow(_EXPONENT, -1, (first - 1) * (second - 1))
        signed = pow(int.from_bytes(padded, "big"), inverse, first * second)
        return f"{text}.{_encoded(signed.to_bytes(size, 'big'))}"

    def __call__(self, request: Request) -> Reply:
        """Respond like a provider that requires no password."""
        asked = urlsplit(request.path)
        match asked.path:
            case "/dex/keys":
                return Reply(200, {"content-type": "application/json"}, self.keys)
            case "/dex/auth":
                told = parse_qs(asked.query)
                back = urlencode({"code": "code", "state": told["state"][0]})
                return Reply(302, {"location": f"{told['redirect_uri'][0]}?{back}"})
            case "/dex/token":
                token = self.token()
                answer = {"access_token": token, "id_token": token, "expires_in": 3600}
                said = json.dumps({**answer, "token_type": "bearer"})
                return Reply(200, {"content-type": "application/json"}, said)
        return Reply(404)


def _part(part: dict[str, Any]) -> str:
    return _encoded(json.dumps(part, separators=(",", ":")).encode())
