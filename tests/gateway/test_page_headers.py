from datetime import timedelta

import pytest

from constructs_lib import (
    Config,
    Edge,
    Pages,
    PlainHttp,
    Tls,
)
from constructs_lib.config import TlsElsewhere
from constructs_lib.gateway.page_headers import PageHeaders, page_headers

PORTAL = "https://portal.example.com"


def test_no_other_site_shows_the_platform_in_a_frame():
    assert page_headers(Config()) == PageHeaders(
        replaced={"X-Frame-Options": "SAMEORIGIN"},
        added={"Content-Security-Policy": "frame-ancestors 'self'"},
    )


def test_a_site_that_is_named_may_by_the_header_that_can_name_it():
    found = page_headers(Config(edge=Edge(pages=Pages(frame_ancestors=(PORTAL,)))))

    assert (found.replaced, found.added) == (
        {},
        {"Content-Security-Policy": f"frame-ancestors 'self' {PORTAL}"},
    )


def test_nothing_is_said_of_frames_where_every_site_may():
    assert page_headers(Config(edge=Edge(pages=Pages(frames="any")))) == PageHeaders()


@pytest.mark.parametrize(
    ("tls", "said"),
    [
        (Tls(), "max-age=31536000"),
        (Tls(strict=timedelta(days=1)), "max-age=86400"),
        (Tls(strict=None), None),
        (TlsElsewhere(), None),
        (PlainHttp(), None),
    ],
)
def test_tls_is_a_must_where_it_ends_at_kgateway(tls, said):
    found = page_headers(Config(edge=Edge(tls=tls))).replaced

    assert found.get("Strict-Transport-Security") == said
