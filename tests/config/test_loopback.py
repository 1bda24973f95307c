"""No server that pods connect to may have their own loopback address."""

import pytest

from constructs_lib import (
    S3,
    BackupBucket,
    ExternalIssuer,
    ExternalKatibMySQL,
    ExternalKatibPostgres,
    ExternalMySQL,
    GitHubConnector,
    LdapConnector,
    LdapUsers,
    Login,
    OidcConnector,
    OidcProvider,
    ProviderEndpoints,
    Proxy,
    Redis,
    SecretKey,
)

KEY = SecretKey("login", "secret")
HERE = "127.0.0.1"
URL = f"https://{HERE}/"
OUTSIDE = "https://id.example.com/"


def _provider(issuer: str = OUTSIDE, token: str = OUTSIDE, keys: str = OUTSIDE) -> Login:
    endpoints = ProviderEndpoints(login=OUTSIDE, token=token, keys=keys)
    return Login(
        provider=OidcProvider(
            issuer=issuer, client_id="a", client_secret=KEY, endpoints=endpoints
        )
    )


SERVERS = {
    "proxy": lambda: Proxy(address=f"http://{HERE}:3128"),
    "proxy by name": lambda: Proxy(address="http://localhost:3128"),
    "Redis": lambda: Redis(url=f"redis://{HERE}:6379", password=KEY),
    "MySQL": lambda: ExternalMySQL(host=HERE, secret="db"),
    "store": lambda: S3(bucket="runs", region="us-east-1", endpoint=HERE),
    "backup": lambda: BackupBucket(
        bucket="runs", region="us-east-1", secret="s3", endpoint=HERE
    ),
    "Katib's MySQL": lambda: ExternalKatibMySQL(host=HERE, secret="db"),
    "Katib's Postgres": lambda: ExternalKatibPostgres(host=HERE, secret="db"),
    "machines' issuer": lambda: ExternalIssuer(name="ci", issuer=URL, audience="a"),
    "machines' keys": lambda: ExternalIssuer(name="c", issuer=OUTSIDE, audience="a", keys=URL),
    "provider": lambda: _provider(issuer=URL),
    "provider's token endpoint": lambda: _provider(token=URL),
    "provider's keys": lambda: _provider(keys=URL),
    "connector's issuer": lambda: OidcConnector(
        id="a", name="A", issuer=URL, client_id="a", client_secret=KEY
    ),
    "GitHub": lambda: GitHubConnector(
        client_id="a", client_secret=KEY, host=HERE, orgs={"example": ()}
    ),
    "LDAP": lambda: LdapConnector(
        host=f"{HERE}:636", bind_dn="cn=a", bind_password=KEY, users=LdapUsers(base="dc=a")
    ),
}


@pytest.mark.parametrize("server", SERVERS.values(), ids=SERVERS)
def test_fails_for_the_pod_itself(server):
    with pytest.raises(ValueError, match="must be on another machine"):
        server()


def test_browsers_may_have_the_login_on_their_own_machine():
    assert ProviderEndpoints(login=URL, token=OUTSIDE, keys=OUTSIDE)
