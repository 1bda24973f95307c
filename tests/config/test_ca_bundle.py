import pytest

from constructs_lib import CaBundle


@pytest.mark.parametrize("name", ["", "Authorities", "a/b"])
def test_fails_for_a_name_that_kubernetes_would_refuse(name):
    with pytest.raises(ValueError, match="ConfigMap of authorities must be lower-case"):
        CaBundle(name)


@pytest.mark.parametrize("key", ["", "../ca.crt", "a b"])
def test_fails_for_a_key_that_is_no_file(key):
    with pytest.raises(ValueError, match="key of authorities must be letters"):
        CaBundle("authorities", key)
