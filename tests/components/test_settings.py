from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import UPSTREAM


def test_the_defaults_are_upstreams():
    assert WebAppSettings() == WebAppSettings(
        user_header=UPSTREAM.user_header,
        user_prefix=UPSTREAM.user_prefix,
        secure_cookies=UPSTREAM.secure_cookies,
    )
