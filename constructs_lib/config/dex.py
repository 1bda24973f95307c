"""Who may log in through Dex, and how long what it issues is good for."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from .checks import (
    check_choices,
    check_email,
    check_label,
    check_one_spelling,
    check_unique,
)
from .connectors import (
    Connector,
    GitHubConnector,
    GoogleConnector,
    MicrosoftConnector,
    OidcConnector,
)
from .durations import check_duration
from .published import check_unpublished
from .secret_key import SecretKey
from .services import service_host

NAMESPACE: Final = "auth"
PORT: Final = 5556
PATH: Final = "/dex"

_BCRYPT: Final = re.compile(r"\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}")
# Dex refuses hashes that are made too fast or too slowly (server.checkCost).
_COSTS: Final = range(10, 17)
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
# For a command line without a browser (OAuth 2.0 "out of band"), which Dex knows.
_NO_BROWSER: Final = "urn:ietf:wg:oauth:2.0:oob"
# Dex takes no address to come back to but `<issuer>/callback` (LoginURL of each).
_RETURNING: Final = (OidcConnector, GitHubConnector, GoogleConnector, MicrosoftConnector)


def host(cluster_domain: str) -> str:
    """Return Dex' name in the cluster's DNS."""
    return service_host("dex", NAMESPACE, cluster_domain)


def in_cluster(cluster_domain: str) -> str:
    """Return Dex' address in the cluster, which is its issuer's name there."""
    return f"http://{host(cluster_domain)}:{PORT}{PATH}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RandomPassword:
    """A password that nobody chose, made in the cluster or kept in the store of secrets."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPassword:
    """A bcrypt hash that everybody who reads the repository can try to guess.

    For demonstrations only. Raises ValueError for what is no hash that Dex takes, and for
    the hash that upstream publishes.
    hash: of bcrypt, at cost 10 or more.
    """

    hash: str

    def __post_init__(self) -> None:
        found = _BCRYPT.fullmatch(self.hash)
        if not found or int(found[1]) not in _COSTS:
            raise ValueError(
                "a demo password must be a bcrypt hash of cost 10 to 16, as "
                "`htpasswd -nBC 12 user` writes it after the colon"
            )
        check_unpublished(self.hash, "this demo password's hash")


Password = RandomPassword | SecretKey | DemoPassword


@dataclass(frozen=True, kw_only=True, slots=True)
class StaticUser:
    """A user whom Dex knows by itself, without any provider; such users have no groups.

    email: who the user is, to Kubeflow too.
    name: a word that is no other user's. password: by default random; a SecretKey names a
    key of a Secret in Dex's namespace that holds the bcrypt hash.
    user_id: what stays when the address changes; by default it follows from the address.
    """

    email: str
    name: str = "user"
    user_id: str = ""
    password: Password = RandomPassword()

    def __post_init__(self) -> None:
        check_email(self.email, "static user")
        check_label(self.name, "name of a static user")
        check_unpublished(self.user_id, f"id of static user {self.name!r}")

    @property
    def identifier(self) -> str:
        """The id that Dex's tokens are made of."""
        return self.user_id or str(uuid5(NAMESPACE_URL, f"mailto:{self.email}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class StaticClient:
    """Another program that may log users in through Dex.

    id, name: what Dex knows it by, and what its page shows. redirects: where browsers may be
    sent back to.
    secret: a key of a Secret in Dex's namespace; without one the client is public, such as a
    command line, and must be sent back to this machine.
    Raises ValueError for a client without redirects.
    """

    id: str
    name: str
    redirects: tuple[str, ...]
    secret: SecretKey | None = None

    def __post_init__(self) -> None:
        check_label(self.id, "client")
        if not self.redirects:
            raise ValueError(f"client {self.id!r} needs an address to send users back to")
        for redirect in self.redirects:
            _check_redirect(redirect, self.id, public=self.secret is None)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenLifetimes:
    """How long what Dex issues is good for; the defaults are Dex's own.

    id_tokens: how long a token is taken. signing_keys: after how long Dex signs with another
    key. auth_requests: how long a login may take.
    refresh_idle, refresh_absolute: when a refresh token ends, unused or in any case; never
    where None.
    """

    id_tokens: timedelta = timedelta(hours=24)
    signing_keys: timedelta = timedelta(hours=6)
    auth_requests: timedelta = timedelta(hours=24)
    refresh_idle: timedelta | None = None
    refresh_absolute: timedelta | None = None

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if (value := getattr(self, name)) is not None:
                check_duration(value, name.replace("_", " "))


@dataclass(frozen=True, kw_only=True, slots=True)
class Dex:
    """Who may log in.

    users: whom Dex knows by itself. connectors: providers that it asks. clients: programs
    besides oauth2-proxy that log users in. lifetimes: of tokens and keys. log_level: `debug`
    writes users' claims into the log.
    issuer: the name in Dex's tokens: its address in the cluster, as upstream, or `/dex` below
    the platform's host, for clients outside and for providers that send browsers back there.
    State is kept in Dex's own kinds in the cluster, so that it outlives a pod.
    Raises ValueError where nobody could log in or come back from a provider, and for users,
    clients or connectors of one name.
    """

    issuer: Literal["in-cluster", "public"] = "in-cluster"
    users: tuple[StaticUser, ...] = (StaticUser(email="user@example.com"),)
    connectors: tuple[Connector, ...] = ()
    clients: tuple[StaticClient, ...] = ()
    lifetimes: TokenLifetimes = TokenLifetimes()
    log_level: Literal["debug", "info", "error"] = "info"

    def __post_init__(self) -> None:
        check_choices(self)
        if not self.users and not self.connectors:
            raise ValueError("nobody could log in; name a static user or a connector")
        returning = [each.id for each in self.connectors if isinstance(each, _RETURNING)]
        if self.issuer == "in-cluster" and returning:
            raise ValueError(
                f"connector {returning[0]!r} sends browsers back to an address below Dex's "
                f"issuer, which only the cluster knows; say issuer='public'"
            )
        check_unique((user.name for user in self.users), "static user")
        check_unique((user.email for user in self.users), "e-mail address of a static user")
        check_one_spelling((user.email for user in self.users), "static user")
        check_unique((connector.id for connector in self.connectors), "connector")
        check_unique((client.id for client in self.clients), "client")


def _check_redirect(redirect: str, client: str, *, public: bool) -> None:
    """Refuse where Dex would send no browser."""
    address = urlsplit(redirect)
    here = redirect == _NO_BROWSER or address.hostname in _THIS_MACHINE
    if public and not here:
        raise ValueError(
            f"client {client!r} has no secret, so users are sent back to this machine only, "
            f"such as 'http://localhost:8000'; got {redirect!r}: name a secret"
        )
    if redirect == _NO_BROWSER:
        return
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(
            f"client {client!r} must send users back to an address such as "
            f"'https://app.example.com/callback', got {redirect!r}"
        )
    if address.fragment or "*" in redirect:
        raise ValueError(
            f"client {client!r} must send users back to one whole address, without '*' and "
            f"'#', got {redirect!r}"
        )
