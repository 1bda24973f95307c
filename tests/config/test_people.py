import pytest

from constructs_lib import Username


@pytest.mark.parametrize("name", ["", " ada", "ada\n", "*", "adá"])
def test_fails_for_a_name_that_no_header_carries(name):
    with pytest.raises(ValueError, match="1 to 182 visible ASCII characters"):
        Username(name)


def test_fails_for_an_address_which_is_a_text():
    with pytest.raises(ValueError, match="is an e-mail address; write it as"):
        Username("ada@example.com")


def test_fails_for_a_name_of_kubernetes_own():
    with pytest.raises(ValueError, match="is not a person; use Machine"):
        Username("system:serviceaccount:ci:runner")
