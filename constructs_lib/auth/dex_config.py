"""Dex's configuration file, by its own keys (dexidp.io/docs/configuration)."""

import base64
from collections.abc import Mapping
from typing import Any, Final

import yaml

from ..config import (
    Connector,
    DemoPassword,
    Dex,
    GitHubConnector,
    GoogleConnector,
    LdapConnector,
    MicrosoftConnector,
    OidcConnector,
    SamlConnector,
    StaticClient,
    StaticUser,
    TokenLifetimes,
)
from ..config.dex import PORT
from ..config.durations import go_duration
from ..config.logs import LogFormat

CLIENT_ID: Final = "OIDC_CLIENT_ID"
CLIENT_SECRET: Final = "OIDC_CLIENT_SECRET"  # noqa: S105 - the variable's name
DIRECTORY_FILE: Final = "service-account.json"

_ENCRYPTION: Final[Mapping[str, Mapping[str, bool]]] = {
    "ldaps": {},
    "starttls": {"startTLS": True},
    "none": {"insecureNoSSL": True},
}


def password_variable(user: StaticUser) -> str:
    """Return the variable of a user's password hash."""
    return f"DEX_{_upper(user.name)}_PASSWORD"


def client_variable(client: StaticClient) -> str:
    """Return the variable of a client's secret."""
    return f"DEX_CLIENT_{_upper(client.id)}"


def connector_variable(connector: Connector) -> str:
    """Return the variable of Dex's client secret at a provider."""
    return f"DEX_CONNECTOR_{_upper(connector.id)}"


def directory_folder(connector: str) -> str:
    """Return the mount path of the key with which a connector reads groups."""
    return f"/etc/dex/{connector}"


def dex_config(
    dex: Dex,
    *,
    issuer: str,
    redirect: str,
    callback: str,
    session: bool = True,
    telemetry: int | None = None,
    log_format: LogFormat = "text",
) -> str:
    """Return config.yaml.

    redirect: where Dex sends browsers back to. callback: where providers send them to Dex.
    session: whether the one in front of the platform is a client. telemetry: the port of
    metrics, which Dex serves on none by default.
    """
    config: dict[str, Any] = {
        "issuer": issuer,
        "storage": {"type": "kubernetes", "config": {"inCluster": True}},
        "web": {"http": f"0.0.0.0:{PORT}"},
        **({} if telemetry is None else {"telemetry": {"http": f"0.0.0.0:{telemetry}"}}),
        "logger": {"level": dex.log_level, "format": log_format},
        "oauth2": {"skipApprovalScreen": True},
    }
    if expiry := _expiry(dex.lifetimes):
        config["expiry"] = expiry
    if dex.users:
        config["enablePasswordDB"] = True
        config["staticPasswords"] = [_user(user) for user in dex.users]
    if dex.connectors:
        config["connectors"] = [_connector(each, callback) for each in dex.connectors]
    own = {
        "idEnv": CLIENT_ID,
        "redirectURIs": [redirect],
        "name": "Dex Login Application",
        "secretEnv": CLIENT_SECRET,
    }
    config["staticClients"] = [*([own] if session else []), *map(_client, dex.clients)]
    return yaml.dump(
        config, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )


def _upper(name: str) -> str:
    return name.upper().replace("-", "_")


def _expiry(lifetimes: TokenLifetimes) -> dict[str, Any]:
    """Return the lifetimes that are not Dex's own."""
    own = TokenLifetimes()
    changed = {
        key: go_duration(getattr(lifetimes, name))
        for key, name in (
            ("idTokens", "id_tokens"),
            ("signingKeys", "signing_keys"),
            ("authRequests", "auth_requests"),
        )
        if getattr(lifetimes, name) != getattr(own, name)
    }
    refresh = {
        key: go_duration(value)
        for key, value in (
            ("validIfNotUsedFor", lifetimes.refresh_idle),
            ("absoluteLifetime", lifetimes.refresh_absolute),
        )
        if value is not None
    }
    return {**changed, **({"refreshTokens": refresh} if refresh else {})}


def _user(user: StaticUser) -> dict[str, Any]:
    known = {"email": user.email, "username": user.name, "userID": user.identifier}
    if isinstance(user.password, DemoPassword):
        return {**known, "hash": user.password.hash}
    return {**known, "hashFromEnv": password_variable(user)}


def _client(client: StaticClient) -> dict[str, Any]:
    known = {"id": client.id, "name": client.name, "redirectURIs": list(client.redirects)}
    if client.secret is None:
        return {**known, "public": True}
    return {**known, "secretEnv": client_variable(client)}


def _connector(connector: Connector, callback: str) -> dict[str, Any]:
    kind, settings = _settings(connector)
    if not isinstance(connector, LdapConnector):
        settings["redirectURI"] = callback
    return {"type": kind, "id": connector.id, "name": connector.name, "config": settings}


def _settings(connector: Connector) -> tuple[str, dict[str, Any]]:
    secret = f"${connector_variable(connector)}"
    match connector:
        case LdapConnector():
            return "ldap", _ldap(connector, secret)
        case SamlConnector():
            return "saml", _saml(connector)
        case OidcConnector():
            kind, own = "oidc", _oidc(connector)
        case GitHubConnector():
            kind, own = "github", _github(connector)
        case GoogleConnector():
            kind, own = "google", _google(connector)
        case MicrosoftConnector():
            kind, own = "microsoft", _microsoft(connector)
    return kind, {"clientID": connector.client_id, "clientSecret": secret, **own}


def _oidc(connector: OidcConnector) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "issuer": connector.issuer,
        "scopes": list(connector.scopes),
        "insecureSkipEmailVerified": connector.unverified_emails,
        "getUserInfo": connector.user_info,
    }
    if connector.groups is not None:
        settings["insecureEnableGroups"] = True
        settings["claimMapping"] = {"groups": connector.groups}
    return settings


def _github(connector: GitHubConnector) -> dict[str, Any]:
    settings: dict[str, Any] = {"teamNameField": connector.team_name}
    if connector.orgs:
        settings["orgs"] = [
            {"name": name, **({"teams": list(teams)} if teams else {})}
            for name, teams in connector.orgs.items()
        ]
    if connector.host is not None:
        settings["hostName"] = connector.host
    return settings


def _google(connector: GoogleConnector) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if connector.domains:
        settings["hostedDomains"] = list(connector.domains)
    if connector.directory is not None:
        settings |= {
            "serviceAccountFilePath": f"{directory_folder(connector.id)}/{DIRECTORY_FILE}",
            "domainToAdminEmail": dict(connector.directory.admins),
            "fetchTransitiveGroupMembership": connector.directory.nested,
        }
    return settings


def _microsoft(connector: MicrosoftConnector) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "tenant": connector.tenant,
        "groupNameFormat": connector.group_name,
        "onlySecurityGroups": connector.security_groups_only,
    }
    if connector.only_groups:
        settings["groups"] = list(connector.only_groups)
    return settings


def _ldap(connector: LdapConnector, secret: str) -> dict[str, Any]:
    users, groups = connector.users, connector.groups
    settings: dict[str, Any] = {
        "host": connector.host,
        **_ENCRYPTION[connector.encryption],
        "bindDN": connector.bind_dn,
        "bindPW": secret,
        "userSearch": {
            "baseDN": users.base,
            **_filter(users.filter),
            "username": users.username,
            "idAttr": users.id,
            "emailAttr": users.email,
            "nameAttr": users.full_name,
        },
    }
    if groups is not None:
        settings["groupSearch"] = {
            "baseDN": groups.base,
            **_filter(groups.filter),
            "userMatchers": [{"userAttr": groups.user, "groupAttr": groups.member}],
            "nameAttr": groups.name,
        }
    return settings


def _saml(connector: SamlConnector) -> dict[str, Any]:
    settings = {
        "ssoURL": connector.sso_url,
        "caData": _base64(connector.certificate),
        "usernameAttr": connector.username,
        "emailAttr": connector.email,
    }
    if connector.entity is not None:
        settings["entityIssuer"] = connector.entity
    if connector.groups is not None:
        settings["groupsAttr"] = connector.groups
    return settings


def _filter(text: str) -> dict[str, str]:
    return {"filter": text} if text else {}


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
