from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import yaml

from constructs_lib import Dex, SecretKey, StaticClient, StaticUser, TokenLifetimes
from constructs_lib.auth.dex_config import dex_config
from tests.auth.dex_schema import problems
from tests.environments import CONFIGS
from tests.logins import CONNECTORS, DEMO, EVERY_LOGIN

USER = StaticUser(email="user@example.com")
NAMED = StaticUser(
    email="ada@example.com", name="ada", password=SecretKey("ada-login", "hash"), user_id="7"
)


def text(dex):
    return dex_config(
        dex,
        issuer="https://ml.example.com/dex",
        redirect="/oauth2/callback",
        callback="https://ml.example.com/dex/callback",
    )


def config(dex):
    return yaml.safe_load(text(dex))


def only(connector):
    return Dex(issuer="public", users=(), connectors=(connector,))


@pytest.mark.parametrize("kind", CONNECTORS)
def test_a_connector_as_dex_reads_it(kind, yaml_snapshot):
    assert config(only(CONNECTORS[kind]))["connectors"] == yaml_snapshot


@pytest.mark.parametrize("kind", CONNECTORS)
def test_dex_knows_every_field_of_a_connector(kind):
    assert problems(config(only(CONNECTORS[kind]))) == []


@pytest.mark.parametrize(
    "dex",
    [
        Dex(),
        EVERY_LOGIN.dex,
        Dex(users=(USER, NAMED, DEMO)),
        *(config.login.dex for config in CONFIGS.values()),
    ],
)
def test_dex_knows_every_field(dex):
    assert problems(config(dex)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "ml.example.com"},
        {"staticPassword": []},
        {"logger": {"level": "loud"}},
        {"expiry": {"idTokens": "1 day"}},
        {"staticClients": [{"id": "a", "name": "A", "redirectURIs": ["/"]}]},
        {"connectors": [{"type": "oidc", "id": "a", "name": "A", "config": {"issuer": "x"}}]},
    ],
)
def test_the_schema_sees_what_is_wrong(change):
    assert problems({**config(Dex()), **change}) != []


@pytest.mark.parametrize("kind", CONNECTORS)
def test_no_secret_of_a_connector_is_in_the_file(kind):
    secret = getattr(CONNECTORS[kind], "client_secret", None) or SecretKey("ldap-bind", "k")

    assert secret.secret not in text(only(CONNECTORS[kind]))


def test_a_users_password_is_a_variable_of_his_own():
    users = config(Dex(users=(USER, NAMED)))["staticPasswords"]

    assert [user["hashFromEnv"] for user in users] == [
        "DEX_USER_PASSWORD",
        "DEX_ADA_PASSWORD",
    ]


def test_only_a_demo_password_is_written():
    password: Any = DEMO.password
    [user] = config(Dex(users=(DEMO,)))["staticPasswords"]

    assert user["hash"] == password.hash


def test_a_users_id_follows_from_the_address():
    first, again, other = (
        config(Dex(users=(replace(USER, email=email),)))["staticPasswords"][0]["userID"]
        for email in ("a@example.com", "a@example.com", "b@example.com")
    )

    assert first == again != other


def test_dex_logs_json_where_that_is_asked_for():
    where = {"issuer": "https://x/dex", "redirect": "/y", "callback": "https://x/dex/callback"}
    told = dex_config(Dex(), **where, log_format="json")

    assert yaml.safe_load(told)["logger"]["format"] == "json"


def test_a_client_without_a_secret_is_public():
    client = StaticClient(id="cli", name="CLI", redirects=("http://localhost:8000",))

    assert config(Dex(clients=(client,)))["staticClients"][1]["public"] is True


def test_dexs_own_lifetimes_are_not_written():
    assert "expiry" not in config(Dex())


def test_other_lifetimes_are():
    lifetimes = TokenLifetimes(id_tokens=timedelta(minutes=90))

    assert config(Dex(lifetimes=lifetimes))["expiry"] == {"idTokens": "90m"}


def test_nobody_needs_a_password_where_there_are_no_users():
    assert "enablePasswordDB" not in config(only(CONNECTORS["github"]))
