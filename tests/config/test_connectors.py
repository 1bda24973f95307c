from dataclasses import replace

import pytest

from constructs_lib import GoogleDirectory, LdapUsers, MicrosoftConnector, SecretKey
from tests.logins import CONNECTORS

OIDC, GITHUB, GOOGLE, MICROSOFT, LDAP, SAML = CONNECTORS.values()


@pytest.mark.parametrize("kind", CONNECTORS)
def test_a_connector_that_tells_groups_says_so(kind):
    assert CONNECTORS[kind].provides_groups


@pytest.mark.parametrize(
    "connector",
    [
        replace(OIDC, groups=None),
        replace(GITHUB, orgs={}),
        replace(GOOGLE, directory=None),
        replace(MICROSOFT, tenant="common", only_groups=()),
        replace(LDAP, groups=None),
        replace(SAML, groups=None),
    ],
    ids=lambda connector: connector.id,
)
def test_a_connector_that_tells_none_says_so(connector):
    assert not connector.provides_groups


@pytest.mark.parametrize(
    ("connector", "change", "message"),
    [
        (OIDC, {"id": "Key Cloak"}, "connector 'Key Cloak' must be lower-case"),
        (OIDC, {"id": "local"}, "connector 'local' is reserved by Dex for static users"),
        (OIDC, {"name": ""}, "connector 'keycloak' needs a name"),
        (OIDC, {"issuer": "http://id.example.com"}, "must begin with 'https://'"),
        (GITHUB, {"host": "https://github.example.com"}, "must be a DNS name"),
        (GITHUB, {"team_name": "id"}, "team_name must be 'name' or 'slug' or 'both'"),
        (MICROSOFT, {"tenant": ""}, "connector 'microsoft' needs a tenant"),
        (
            MICROSOFT,
            {"tenant": "common"},
            ("'microsoft' admits groups ml, but tenant 'common' provides none"),
        ),
        (LDAP, {"host": "ldap.example.com:ldaps"}, "has port 'ldaps'; use a number"),
        (LDAP, {"encryption": "tls"}, "encryption must be 'ldaps' or 'starttls' or 'none'"),
        (SAML, {"sso_url": "sso.example.com"}, "must begin with 'https://'"),
        (SAML, {"certificate": ""}, "connector 'saml' needs a PEM certificate"),
        (LDAP, {"users": LdapUsers(base="$BASE")}, "has '\\$' in '\\$BASE', which Dex would"),
        (GITHUB, {"orgs": {"a$b": ()}}, "has '\\$' in 'a\\$b'"),
    ],
)
def test_fails_for_what_dex_or_the_provider_would_refuse(connector, change, message):
    with pytest.raises(ValueError, match=message):
        replace(connector, **change)


@pytest.mark.parametrize(
    ("admins", "message"),
    [({}, "needs an administrator"), ({"example.com": "admin"}, "must be an e-mail address")],
)
def test_fails_for_a_directory_that_nobody_may_read(admins, message):
    with pytest.raises(ValueError, match=message):
        GoogleDirectory(service_account=SecretKey("directory", "key"), admins=admins)


def test_a_tenant_has_no_default():
    with pytest.raises(TypeError, match="tenant"):
        MicrosoftConnector(client_id="a", client_secret=SecretKey("b", "c"))  # type: ignore[call-arg]
