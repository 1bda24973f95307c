from datetime import timedelta

import pytest

from constructs_lib.config import (
    Config,
    Edge,
    Issuer,
    Kgateway,
    ParentGateway,
    PlainHttp,
    Tls,
    TlsElsewhere,
)


@pytest.mark.parametrize(
    ("tls", "secure"), [(TlsElsewhere(), True), (Tls(), True), (PlainHttp(), False)]
)
def test_cookies_are_for_tls_wherever_it_ends(tls, secure):
    assert Config(edge=Edge(tls=tls)).secure_cookies is secure


def test_fails_for_a_route_at_another_section_than_tls():
    message = (
        "the route attaches to section 'web', but TLS ends at 'https'; leave out "
        "ParentGateway's section, or"
    )
    with pytest.raises(ValueError, match=message):
        Config(edge=Edge(parent=ParentGateway(section="web"), tls=Tls()))


def test_the_same_section_may_be_said_twice():
    assert Config(edge=Edge(parent=ParentGateway(section="https"), tls=Tls())).secure_cookies


def test_fails_for_a_redirect_in_circles():
    with pytest.raises(ValueError, match="so browsers would be redirected in circles"):
        Tls(redirect_from="https")


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("section", "TLS section"),
        ("redirect_from", "section to redirect from"),
        ("secret", "TLS secret"),
        ("secret_namespace", "namespace of the TLS secret"),
    ],
)
def test_fails_for_what_is_no_name(field, what):
    with pytest.raises(ValueError, match=f"^{what} 'Edge_1' must be lower-case letters"):
        Tls(**{field: "Edge_1"})


def test_fails_for_a_time_that_is_none():
    message = "time for which browsers must use TLS must be a positive number"
    with pytest.raises(ValueError, match=message):
        Tls(strict=timedelta(0))


def test_fails_for_an_issuer_that_is_no_name():
    with pytest.raises(ValueError, match="issuer 'Let us' must be lower-case letters"):
        Issuer(name="Let us")


def test_fails_for_an_issuer_of_another_kind():
    with pytest.raises(ValueError, match="kind must be 'ClusterIssuer' or 'Issuer', got 'CA'"):
        Issuer(name="letsencrypt", kind="CA")


def test_fails_for_http_2_without_tls():
    kgateway = Kgateway(version="2.4.0", http2_websockets=True)
    with pytest.raises(ValueError, match="browsers use HTTP/2 over TLS"):
        Config(edge=Edge(tls=PlainHttp(), kgateway=kgateway))


def test_fails_for_a_challenge_that_nobody_would_answer():
    message = "the HTTP listener, but redirect_from is None; name the listener, or"
    with pytest.raises(ValueError, match=message):
        Tls(issuer=Issuer(name="letsencrypt", challenge="http-01"), redirect_from=None)
