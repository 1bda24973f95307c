"""What the program makes of Secrets that are there in part; tests/cluster runs it for real."""

import ctypes
import re
from hashlib import sha256

import pytest

from constructs_lib.scripts import generate_secrets
from constructs_lib.scripts.generate_secrets import bcrypt, missing, problems

pytestmark = pytest.mark.slow

CLIENT = ("auth", "dex-oidc-client", "secret")
PROXY = ("oauth2-proxy", "oauth2-proxy", "client-secret")
COOKIE = ("oauth2-proxy", "oauth2-proxy", "cookie-secret")
ID = ("oauth2-proxy", "oauth2-proxy", "client-id")
HASH = ("auth", "dex-passwords", "DEX_USER_PASSWORD")
PASSWORD = ("auth", "dex-initial-passwords", "user")

WANTED = [
    {
        "namespace": "oauth2-proxy",
        "name": "oauth2-proxy",
        "keys": {
            "client-id": {"text": "kubeflow"},
            "client-secret": {"copy": list(CLIENT)},
            "cookie-secret": {"random": 32},
        },
    },
    {"namespace": "auth", "name": "dex-oidc-client", "keys": {"secret": {"random": 32}}},
    {
        "namespace": "auth",
        "name": "dex-passwords",
        "keys": {"DEX_USER_PASSWORD": {"bcrypt": list(PASSWORD)}},
    },
]


@pytest.fixture(autouse=True)
def cost(monkeypatch) -> int:
    """Let hashes cost next to nothing in these tests; return what they cost otherwise."""
    real = generate_secrets.COST
    monkeypatch.setattr(generate_secrets, "COST", "04")
    return real


def fits(password, made):
    library = ctypes.CDLL("libcrypt.so.1")
    library.crypt.restype = ctypes.c_char_p
    return library.crypt(password.encode(), made.encode()) == made.encode()


def test_everything_is_made_where_nothing_is():
    assert set(missing(WANTED, {})) == {CLIENT, PROXY, COOKIE, ID, HASH, PASSWORD}


def test_nothing_is_made_where_everything_is():
    found = missing(WANTED, {})

    assert missing(WANTED, found) == {}


def test_two_runs_make_different_values():
    first, second = missing(WANTED, {}), missing(WANTED, {})

    assert {place for place in first if first[place] == second[place]} == {ID}


def test_a_cookie_secret_has_a_length_that_the_proxy_takes():
    assert re.fullmatch("[A-Za-z0-9]{32}", missing(WANTED, {})[COOKIE])


def test_a_copy_is_the_same():
    made = missing(WANTED, {})

    assert made[PROXY] == made[CLIENT]


def test_a_copy_that_is_missing_is_made_of_what_is_there():
    assert missing(WANTED, {CLIENT: "there"})[PROXY] == "there"


def test_an_original_that_is_missing_is_made_of_its_copy():
    assert missing(WANTED, {PROXY: "there"})[CLIENT] == "there"


def test_the_hash_is_of_the_password():
    made = missing(WANTED, {})

    assert fits(made[PASSWORD], made[HASH])


def test_a_hash_that_is_missing_is_made_of_the_password_that_is_there():
    assert fits("there", missing(WANTED, {PASSWORD: "there"})[HASH])


def test_a_password_that_was_read_and_deleted_is_not_made_again():
    assert PASSWORD not in missing(WANTED, {HASH: "there"})


@pytest.mark.parametrize(("before", "after"), [(PASSWORD, HASH), (CLIENT, PROXY)])
def test_what_others_are_made_of_is_written_first(before, after):
    places = list(missing(WANTED, {}))

    assert places.index(before) < places.index(after)


def test_a_hash_is_bcrypt_of_a_cost_that_dex_takes(monkeypatch, cost):
    monkeypatch.setattr(generate_secrets, "COST", cost)

    assert re.fullmatch(r"\$2y\$12\$[./A-Za-z0-9]{53}", bcrypt("word"))


def test_a_published_value_cannot_stay():
    values = {**missing(WANTED, {}), COOKIE: "published"}
    digest = sha256(b"published").hexdigest()
    [problem] = problems(WANTED, values, [digest])

    assert problem.startswith("oauth2-proxy/oauth2-proxy/cookie-secret is a default that is")


def test_a_copy_that_is_another_cannot_stay():
    values = {**missing(WANTED, {}), PROXY: "another"}
    [problem] = problems(WANTED, values, [])

    assert "oauth2-proxy/oauth2-proxy/client-secret and auth/dex-oidc-client/secret" in problem


def test_a_problem_names_no_value():
    values = {**missing(WANTED, {}), PROXY: "another"}

    assert not any(value in problems(WANTED, values, [])[0] for value in values.values())
