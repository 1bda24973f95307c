import pytest

from constructs_lib.config import AddOn, PlatformPrerequisites


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("gateway_class", "K Gateway", "gateway class 'K Gateway' must be"),
        ("login_host", "http://login", "login host must be a DNS name"),
        ("ingress_controller", "DEFAULT", "ingress_controller must be 'OFF' or 'STRICT'"),
        ("login_port", 0, "login_port must be 1 to 65535, got 0"),
    ],
)
def test_fails_for_what_cannot_be(field, value, message):
    with pytest.raises(ValueError, match=message):
        PlatformPrerequisites(**{field: value})


def test_fails_for_an_add_on_that_comes_twice():
    add_on = AddOn(name="cert-manager")
    with pytest.raises(ValueError, match="add-on 'cert-manager' is given twice"):
        PlatformPrerequisites(add_ons=(add_on, add_on))


def test_argo_cd_deletes_nothing_of_the_platform_by_itself():
    assert not PlatformPrerequisites().sync.prune
