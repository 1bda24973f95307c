import pytest

from constructs_lib import SecretKey


def test_fails_for_a_secret_that_is_no_name():
    with pytest.raises(ValueError, match="secret 'My Secret' must be lower-case letters"):
        SecretKey(secret="My Secret", key="password")


def test_fails_without_a_key():
    with pytest.raises(
        ValueError, match=("secret 'login' has no key; name one such as 'password'")
    ):
        SecretKey(secret="login", key="")
