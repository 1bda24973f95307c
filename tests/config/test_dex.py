from datetime import timedelta

import pytest

from constructs_lib import DemoPassword, Dex, StaticClient, StaticUser, TokenLifetimes
from tests.logins import CONNECTORS, HASH
from tests.test_policies import PUBLISHED

USER = StaticUser(email="user@example.com")
CLIENT = StaticClient(id="cli", name="CLI", redirects=("http://localhost:8000",))


def test_fails_where_nobody_could_log_in():
    with pytest.raises(ValueError, match="nobody could log in"):
        Dex(users=())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"connectors": (CONNECTORS["ldap"], CONNECTORS["ldap"])},
            "connector 'ldap' is given twice",
        ),
        (
            {"users": (USER, StaticUser(email="other@example.com"))},
            "static user 'user' is given twice",
        ),
        (
            {"users": (USER, StaticUser(email="user@example.com", name="other"))},
            "e-mail address of a static user 'user@example.com' is given twice",
        ),
        ({"clients": (CLIENT, CLIENT)}, "client 'cli' is given twice"),
        ({"issuer": "https://login.example.com"}, "issuer must be 'in-cluster' or 'public'"),
        ({"log_level": "loud"}, "log_level must be"),
    ],
)
def test_fails_for_what_contradicts_itself(fields, message):
    with pytest.raises(ValueError, match=message):
        Dex(**fields)


@pytest.mark.parametrize("kind", ["github", "google", "microsoft", "oidc"])
def test_fails_for_a_provider_that_could_not_send_browsers_back(kind):
    with pytest.raises(ValueError, match="reachable in the cluster only; set issuer='public'"):
        Dex(connectors=(CONNECTORS[kind],))


@pytest.mark.parametrize("kind", ["ldap", "saml"])
def test_a_provider_that_needs_no_way_back_to_the_issuer_is_taken(kind):
    assert Dex(connectors=(CONNECTORS[kind],)).issuer == "in-cluster"


@pytest.mark.parametrize("text", ["", "secret", HASH.replace("$10$", "$04$"), HASH[:-1]])
def test_fails_for_a_demo_password_that_is_no_hash(text):
    with pytest.raises(ValueError, match="must be a bcrypt hash of cost 10 to 16"):
        DemoPassword(hash=text)


def test_fails_for_the_hash_that_upstream_publishes():
    [published] = [value for value in PUBLISHED if value.startswith("$2")]
    with pytest.raises(ValueError, match="is a default published with") as raised:
        DemoPassword(hash=published)

    assert published not in str(raised.value)


def test_fails_for_the_id_that_upstream_publishes():
    [published] = [value for value in PUBLISHED if value.startswith("1584")]
    with pytest.raises(ValueError, match="id of static user 'user' is a default"):
        StaticUser(email="user@example.com", user_id=published)


def test_fails_for_a_user_without_an_address():
    with pytest.raises(ValueError, match="static user must be an e-mail address"):
        StaticUser(email="user")


def test_fails_for_a_client_that_sends_users_nowhere():
    with pytest.raises(ValueError, match="client 'cli' needs a redirect URI, such"):
        StaticClient(id="cli", name="CLI", redirects=())


@pytest.mark.parametrize("value", [timedelta(0), timedelta(milliseconds=1500)])
def test_fails_for_a_lifetime_that_is_none(value):
    with pytest.raises(ValueError, match="id tokens must be a positive number of whole"):
        TokenLifetimes(id_tokens=value)
