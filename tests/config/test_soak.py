from datetime import timedelta

import pytest

from constructs_lib import Config, Environment, GitRepository, Platform
from constructs_lib.config.soak import is_awaited, source_of
from constructs_lib.monitoring import Alerts, Monitoring, Scraper
from constructs_lib.rollout import Soak

URL = "https://prometheus.example.com"
DAY = timedelta(days=1)
WATCHED = Config(
    monitoring=Monitoring(
        scraper=Scraper(namespace="monitoring", account="prometheus"),
        alerts=Alerts(runbooks="https://docs.example.com/runbooks.html"),
    )
)
CANARY = Environment("canary", WATCHED)


def soak(**options):
    return Soak(DAY, **{"prometheus": URL} | options)


def staging(**options):
    return Environment("staging", WATCHED, revision="staging", after=soak(**options))


def test_an_environment_waits_for_the_one_before_it():
    platform = Platform(environments=(CANARY, staging()))

    assert source_of(platform, platform.environments[1]) is CANARY
    assert is_awaited(platform, CANARY)
    assert not is_awaited(platform, platform.environments[1])


def test_several_environments_may_wait_for_one():
    us = Environment("us", revision="us", after=soak(of="canary"))
    platform = Platform(environments=(CANARY, staging(), us))

    assert source_of(platform, us) is CANARY


def test_an_expression_of_ones_own_needs_no_alerts():
    plain = Environment("canary")

    assert Platform(environments=(plain, staging(healthy=("up == 1",))))


def test_prometheus_may_be_forwarded_to_loopback():
    assert soak(prometheus="http://localhost:9090")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"time": timedelta(0)}, "time of a soak must be a positive number of whole seconds"),
        ({"time": -DAY}, "time of a soak must be a positive number of whole seconds"),
        ({"time": 40 * DAY}, "time of a soak must be at most 31 days"),
        ({"prometheus": "http://prometheus.example.com"}, "a Prometheus over TLS"),
        ({"prometheus": "prometheus"}, "must be the address of a Prometheus over TLS"),
        ({"prometheus": "http://localhost.example.com:9090"}, "a Prometheus over TLS"),
        ({"prometheus": "https://me:s3cret@example.com"}, "put a token into the variable"),
        ({"healthy": (" ",)}, "an expression of healthy is empty"),
        ({"healthy": ("up", "up")}, "expression of healthy 'up' is given twice"),
        ({"healthy": "up == 1"}, "healthy"),
        ({"labels": {"a-b": "c"}}, "labels of a soak has name 'a-b'"),
        ({"labels": {"alertstate": "c"}}, "labels of a soak has name 'alertstate'"),
        ({"of": "No Name"}, "environment of a soak 'No Name'"),
        ({"token": "abc.def"}, "token must be the name of an environment variable"),
        ({"time": 86400}, "time"),
    ],
)
def test_refuses(options, sentence):
    with pytest.raises((ValueError, TypeError), match=sentence):
        Soak(**{"time": DAY, "prometheus": URL} | options)


def test_does_not_repeat_what_may_be_a_token():
    with pytest.raises(ValueError, match="token must be") as refused:
        soak(token="eyJhbGciOi")

    assert "eyJ" not in str(refused.value)


OTHER = GitRepository(url="https://git.example.com/other.git")


@pytest.mark.parametrize(
    ("environments", "sentence"),
    [
        ((staging(),), "'staging' is the first of its repository"),
        ((CANARY, staging(of="test")), "unknown environment of a soak 'test'"),
        ((CANARY, staging(of="staging")), "'staging', which does not come before it"),
        ((staging(of="canary"), CANARY), "'canary', which does not come before it"),
        (
            (Environment("canary", WATCHED, repository=OTHER), staging(of="canary")),
            "whose repository is another",
        ),
        (
            (CANARY, Environment("staging", after=soak())),
            "follows 'main', which reaches both at once",
        ),
        (
            (
                Environment("canary", WATCHED, revision="live"),
                Environment("staging", revision="live", after=soak()),
            ),
            "follows 'live', which reaches both at once",
        ),
        (
            (CANARY, Environment("by-hand", revision="staging"), staging(of="canary")),
            "follows 'staging' as 'by-hand' does, whose promotion would reach both",
        ),
        (
            (
                CANARY,
                staging(),
                Environment("later", revision="staging", after=soak(of="canary")),
            ),
            "follows 'staging' as 'later' does",
        ),
        ((Environment("canary"), staging()), "'canary', which has no alerts"),
    ],
)
def test_refuses_an_environment_that_waits_in_vain(environments, sentence):
    with pytest.raises(ValueError, match=sentence):
        Platform(environments=environments)
