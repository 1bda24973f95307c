import pytest

from constructs_lib.delivery import refuse_secret_values

SECRET = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "login"}}


@pytest.mark.parametrize("field", ["data", "stringData"])
def test_fails_for_a_secret_with_values(field):
    with pytest.raises(
        ValueError, match="Secret 'login' would put values into the repository"
    ):
        refuse_secret_values([{**SECRET, field: {"password": "x"}}])


def test_a_secret_that_others_fill_may_be_there():
    refuse_secret_values([SECRET])


def test_fails_for_a_secret_with_values_in_a_list():
    secret = {**SECRET, "data": {"password": "x"}}
    with pytest.raises(ValueError, match="Secret 'login' would put values"):
        refuse_secret_values([{"kind": "List", "items": [secret]}])
