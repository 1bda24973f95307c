from datetime import timedelta

import pytest

from constructs_lib.config import Kgateway, ParentGateway


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("name", "gateway"),
        ("namespace", "gateway namespace"),
        ("section", "gateway section"),
    ],
)
def test_fails_for_a_parent_gateway_of_no_name(field, what):
    with pytest.raises(ValueError, match=f"^{what} 'Edge_1' must be lower-case letters"):
        ParentGateway(**{field: "Edge_1"})


def test_fails_for_a_kgateway_that_knows_no_websockets():
    message = "a Service that announces websockets needs kgateway 2.1.0 or newer, got '2.0.4'"
    with pytest.raises(ValueError, match=message):
        Kgateway(version="2.0.4")


def test_fails_for_websockets_over_http_2_before_their_version():
    message = (
        "http2_websockets needs kgateway 2.4.0 or newer, got '2.3.7'; "
        "leave it out, and browsers open websockets over HTTP/1.1"
    )
    with pytest.raises(ValueError, match=message):
        Kgateway(version="2.3.7", http2_websockets=True)


def test_fails_for_a_negative_time():
    with pytest.raises(ValueError, match="whole seconds, or 0"):
        Kgateway(stream_idle=timedelta(seconds=-1))


@pytest.mark.parametrize("hops", [-1, 9])
def test_fails_for_proxies_that_nobody_has(hops):
    with pytest.raises(ValueError, match=f"trusted_hops must be 0 to 8 proxies; got {hops}"):
        Kgateway(trusted_hops=hops)
