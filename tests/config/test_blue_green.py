from dataclasses import replace

import pytest

from constructs_lib import Config, Edge, Environment, ExternalDns, PlainHttp, Platform
from constructs_lib.rollout import BlueGreen

HOST = "ml.example.com"
FRONT = BlueGreen(environments=("blue", "green"), live="blue")


def config(name, **edge):
    return Config(host=HOST, edge=Edge(**{"aliases": (f"{name}.{HOST}",)} | edge))


BLUE, GREEN = (Environment(name, config(name)) for name in ("blue", "green"))


def platform(blue=BLUE, green=GREEN, front=FRONT):
    return Platform(environments=(blue, green), blue_green=front)


def test_two_environments_stand_behind_one_host():
    assert platform().blue_green.other == "green"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"environments": ("blue", "blue")}, "environment 'blue' is given twice"),
        ({"environments": ("blue",)}, "environments"),
        ({"live": "red"}, "unknown live environment 'red'; known are blue, green"),
        ({"share": -1}, "share must be 0 to 99 of 100 requests, got -1"),
        ({"share": 100}, "make the other environment live"),
        ({"share": 0.5}, "share"),
        ({"name": "A"}, "name of the two environments' route 'A'"),
    ],
)
def test_refuses(options, sentence):
    fields = {"environments": ("blue", "green"), "live": "blue"} | options
    with pytest.raises((ValueError, TypeError), match=sentence):
        BlueGreen(**fields)


def green(**edge):
    return replace(GREEN, config=config("green", **edge))


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (replace(GREEN, name="red"), "unknown environment of BlueGreen 'green'"),
        (green(aliases=()), r"'green' has no name of its own behind the common host; set"),
        (green(tls=PlainHttp()), "'green' is reached without TLS"),
        (
            green(dns=ExternalDns(version="0.22.0")),
            "'green' publishes 'ml.example.com' in DNS",
        ),
        (green(aliases=(f"blue.{HOST}",)), "share alias 'blue.ml.example.com'"),
        (
            replace(GREEN, config=replace(GREEN.config, host="x.example.com")),
            "have hosts 'ml.example.com' and 'x.example.com'; give both the host",
        ),
    ],
)
def test_a_platform_refuses(other, sentence):
    with pytest.raises(ValueError, match=sentence):
        platform(green=other)
