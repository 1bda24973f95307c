import pytest

from constructs_lib import CertificateAuthorities, Login


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "Company"}, "ConfigMap of certificate authorities must be lower-case"),
        ({"kind": "File"}, "kind must be 'ConfigMap' or 'Secret', got 'File'"),
        ({"key": "a/b"}, "key of ConfigMap 'company-ca' must be letters"),
        ({"key": ""}, "key of ConfigMap 'company-ca' must be letters"),
    ],
)
def test_fails_for_what_no_object_has(fields, message):
    with pytest.raises(ValueError, match=message):
        CertificateAuthorities(**{"name": "company-ca", **fields})


def test_fails_where_no_certificate_is_verified():
    authorities = CertificateAuthorities(name="company-ca")
    with pytest.raises(ValueError, match="verify_certificates=False leaves unread"):
        Login(authorities=authorities, verify_certificates=False)
