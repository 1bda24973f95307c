"""How long a browser stays logged in, and where that is kept."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from .checks import check_choices, check_host
from .durations import check_duration, go_duration
from .secret_key import SecretKey

# By which Jupyter and the web apps know their own forms.
_OF_APPS: Final = ("XSRF-TOKEN", "_xsrf")

_LONGEST_LOGIN: Final = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Redis:
    """A Redis of the platform that keeps sessions, so that cookies stay small.

    url: `redis://` or, with TLS, `rediss://`. password: in oauth2-proxy's namespace.
    """

    url: str
    password: SecretKey

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("redis", "rediss") or not parts.hostname:
            raise ValueError(
                f"Redis must be an address such as 'redis://redis.example.com:6379', "
                f"got {parts.scheme + '://…' if parts.scheme else self.url!r}"
            )
        if parts.password or parts.username:
            raise ValueError("Redis' address holds a password; name a key of a Secret instead")


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """How long a browser stays logged in, and how it shows that it is.

    cookie: its name. redis: where sessions are kept; in the cookie itself where None.
    lifetime: of the cookie; as long as the token in it where None, or a day at
    least where that is refreshed. refresh: how often a new token is fetched, never where None.
    same_site: `lax`, `none` for pages that show Kubeflow in a frame of another site, which
    `Pages(frame_ancestors=…)` must name, or
    `unset`, upstream's. `strict` would lose the login's own cookie on the way back.
    domain: the cookie's, for several hosts below it that share a session; every other host
    below it is sent the cookie as well. Where None, a session is its host's alone.
    secure: the cookie travels over TLS only; None follows the platform.
    logins: of `several` tabs at once each has a cookie of its own until it is done; with
    `one`, upstream's, the last takes the others' cookie away, and they end in an error.
    login_within: how long a login may take, and its cookie is kept. oauth2-proxy 7.6 cannot
    say how many logins there may be at once: one that is given up stays in every request of
    its browser for so long.
    Raises ValueError for what no browser takes, for a refresh that never is, and for a login
    of more than an hour.
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
                f"login_within must be an hour at most, since the cookie of a login that is "
                f"given up is kept as long; got {go_duration(self.login_within)}"
            )
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", self.cookie):
            raise ValueError(
                f"a cookie's name is letters, digits, '_' and '-', got {self.cookie!r}"
            )
        if self.cookie in _OF_APPS:
            raise ValueError(
                f"{self.cookie!r} is a cookie of Kubeflow's own apps; give the session another"
            )
        if self.domain is not None:
            check_host(self.domain, "domain of the session's cookie")
            if self.cookie.startswith("__Host-"):
                raise ValueError(
                    f"browsers drop a cookie called {self.cookie!r} that has a domain; call "
                    f"it otherwise, or leave out the domain"
                )
        if self.refresh is None:
            return
        check_duration(self.refresh, "session's refresh")
        if self.lifetime is not None and self.refresh >= self.lifetime:
            raise ValueError(
                f"a session of {go_duration(self.lifetime)} that is refreshed every "
                f"{go_duration(self.refresh)} never is; refresh it sooner"
            )
        if self.redis is None:
            raise ValueError(
                "a refreshed session needs Redis: the gateway's check passes no new cookie to "
                "the browser, which would keep the old token"
            )
