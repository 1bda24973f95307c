import pytest

from constructs_lib import (
    Edge,
    UserHeader,
)
from constructs_lib.config.headers import spellings


@pytest.mark.parametrize("name", ["kubeflow-userid", "x-user", "user", "x-goog-user-id"])
def test_a_name_of_its_own_says_who_the_user_is(name):
    assert UserHeader(name=name).name == name


@pytest.mark.parametrize("name", ["Kubeflow-Userid", "kubeflow_userid", ":path", "", "a--b"])
def test_fails_for_what_envoy_would_not_send(name):
    message = f"the user header must be a lower-case name .* got {name!r}"
    with pytest.raises(ValueError, match=message):
        UserHeader(name=name)


@pytest.mark.parametrize(
    "name",
    [
        "authorization",
        "cookie",
        "set-cookie",
        "host",
        "kubeflow-groups",
        "kubeflow-email-verified",
        "connection",
        "upgrade",
        "te",
        "transfer-encoding",
        "content-length",
        "content-type",
        "accept",
        "accept-language",
        "origin",
        "path",
        "sec-websocket-key",
        "x-forwarded-for",
        "x-forwarded-user",
        "x-auth-request-email",
        "x-envoy-external-address",
        "x-request-id",
        "x-xsrf-token",
    ],
)
def test_fails_for_what_says_something_else(name):
    with pytest.raises(ValueError, match=f"the user header cannot be '{name}',"):
        UserHeader(name=name)


def test_fails_for_more_spellings_than_a_route_removes():
    message = "'x-my-very-own-user' has 4 hyphens, and the route can remove .* of 3 at most"
    with pytest.raises(ValueError, match=message):
        UserHeader(name="x-my-very-own-user")


def test_a_header_has_a_spelling_for_each_choice_of_its_hyphens():
    assert spellings("x-user-id") == ("x-user-id", "x-user_id", "x_user-id", "x_user_id")


def test_a_header_without_a_hyphen_is_spelt_one_way():
    assert spellings("user") == ("user",)


@pytest.mark.parametrize("limit", [16384, 65536, 1048576, None])
def test_takes_a_limit_between_nodes_and_gos(limit):
    assert Edge(header_limit=limit).header_limit == limit


@pytest.mark.parametrize("limit", [0, 16383, 1048577])
def test_fails_for_a_limit_below_nodes_or_over_gos(limit):
    message = f"header_limit must be 16384 to 1048576 bytes, or None .*; got {limit}"
    with pytest.raises(ValueError, match=message):
        Edge(header_limit=limit)


@pytest.mark.parametrize("prefix", ["*", "a b", "accounts:*", "ü"])
def test_fails_for_a_prefix_that_is_read_otherwise(prefix):
    with pytest.raises(ValueError, match="prefix must be visible ASCII characters"):
        UserHeader(prefix=prefix)
