"""Who may log in through Dex, and the lifetimes of its tokens and keys."""

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
# Dex refuses hashes of too low or too high a cost (server.checkCost).
_COSTS: Final = range(10, 17)
_THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
# For a command line without a browser (OAuth 2.0 "out of band"), which Dex supports.
_NO_BROWSER: Final = "urn:ietf:wg:oauth:2.0:oob"
# Dex accepts no callback URL but `<issuer>/callback` (LoginURL of each).
RETURNING: Final = (OidcConnector, GitHubConnector, GoogleConnector, MicrosoftConnector)


def host(cluster_domain: str) -> str:
    """Return Dex's name in the cluster's DNS."""
    return service_host("dex", NAMESPACE, cluster_domain)


def in_cluster(cluster_domain: str) -> str:
    """Return Dex's URL in the cluster, which is also its issuer."""
    return f"http://{host(cluster_domain)}:{PORT}{PATH}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RandomPassword:
    """A random password, generated in the cluster or kept in the secret store."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPassword:
    """A bcrypt hash in the repository, open to offline guessing by every reader.

    For demonstrations only. Raises ValueError for a hash that Dex does not accept, and for the
    one that upstream publishes.
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
    """A user kept in Dex's own config, without a provider; such users have no groups.

    email: the user's identity, in Kubeflow too.
    name: unique among static users. password: random by default; a SecretKey names a key of a
    Secret in Dex's namespace that holds the bcrypt hash.
    user_id: a stable id that survives a change of the address; by default derived from the
    address.
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
        """The user's id in Dex's tokens."""
        return self.user_id or str(uuid5(NAMESPACE_URL, f"mailto:{self.email}"))


@dataclass(frozen=True, kw_only=True, slots=True)
class StaticClient:
    """Another OAuth client that may log users in through Dex.

    id, name: its id in Dex, and the name on Dex's page. redirects: the allowed redirect URIs.
    secret: a key of a Secret in Dex's namespace; without one the client is public, such as a
    command line, and may redirect to the user's own machine only.
    Raises ValueError for a client without redirects.
    """

    id: str
    name: str
    redirects: tuple[str, ...]
    secret: SecretKey | None = None

    def __post_init__(self) -> None:
        check_label(self.id, "client")
        if not self.redirects:
            raise ValueError(
                f"client {self.id!r} needs a redirect URI, such as "
                "'https://app.example.com/callback'"
            )
        for redirect in self.redirects:
            _check_redirect(redirect, self.id, public=self.secret is None)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenLifetimes:
    """Lifetimes of Dex's tokens and keys; the defaults are Dex's own.

    id_tokens: how long a token is valid. signing_keys: how often Dex rotates its signing key.
    auth_requests: how long a login may take.
    refresh_idle, refresh_absolute: when a refresh token expires, if unused or in any case;
    None means never.
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

    users: static users of Dex. connectors: identity providers. clients: OAuth clients besides
    oauth2-proxy. lifetimes: of tokens and keys. log_level: `debug` logs users' claims.
    issuer: of Dex's tokens: its URL in the cluster, as upstream, or `/dex` below the
    platform's host, for external clients and for providers that redirect browsers there. State
    is kept in Dex's custom resources, so that it survives a restart.
    Raises ValueError if no one could log in or return from a provider, and for duplicate
    users, clients or connectors.
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
            raise ValueError(
                "nobody could log in: Dex has no static user and no connector; "
                "add one of either"
            )
        returning = [each.id for each in self.connectors if isinstance(each, RETURNING)]
        if self.issuer == "in-cluster" and returning:
            raise ValueError(
                f"connector {returning[0]!r} redirects browsers to an address below Dex's "
                "issuer, which is reachable in the cluster only; set issuer='public'"
            )
        check_unique((user.name for user in self.users), "static user")
        check_unique((user.email for user in self.users), "e-mail address of a static user")
        check_one_spelling((user.email for user in self.users), "static user")
        check_unique((connector.id for connector in self.connectors), "connector")
        check_unique((client.id for client in self.clients), "client")


def _check_redirect(redirect: str, client: str, *, public: bool) -> None:
    """Refuse redirect URIs that Dex does not accept."""
    address = urlsplit(redirect)
    here = redirect == _NO_BROWSER or address.hostname in _THIS_MACHINE
    if public and not here:
        raise ValueError(
            f"client {client!r} has no secret, so it may redirect to the user's own machine "
            f"only, such as 'http://localhost:8000'; got {redirect!r}: name a secret"
        )
    if redirect == _NO_BROWSER:
        return
    if address.scheme not in ("http", "https") or not address.hostname:
        raise ValueError(
            f"client {client!r} must redirect to a URL such as "
            f"'https://app.example.com/callback', got {redirect!r}"
        )
    if address.fragment or "*" in redirect:
        raise ValueError(
            f"client {client!r} must redirect to one exact URL, without '*' and '#', got "
            f"{redirect!r}"
        )
