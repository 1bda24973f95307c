"""Identity providers behind Dex, one type each.

Fields are those of Dex v2.39.1, in Python's spelling (dexidp.io/docs/connectors). Every secret
is a key of a Secret in Dex's namespace; `Login(authorities=…)` sets the trusted CAs for all of
them. `provides_groups` says whether the provider's users have groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Final, Literal

from .checks import (
    check_choices,
    check_elsewhere,
    check_email,
    check_host,
    check_label,
    check_port,
)
from .issuers import check_issuer
from .secret_key import SecretKey

_PASSWORDS: Final = "local"
_SHARED_TENANTS: Final = ("common", "organizations", "consumers")


@dataclass(frozen=True, kw_only=True, slots=True)
class OidcConnector:
    """Any OpenID Connect provider: Keycloak, Okta, Entra ID, Authentik.

    id, name: its id in Dex, and the name on the login page. issuer: the provider's URL, with
    `https://`, or `http://` for a Service of the cluster.
    client_id, client_secret: of Dex at the provider. scopes: requested besides `openid`.
    user_info: query the provider's userinfo endpoint as well.
    groups: the claim that holds a user's groups; without one, users have no groups.
    unverified_emails: accept addresses that the provider has not verified; needed where it
    does not send `email_verified`, and unsafe where users choose their address.
    """

    id: str
    name: str
    issuer: str
    client_id: str
    client_secret: SecretKey
    scopes: tuple[str, ...] = ("profile", "email")
    groups: str | None = None
    unverified_emails: bool = False
    user_info: bool = False

    def __post_init__(self) -> None:
        _check(self)
        check_issuer(self.issuer, f"issuer of connector {self.id!r}")

    @property
    def provides_groups(self) -> bool:
        """Whether the provider's users have groups."""
        return self.groups is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class GitHubConnector:
    """GitHub, or GitHub Enterprise at `host`.

    id, name: its id in Dex, and the name on the login page. client_id, client_secret: of the
    OAuth app. host: of GitHub Enterprise. team_name: how groups name a team.
    orgs: the organizations whose members may log in, each with the teams that may; all teams
    where none is named. A user's groups are `org:team`.
    """

    id: str = "github"
    name: str = "GitHub"
    client_id: str
    client_secret: SecretKey
    orgs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    host: str | None = None
    team_name: Literal["name", "slug", "both"] = "slug"

    def __post_init__(self) -> None:
        _check(self)
        if self.host is not None:
            check_host(self.host, f"host of connector {self.id!r}")
            check_elsewhere(self.host, f"host of connector {self.id!r}")

    @property
    def provides_groups(self) -> bool:
        """Whether users have groups: GitHub returns those of named orgs only."""
        return bool(self.orgs)


@dataclass(frozen=True, kw_only=True, slots=True)
class GoogleDirectory:
    """How Dex reads groups from Google's directory: Google's tokens have none.

    nested: include groups of groups.
    service_account: the JSON key of an account with domain-wide delegation.
    admins: by domain, the administrator to impersonate.
    """

    service_account: SecretKey
    admins: Mapping[str, str]
    nested: bool = False

    def __post_init__(self) -> None:
        if not self.admins:
            raise ValueError(
                "Google's directory needs an administrator for at least one domain"
            )
        for admin in self.admins.values():
            check_email(admin, "administrator of Google's directory")


@dataclass(frozen=True, kw_only=True, slots=True)
class GoogleConnector:
    """Google accounts, limited to `domains` if any are named.

    id, name: its id in Dex, and the name on the login page. client_id, client_secret: of the
    OAuth client. domains: of Google Workspace; any account where empty. directory: the source
    of groups; without it, users have no groups.
    """

    id: str = "google"
    name: str = "Google"
    client_id: str
    client_secret: SecretKey
    domains: tuple[str, ...] = ()
    directory: GoogleDirectory | None = None

    def __post_init__(self) -> None:
        _check(self)

    @property
    def provides_groups(self) -> bool:
        """Whether the provider's users have groups."""
        return self.directory is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class MicrosoftConnector:
    """Microsoft Entra ID.

    id, name: its id in Dex, and the name on the login page. client_id, client_secret: of the
    app registration. group_name: how groups are named. security_groups_only: ignore other
    groups.
    tenant: the directory's name or id; `common`, `organizations` and `consumers` admit
    accounts of any directory, and provide no groups. only_groups: who may log in.
    """

    id: str = "microsoft"
    name: str = "Microsoft"
    client_id: str
    client_secret: SecretKey
    tenant: str
    only_groups: tuple[str, ...] = ()
    group_name: Literal["name", "id"] = "name"
    security_groups_only: bool = False

    def __post_init__(self) -> None:
        _check(self)
        if not self.tenant:
            raise ValueError(
                f"connector {self.id!r} needs a tenant: the directory's name or id"
            )
        if self.only_groups and not self.provides_groups:
            raise ValueError(
                f"connector {self.id!r} admits groups {', '.join(self.only_groups)}, but "
                f"tenant {self.tenant!r} provides none; name your directory"
            )

    @property
    def provides_groups(self) -> bool:
        """Whether the provider's users have groups."""
        return self.tenant not in _SHARED_TENANTS


@dataclass(frozen=True, kw_only=True, slots=True)
class LdapUsers:
    """Where users are found, and which attributes identify them.

    base: the search base. filter: an LDAP filter for users. username: the attribute that users
    type at the login. id, email, full_name: the attributes that Dex takes them from.
    """

    base: str
    filter: str = ""
    username: str = "uid"
    id: str = "uid"
    email: str = "mail"
    full_name: str = "cn"


@dataclass(frozen=True, kw_only=True, slots=True)
class LdapGroups:
    """Where groups are found: those whose `member` is the user's attribute `user`.

    base: the search base. filter: an LDAP filter for groups. user, member: the attributes that
    must be equal. name: the attribute with a group's name.
    """

    base: str
    filter: str = ""
    user: str = "DN"
    member: str = "member"
    name: str = "cn"


@dataclass(frozen=True, kw_only=True, slots=True)
class LdapConnector:
    """An LDAP directory, Active Directory included.

    id, name: its id in Dex, and the name on the login page. bind_dn, bind_password: of the
    account that Dex searches as. users, groups: where they are found; without groups, users
    have none.
    host: name and port. encryption: `ldaps` from the first byte, `starttls`, or `none`, which
    sends passwords in clear.
    """

    id: str = "ldap"
    name: str = "LDAP"
    host: str
    bind_dn: str
    bind_password: SecretKey
    users: LdapUsers
    groups: LdapGroups | None = None
    encryption: Literal["ldaps", "starttls", "none"] = "ldaps"

    def __post_init__(self) -> None:
        _check(self)
        name, _, port = self.host.partition(":")
        check_host(name, f"host of connector {self.id!r}")
        check_elsewhere(name, f"host of connector {self.id!r}")
        if port and not port.isdecimal():
            raise ValueError(f"host of connector {self.id!r} has port {port!r}; use a number")
        if port:
            check_port(int(port), f"port of connector {self.id!r}")

    @property
    def provides_groups(self) -> bool:
        """Whether the provider's users have groups."""
        return self.groups is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class SamlConnector:
    """A SAML 2.0 provider, by HTTP POST.

    id, name: its id in Dex, and the name on the login page. sso_url: where browsers are sent.
    entity: Dex's entity ID at the provider; None uses its callback URL. username, email: the
    attributes that hold them.
    certificate: the PEM certificate that the provider signs with. groups: the attribute that
    holds a user's groups. SAML has no refresh tokens.
    """

    id: str = "saml"
    name: str = "SAML"
    sso_url: str
    certificate: str
    entity: str | None = None
    username: str = "name"
    email: str = "email"
    groups: str | None = None

    def __post_init__(self) -> None:
        _check(self)
        _check_https(self.sso_url, f"sign-on address of connector {self.id!r}")
        _check_certificate(self.certificate, self.id)

    @property
    def provides_groups(self) -> bool:
        """Whether the provider's users have groups."""
        return self.groups is not None


Connector = (
    OidcConnector
    | GitHubConnector
    | GoogleConnector
    | MicrosoftConnector
    | LdapConnector
    | SamlConnector
)


def _check(connector: Connector) -> None:
    check_choices(connector)
    check_label(connector.id, "connector")
    if connector.id == _PASSWORDS:
        raise ValueError(
            f"connector {_PASSWORDS!r} is reserved by Dex for static users; rename it"
        )
    if not connector.name:
        raise ValueError(
            f"connector {connector.id!r} needs a name, which users see on the login page"
        )
    _check_texts(connector, f"connector {connector.id!r}")


def _check_texts(value: object, what: str) -> None:
    """Refuse a '$' anywhere: Dex would expand it as an environment variable."""
    if isinstance(value, str) and "$" in value:
        raise ValueError(
            f"{what} has '$' in {value!r}, which Dex would expand as a variable; leave it out"
        )
    if isinstance(value, tuple):
        for item in value:
            _check_texts(item, what)
    elif isinstance(value, Mapping):
        for item in (*value.keys(), *value.values()):
            _check_texts(item, what)
    elif is_dataclass(value) and not isinstance(value, SecretKey):
        for each in fields(value):
            _check_texts(getattr(value, each.name), what)


def _check_https(url: str, what: str) -> None:
    if not url.startswith("https://"):
        raise ValueError(f"{what} must begin with 'https://', got {url!r}")


def _check_certificate(text: str, connector: str) -> None:
    if not text.startswith("-----BEGIN CERTIFICATE-----"):
        raise ValueError(
            f"connector {connector!r} needs a PEM certificate that begins with '-----BEGIN "
            f"CERTIFICATE-----'; got {text[:30]!r}"
        )
