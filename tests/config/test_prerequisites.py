import pytest

from constructs_lib.config import PlatformPrerequisites


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("gateway_class", "K Gateway", "gateway class 'K Gateway' must be"),
        ("login_host", "http://login", "login host must be a DNS name"),
        ("login_port", 0, "login_port must be between 1 and 65535, got 0"),
    ],
)
def test_fails_for_what_cannot_be(field, value, message):
    with pytest.raises(ValueError, match=message):
        PlatformPrerequisites(**{field: value})
