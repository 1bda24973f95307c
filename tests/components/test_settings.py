from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import UPSTREAM


def test_the_defaults_are_upstreams():
    assert WebAppSettings() == WebAppSettings(
        user_header=UPSTREAM.user_header.name,
        user_prefix=UPSTREAM.user_header.prefix,
        secure_cookies=UPSTREAM.secure_cookies,
        header_limit=UPSTREAM.edge.header_limit,
    )


def test_servers_keep_their_own_limits_where_nobody_says_one():
    settings = WebAppSettings()

    assert (settings.of_node, settings.of_gunicorn) == ({}, {})


def test_servers_are_told_a_limit_in_their_own_words():
    settings = WebAppSettings(header_limit=32768)

    assert settings.of_node == {"NODE_OPTIONS": "--max-http-header-size=32768"}
    assert settings.of_gunicorn == {"GUNICORN_CMD_ARGS": "--limit-request-field_size=32768"}
