"""The session: its lifetime, cookie and store."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from .checks import check_choices, check_elsewhere, check_host
from .durations import check_duration, go_duration
from .secret_key import SecretKey

# CSRF cookies of Jupyter and the web apps.
_OF_APPS: Final = ("XSRF-TOKEN", "_xsrf")

_LONGEST_LOGIN: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Redis:
    """A Redis that stores sessions, so that cookies stay small.

    url: `redis://` or, with TLS, `rediss://`. password: in oauth2-proxy's namespace.
    """

    url: str
    password: SecretKey

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("redis", "rediss") or not parts.hostname:
            raise ValueError(
                "url of Redis must be one such as 'redis://redis.example.com:6379', got "
                f"{parts.scheme + '://…' if parts.scheme else self.url!r}"
            )
        check_elsewhere(parts.hostname, "Redis")
        if parts.password or parts.username:
            raise ValueError(
                "url of Redis contains a password; reference a key of a Secret "
                "by Redis(password=...) instead"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """How long a browser stays logged in, and its session cookie.

    cookie: its name. redis: the session store; None stores sessions in the cookie itself.
    lifetime: of the cookie; None means the lifetime of the token in it, or at least a day
    where that is refreshed. refresh: how often to fetch a new token; None means never.
    same_site: `lax`, `none` for Kubeflow in a frame of another site, which
    `Pages(frame_ancestors=…)` must name, or `unset`, upstream's. `strict` would lose the
    login's own cookie on the redirect back.
    domain: of the cookie, to share a session between hosts below it; every other host below it
    receives the cookie as well. None limits a session to its host.
    secure: send the cookie over TLS only; None follows the platform.
    logins: with `several`, concurrent logins in several tabs each have their own cookie until
    they finish; with `one`, upstream's, the last login replaces the others' cookie, and they
    end in an error.
    login_within: how long a login may take, and the lifetime of its cookie. oauth2-proxy 7.6
    has no limit on concurrent logins: the cookie of an abandoned login is in every request of
    its browser for that long.
    Raises ValueError for cookies that browsers reject, for a refresh that never happens, and
    for a login of more than an hour.
    """

    cookie: str = "oauth2_proxy_kubeflow"
    lifetime: timedelta | None = None
    refresh: timedelta | None = None
    same_site: Literal["lax", "none", "unset"] = "lax"
    domain: str | None = None
    secure: bool | None = None
    redis: Redis | None = None
    logins: Literal["several", "one"] = "several"
    login_within: timedelta = timedelta(minutes=15)

    def __post_init__(self) -> None:
        check_choices(self)
        if self.lifetime is not None:
            check_duration(self.lifetime, "session's lifetime")
        check_duration(self.login_within, "login_within")
        if self.login_within > _LONGEST_LOGIN:
            raise ValueError(
                "login_within must be an hour at most, since the cookie of an abandoned "
                f"login is kept that long; got {go_duration(self.login_within)}"
            )
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", self.cookie):
            raise ValueError(
                f"a cookie's name is letters, digits, '_' and '-', got {self.cookie!r}"
            )
        if self.cookie in _OF_APPS:
            raise ValueError(
                f"{self.cookie!r} is a cookie of Kubeflow's own apps; choose another name"
            )
        if self.domain is not None:
            check_host(self.domain, "domain of the session's cookie")
            if self.cookie.startswith("__Host-"):
                raise ValueError(
                    f"browsers reject a cookie named {self.cookie!r} that has a domain; "
                    "rename it, or leave out the domain"
                )
        if self.refresh is None:
            return
        check_duration(self.refresh, "session's refresh")
        if self.lifetime is not None and self.refresh >= self.lifetime:
            raise ValueError(
                f"refresh every {go_duration(self.refresh)} never happens in a session of "
                f"{go_duration(self.lifetime)}; refresh it sooner"
            )
        if self.redis is None:
            raise ValueError(
                "a refreshed session needs Redis, since the gateway's external authorization "
                "passes no new cookie to the browser; set Session(redis=...)"
            )
