"""Logins with everything there is: each provider once, and every setting but the default."""

from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final

from constructs_lib import (
    CaBundle,
    ClusterIssuer,
    DemoPassword,
    Dex,
    ExternalIssuer,
    GitHubConnector,
    GoogleConnector,
    GoogleDirectory,
    LdapConnector,
    LdapGroups,
    LdapUsers,
    Login,
    MicrosoftConnector,
    OidcConnector,
    Redis,
    SamlConnector,
    SecretKey,
    Session,
    StaticClient,
    StaticUser,
    TokenLifetimes,
)

CERTIFICATE: Final = "-----BEGIN CERTIFICATE-----\nsample\n-----END CERTIFICATE-----\n"
KEYS: Final = '{"keys": [{"kty": "RSA", "kid": "a", "n": "sample", "e": "AQAB"}]}'
# Of no word that anybody knows.
HASH: Final = "$2b$10$Dl6PKqhf7N/WFvV8m67S8ezpBJ8XFoMPN5/PFXWG7.rGt8drKYoWK"

CONNECTORS: Final[MappingProxyType[str, Any]] = MappingProxyType(
    {
        "oidc": OidcConnector(
            id="keycloak",
            name="Keycloak",
            issuer="https://id.example.com/realms/ml",
            client_id="kubeflow",
            client_secret=SecretKey("keycloak-client", "secret"),
            scopes=("profile", "email", "groups"),
            groups="roles",
            unverified_emails=True,
            user_info=True,
        ),
        "github": GitHubConnector(
            client_id="iv1.sample",
            client_secret=SecretKey("github-client", "secret"),
            orgs={"example": ("ml", "platform"), "partner": ()},
            host="github.example.com",
            team_name="both",
        ),
        "google": GoogleConnector(
            client_id="sample.apps.googleusercontent.com",
            client_secret=SecretKey("google-client", "secret"),
            domains=("example.com",),
            directory=GoogleDirectory(
                service_account=SecretKey("google-directory", "key.json"),
                admins={"example.com": "admin@example.com"},
                nested=True,
            ),
        ),
        "microsoft": MicrosoftConnector(
            client_id="00000000-0000-0000-0000-000000000001",
            client_secret=SecretKey("microsoft-client", "secret"),
            tenant="example.onmicrosoft.com",
            only_groups=("ml",),
            group_name="id",
            security_groups_only=True,
        ),
        "ldap": LdapConnector(
            host="ldap.example.com:389",
            bind_dn="cn=dex,dc=example,dc=com",
            bind_password=SecretKey("ldap-bind", "password"),
            users=LdapUsers(
                base="ou=people,dc=example,dc=com",
                filter="(objectClass=person)",
                username="sAMAccountName",
                id="DN",
                email="userPrincipalName",
                full_name="displayName",
            ),
            groups=LdapGroups(
                base="ou=groups,dc=example,dc=com", filter="(objectClass=group)"
            ),
            encryption="starttls",
        ),
        "saml": SamlConnector(
            sso_url="https://sso.example.com/saml",
            certificate=CERTIFICATE,
            entity="https://ml.example.org/dex/callback",
            username="displayName",
            email="mail",
            groups="memberOf",
        ),
    }
)

# SAML has no refresh tokens, and static users have no groups.
EVERY_LOGIN: Final = Login(
    dex=Dex(
        issuer="public",
        users=(),
        connectors=tuple(each for name, each in CONNECTORS.items() if name != "saml"),
        clients=(
            StaticClient(
                id="grafana",
                name="Grafana",
                redirects=("https://grafana.example.com/login/generic_oauth",),
                secret=SecretKey("grafana-client", "secret"),
            ),
            StaticClient(id="cli", name="Command line", redirects=("http://localhost:8000",)),
        ),
        lifetimes=TokenLifetimes(
            id_tokens=timedelta(hours=1),
            signing_keys=timedelta(hours=12),
            auth_requests=timedelta(minutes=30),
            refresh_idle=timedelta(hours=72),
            refresh_absolute=timedelta(days=30),
        ),
        log_level="error",
    ),
    session=Session(
        cookie="kubeflow_session",
        lifetime=timedelta(days=7),
        refresh=timedelta(minutes=45),
        same_site="unset",
        secure=False,
        logins="one",
        login_within=timedelta(minutes=5),
        redis=Redis(
            url="rediss://redis.example.com:6380", password=SecretKey("redis", "password")
        ),
    ),
    scopes=("openid", "email", "profile", "groups", "offline_access"),
    redirect="https://ml.example.org/oauth2/callback",
    skip_routes=("^/dex/", "^/public/"),
    api_routes=("/api/", r"^/v\d+/"),
    sign_in_page=False,
    only_groups=("ml", "platform"),
    machines=(
        ClusterIssuer(audience="kubeflow.example.org", keys=KEYS),
        ExternalIssuer(
            name="ci",
            issuer="https://oidc.example.com/id/1",
            audience="kubeflow",
            keys="https://oidc.example.com/id/1/keys",
            user_claim="email",
            groups_claim="roles",
        ),
    ),
    authorities=CaBundle("company-ca", key="root.pem"),
    unverified_emails="accepted",
    mesh="outside",
)

DEMO: Final = StaticUser(
    email="demo@example.com", name="demo", password=DemoPassword(hash=HASH)
)
