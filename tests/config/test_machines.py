import pytest

from constructs_lib import ClusterIssuer, ExternalIssuer
from tests.logins import KEYS


@pytest.mark.parametrize("keys", ["", "{}", '{"keys": [{"d": "private"}]}'])
def test_fails_for_keys_that_are_none_or_private(keys):
    with pytest.raises(ValueError, match="must be a JSON Web Key Set of public keys"):
        ClusterIssuer(audience="kubeflow", keys=keys)


@pytest.mark.parametrize("audience", ["", "a,b", "a=b", "a b"])
def test_fails_without_an_audience(audience):
    with pytest.raises(ValueError, match="needs one audience, without which any token"):
        ClusterIssuer(audience=audience, keys=KEYS)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"issuer": "http://oidc.example.com"}, "must begin with 'https://'"),
        ({"keys": "http://oidc.example.com/keys"}, "must be at an https:// address"),
        ({"name": "C I"}, "issuer 'C I' must be lower-case"),
    ],
)
def test_fails_for_an_issuer_that_anybody_could_be(fields, message):
    known = {"name": "ci", "issuer": "https://oidc.example.com", "audience": "kubeflow"}
    with pytest.raises(ValueError, match=message):
        ExternalIssuer(**(known | fields))
