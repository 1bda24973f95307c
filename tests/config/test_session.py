from datetime import timedelta

import pytest

from constructs_lib import Redis, SecretKey, Session

PASSWORD = SecretKey("redis", "password")
REDIS = Redis(url="redis://redis.example.com:6379", password=PASSWORD)


def test_fails_for_a_refresh_after_the_end():
    message = "a session of 24h; refresh it sooner"
    with pytest.raises(ValueError, match=message):
        Session(lifetime=timedelta(hours=24), refresh=timedelta(hours=24), redis=REDIS)


def test_fails_for_a_refresh_that_no_browser_would_see():
    with pytest.raises(ValueError, match="a refreshed session needs Redis, since"):
        Session(refresh=timedelta(hours=1))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cookie": "a b"}, "a cookie's name is letters"),
        ({"cookie": "_xsrf"}, "'_xsrf' is a cookie of Kubeflow's own apps"),
        ({"cookie": "XSRF-TOKEN"}, "'XSRF-TOKEN' is a cookie of Kubeflow's own apps"),
        ({"same_site": "strict"}, "same_site must be 'lax' or 'none' or 'unset'"),
        ({"lifetime": timedelta(0)}, "session's lifetime must be a positive number"),
    ],
)
def test_fails_for_what_no_browser_takes(fields, message):
    with pytest.raises(ValueError, match=message):
        Session(**fields)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("redis.example.com", "url of Redis must be one such as"),
        ("http://redis.example.com", "url of Redis must be one such as"),
        ("redis://:word@redis.example.com", "url of Redis contains a password"),
    ],
)
def test_fails_for_an_address_that_is_none_or_tells_a_password(url, message):
    with pytest.raises(ValueError, match=message) as raised:
        Redis(url=url, password=PASSWORD)

    assert "word@" not in str(raised.value)


def test_fails_for_a_login_that_may_take_days():
    with pytest.raises(ValueError, match=r"login_within must be an hour at most.*got 24h"):
        Session(login_within=timedelta(days=1))


def test_a_login_may_take_an_hour():
    assert Session(login_within=timedelta(hours=1)).login_within == timedelta(hours=1)


def test_fails_for_another_number_of_logins():
    with pytest.raises(ValueError, match="logins must be 'several' or 'one'"):
        Session(logins="ten")


def test_fails_for_a_domain_of_a_cookie_that_promises_to_have_none():
    with pytest.raises(
        ValueError, match=("browsers reject a cookie named '__Host-a' that has a domain")
    ):
        Session(cookie="__Host-a", domain="example.com")
