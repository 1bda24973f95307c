import pytest

from constructs_lib import (
    Config,
    Edge,
    Login,
    Pages,
    PlainHttp,
    Session,
)
from constructs_lib.config import UPSTREAM

PORTAL = "https://portal.example.com"


@pytest.mark.parametrize("further", ["websocket_origins", "frame_ancestors"])
@pytest.mark.parametrize(
    "origin",
    [
        "portal.example.com",
        "https://portal.example.com/",
        "https://portal.example.com/kubeflow",
        "https://*.example.com",
        "https://Portal.example.com",
        "https://portal.example.com:443",
        "http://portal.example.com:80",
        "https://user@portal.example.com",
        "ftp://portal.example.com",
        "*",
        "null",
        "",
    ],
)
def test_fails_for_what_no_browser_calls_an_origin(further, origin):
    with pytest.raises(ValueError, match=f"one of {further} must be an origin as browsers"):
        Pages(**{further: (origin,)})


@pytest.mark.parametrize("further", ["websocket_origins", "frame_ancestors"])
@pytest.mark.parametrize(
    "origin", [PORTAL, "http://localhost:8000", "https://192.0.2.1:8443", "https://[::1]"]
)
def test_an_origin_is_a_scheme_and_a_host_and_perhaps_a_port(further, origin):
    assert getattr(Pages(**{further: (origin,)}), further) == (origin,)


@pytest.mark.parametrize("further", ["websocket_origins", "frame_ancestors"])
def test_fails_for_an_origin_that_comes_twice(further):
    with pytest.raises(ValueError, match=f"one of {further} '{PORTAL}' is given twice"):
        Pages(**{further: (PORTAL, PORTAL)})


@pytest.mark.parametrize(
    ("choice", "further"),
    [("websockets", "websocket_origins"), ("frames", "frame_ancestors")],
)
def test_fails_for_an_origin_where_all_may(choice, further):
    message = f"{choice}='any' allows every site, so {further} has no effect"
    with pytest.raises(ValueError, match=message):
        Pages(**{choice: "any", further: (PORTAL,)})


def test_fails_for_another_choice():
    with pytest.raises(ValueError, match="credentials must be 'kept' or 'forwarded'"):
        Pages(credentials="dropped")


def test_the_platforms_own_pages_open_websockets():
    pages = Pages(websocket_origins=(PORTAL,))

    assert Config(host="ml.example.com", edge=Edge(pages=pages)).websocket_origins == (
        "https://ml.example.com",
        PORTAL,
    )


def test_without_tls_the_platforms_origin_has_none():
    assert Config(edge=Edge(tls=PlainHttp())).websocket_origins == (
        "http://kubeflow.example.com",
    )


def test_apps_get_no_session_unless_it_is_asked_for():
    found = [
        Config().kept_cookie,
        Config(edge=Edge(pages=Pages(credentials="forwarded"))).kept_cookie,
    ]

    assert found == ["oauth2_proxy_kubeflow", None]


def test_upstream_keeps_nothing_and_refuses_nobody():
    assert (UPSTREAM.kept_cookie, UPSTREAM.websocket_origins) == (None, None)


FRAMED = Login(session=Session(same_site="none"))


def test_fails_for_a_session_in_frames_that_no_site_may_show():
    message = (
        "same_site='none' is for frames of other sites, but no site may frame the platform"
    )
    with pytest.raises(ValueError, match=message):
        Config(login=FRAMED)


@pytest.mark.parametrize("pages", [Pages(frames="any"), Pages(frame_ancestors=(PORTAL,))])
def test_a_session_may_be_in_frames_that_a_site_may_show(pages):
    assert Config(login=FRAMED, edge=Edge(pages=pages)).login == FRAMED
