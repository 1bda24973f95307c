import re

import pytest

from constructs_lib import ProfileAccess


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"callers": ()}, "access 'katib' admits nobody; name at least one caller"),
        (
            {"ports": ()},
            ("access 'katib' opens every Service in every profile; name a service or ports"),
        ),
        ({"name": "Katib!"}, "access to profiles 'Katib!' must be lower-case letters"),
        ({"name": "default-deny"}, "needs another name: 'default-deny' is taken"),
        ({"service": "no service"}, "service of access 'katib' 'no service' must be lower"),
    ],
)
def test_fails_for_an_access_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        ProfileAccess(
            **{"name": "katib", "callers": ("cluster.local/ns/a/sa/b",), "ports": (1,)}
            | fields
        )
