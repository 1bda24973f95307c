from datetime import timedelta

import pytest

from constructs_lib import OidcProvider, ProviderEndpoints, SecretKey

SECRET = SecretKey("kubeflow-client", "secret")


def provider(**fields):
    known = {"issuer": "https://id.example.com", "client_id": "kubeflow"}
    return OidcProvider(**{**known, "client_secret": SECRET, **fields})


@pytest.mark.parametrize(
    "issuer",
    [
        "id.example.com",
        "ftp://id.example.com",
        "https://",
        "https://id.example.com?tenant=ml",
        "https://id.example.com/a,b",
        "https://id.example.com/#top",
    ],
)
def test_fails_for_an_issuer_that_is_no_address(issuer):
    with pytest.raises(ValueError, match="issuer of the provider must be a URL such as"):
        provider(issuer=issuer)


def test_fails_for_an_issuer_with_a_password_and_does_not_repeat_it():
    with pytest.raises(
        ValueError, match="contains a user or a password; leave it out"
    ) as error:
        provider(issuer="https://ada:hunter2@id.example.com")

    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("field", ["user_claim", "groups_claim"])
@pytest.mark.parametrize("claim", ["", "a b", 'a"b'])
def test_fails_for_a_claim_that_is_none(field, claim):
    with pytest.raises(ValueError, match=f"{field} must be the name of a claim such as"):
        provider(**{field: claim})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"client_id": ""}, "needs the client_id that it knows the platform by"),
        ({"name": ""}, "the provider needs a name, which users see"),
        ({"token_lifetime": timedelta(0)}, "lifetime of the provider's tokens must be"),
    ],
)
def test_fails_without_what_it_is_known_by(fields, message):
    with pytest.raises(ValueError, match=message):
        provider(**fields)


@pytest.mark.parametrize("field", ["token", "keys"])
def test_fails_for_an_endpoint_that_only_a_browser_would_find(field):
    addresses = {"login": "/login", "token": "https://a.b/t", "keys": "https://a.b/k"}
    with pytest.raises(ValueError, match=f"{field} of the provider must be a URL"):
        ProviderEndpoints(**{**addresses, field: "/path"})
